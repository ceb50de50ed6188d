//! What processes learn from accepted documents, what they forget, and who decides about it.

use std::path::PathBuf;

use perigee_app::{WorkerConfig, pipeline};
use perigee_testkit::queue::worker::{Handler as _, JobFailure};
use perigee_testkit::queue::{Job, job};
use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::fixture::{conflict, text};

/// Receipts: a type with few data points.
const RECEIPTS: &str = "receipts";

/// A process of receipts, and whoever works on it.
pub struct Till {
    pub owner: Actor,
    pub process_id: String,
}

/// A receipt of one shop. Its number stands beside a word that no label list knows.
fn receipt(number: &str, total: &str) -> Vec<u8> {
    format!(
        "NORDLICHT CAFE GMBH\nHafenstrasse 12\n20457 Hamburg\n\nDate: 12.03.2026\nZmrk {number}\n\n\
         Espresso        {total}\n\nTotal EUR       {total}\n\nThank you for your visit\n"
    )
    .into_bytes()
}

impl Till {
    pub async fn open(app: &TestApp) -> Self {
        let owner = app.owner().await;
        let type_id = perigee_model::process_type::find_by_short_name(RECEIPTS).unwrap().id;
        let body = json!({"name": "Till", "processTypeId": type_id});
        let made = owner.post("/processes", &body).await.expect(201);
        Self { owner, process_id: text(&made["id"]) }
    }

    /// Uploads a receipt and reads it; the answer is its collection.
    pub async fn read(&self, app: &TestApp, number: &str, total: &str) -> String {
        let made =
            self.owner.upload(&self.process_id, &[("till.txt", receipt(number, total))]).await.expect(201);
        app.work().await;
        text(&made["id"])
    }

    pub async fn document(&self, collection_id: &str) -> Value {
        let results = self.owner.get(&format!("/results/{collection_id}")).await.expect(200);
        results["results"][0]["documents"][0].clone()
    }

    async fn number(&self, collection_id: &str) -> Value {
        let document = self.document(collection_id).await;
        document["extractedData"]["receipt_number"][0]["value"].clone()
    }

    async fn model_of(&self, collection_id: &str) -> Value {
        let id = text(&self.document(collection_id).await["documentId"]);
        self.owner.get(&format!("/documents/{id}")).await.expect(200)["model"].clone()
    }

    /// Puts everything on a receipt right that matters here.
    pub async fn correct(&self, collection_id: &str, number: &str, total: &str) {
        let document = self.document(collection_id).await;
        let path = format!("/documents/{}/annotations", text(&document["documentId"]));
        let right = [
            ("company", "NORDLICHT CAFE GMBH"),
            ("date", "12.03.2026"),
            ("total", total),
            ("receipt_number", number),
        ];
        for (data_point, value) in right {
            let found = &document["extractedData"][data_point][0];
            if found["rawValue"] == value {
                continue;
            }
            let answer = match found["id"].as_str() {
                Some(id) => {
                    self.owner.patch(&format!("/annotations/{id}"), &json!({"rawValue": value})).await
                }
                None => self.owner.post(&path, &json!({"dataPoint": data_point, "rawValue": value})).await,
            };
            assert!(answer.status.is_success(), "{data_point}: {}", String::from_utf8_lossy(&answer.body));
        }
    }

    pub async fn accept(&self, collection_id: &str) {
        self.owner.post(&format!("/collections/{collection_id}/accept"), &json!({})).await.expect(200);
    }

    /// Reads, corrects and accepts a receipt; learning is left to the queue.
    pub async fn confirm(&self, app: &TestApp, number: &str, total: &str) -> String {
        let collection_id = self.read(app, number, total).await;
        self.correct(&collection_id, number, total).await;
        self.accept(&collection_id).await;
        collection_id
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/processes/{}/{rest}", self.process_id)
    }

    pub async fn learning(&self) -> Value {
        self.owner.get(&self.path("learning")).await.expect(200)
    }

    async fn models(&self) -> Vec<Value> {
        let listed = self.owner.get(&self.path("models")).await.expect(200);
        listed["models"].as_array().unwrap().clone()
    }

    /// Where the artefacts of the process lie.
    fn artefacts(&self, app: &TestApp) -> PathBuf {
        let organization = app.owner.scope.organization_id.to_string();
        app.folder.path().join("blobs/models").join(organization).join(&self.process_id)
    }

    fn stored(&self, app: &TestApp) -> Vec<String> {
        let files = std::fs::read_dir(self.artefacts(app)).into_iter().flatten().flatten();
        let mut names: Vec<String> = files.map(|file| file.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Takes the next job, as a worker does.
async fn claim(app: &TestApp) -> Job {
    let now_ms = chrono::Utc::now().timestamp_millis();
    job::claim(app.app.db().writer(), "test", 60_000, now_ms).await.unwrap().unwrap()
}

pub async fn sql(app: &TestApp, text: &str) {
    app.app.db().writer().execute_unprepared(text).await.unwrap();
}

fn ids(models: &[Value]) -> Vec<String> {
    let mut ids: Vec<String> = models.iter().map(|model| text(&model["id"])).collect();
    ids.sort();
    ids
}

both! {
    async fn the_next_document_has_what_a_person_put_right_on_the_last_one(app: TestApp) {
        let till = Till::open(app).await;
        let first = till.read(app, "QX-10453", "2.80").await;
        assert_eq!(till.number(&first).await, Value::Null, "no rule knows the label");
        till.correct(&first, "QX-10453", "2.80").await;
        till.accept(&first).await;
        let waiting = till.learning().await;
        assert_eq!((&waiting["state"], &waiting["documents"]), (&json!("waiting"), &json!(1)));
        assert_eq!((&waiting["documentsWaiting"], &waiting["activeModel"]), (&json!(1), &Value::Null));
        app.work().await;
        let learned = till.learning().await;
        assert_eq!((&learned["state"], &learned["documentsWaiting"]), (&json!("idle"), &json!(0)));
        assert_eq!((&learned["lastError"], &learned["activeModel"]["documents"]), (&Value::Null, &json!(1)));
        let next = till.read(app, "QX-10999", "5.10").await;
        assert_eq!(till.number(&next).await, "QX-10999");
        assert_eq!(till.model_of(&next).await, learned["activeModel"]["name"]);
        assert_ne!(till.model_of(&first).await, learned["activeModel"]["name"], "what was read stays as it was");
    }

    async fn documents_that_are_accepted_together_are_learned_in_one_job(app: TestApp) {
        let till = Till::open(app).await;
        let mut read = Vec::new();
        for number in ["QX-1001", "QX-1002", "QX-1003"] {
            read.push((till.read(app, number, "2.80").await, number));
        }
        for (collection_id, number) in &read {
            till.correct(collection_id, number, "2.80").await;
            till.accept(collection_id).await;
        }
        // One for the model of the process, one for the classes of the organization.
        assert_eq!(app.jobs().await, (2, 0));
        assert_eq!(app.work().await, 2);
        assert_eq!(till.learning().await["activeModel"]["documents"], 3);
        assert_eq!(till.models().await.len(), 1);
        // Nothing changed since: there is nothing to add.
        till.owner.act(&till.path("learning/train")).await.expect(202);
        assert_eq!(app.work().await, 1);
        assert_eq!(till.models().await.len(), 1);
        assert_eq!(till.stored(app), ids(&till.models().await));
    }

    async fn a_deleted_document_is_forgotten_to_the_last_byte(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-2001", "2.80").await;
        till.confirm(app, "QX-2002", "3.10").await;
        app.work().await;
        let before = till.learning().await["activeModel"]["digest"].clone();
        let third = till.confirm(app, "QX-2003", "9.99").await;
        app.work().await;
        let knows = till.learning().await["activeModel"].clone();
        assert_ne!(knows["digest"], before);
        assert_eq!(till.owner.delete(&format!("/collections/{third}")).await.status, 204);
        app.work().await;
        let after = till.learning().await["activeModel"].clone();
        assert_eq!(after["digest"], before, "as if it had never been there");
        assert!(after["reason"].to_string().contains("does not count any more"));
        let left = till.models().await;
        assert!(left.iter().all(|model| model["id"] != knows["id"]));
        assert_eq!(till.stored(app), ids(&left), "blobs go with their rows");
        till.owner.act(&format!("/models/{}/activate", text(&knows["id"]))).await.problem(404);
    }

    async fn what_is_reopened_or_processed_again_does_not_count_any_more(app: TestApp) {
        let till = Till::open(app).await;
        let first = till.confirm(app, "QX-2101", "2.80").await;
        app.work().await;
        till.owner.act(&format!("/collections/{first}/reopen")).await.expect(200);
        app.work().await;
        let learning = till.learning().await;
        assert_eq!((&learning["documents"], &learning["activeModel"]), (&json!(0), &Value::Null));
        assert_eq!((till.models().await.len(), till.stored(app).len()), (0, 0));
        till.accept(&first).await;
        app.work().await;
        assert_eq!(till.learning().await["activeModel"]["documents"], 1);
        till.owner.act(&format!("/collections/{first}/reprocess")).await.expect(200);
        app.work().await;
        assert_eq!(till.learning().await["activeModel"], Value::Null);
    }

    async fn a_forced_acceptance_teaches_nothing(app: TestApp) {
        let till = Till::open(app).await;
        let made = till.owner.upload(&till.process_id, &[("till.txt", b"nothing to see here".to_vec())]).await;
        let collection_id = text(&made.expect(201)["id"]);
        app.work().await;
        let accept = format!("/collections/{collection_id}/accept");
        till.owner.post(&accept, &json!({"force": true})).await.expect(200);
        assert_eq!(app.work().await, 0);
        assert_eq!(till.learning().await["documents"], 0);
    }

    async fn a_person_can_go_back_to_an_earlier_model(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-3001", "2.80").await;
        app.work().await;
        till.confirm(app, "QX-3002", "3.10").await;
        app.work().await;
        let models = till.models().await;
        assert_eq!([&models[0]["state"], &models[1]["state"]], ["active", "retired"]);
        let path = format!("/models/{}/activate", text(&models[1]["id"]));
        let chosen = till.owner.act(&path).await.expect(200);
        assert_eq!((&chosen["state"], &chosen["documents"]), (&json!("active"), &json!(1)));
        till.owner.act(&path).await.expect(200);
        let next = till.read(app, "QX-3003", "4.00").await;
        assert_eq!(till.model_of(&next).await, models[1]["name"]);
        let states: Vec<Value> = till.models().await.iter().map(|model| model["state"].clone()).collect();
        assert_eq!(states, ["retired", "active"]);
        let log = till.owner.get("/admin/audit?limit=1000").await.expect(200).to_string();
        for action in ["model.train", "model.activate"] {
            assert!(log.contains(action), "{action} is written down");
        }
    }

    async fn a_damaged_model_is_told_about_left_out_and_replaced(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-4001", "2.80").await;
        app.work().await;
        let model = till.learning().await["activeModel"].clone();
        let artefact = till.artefacts(app).join(text(&model["id"]));
        let mut bytes = std::fs::read(&artefact).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&artefact, &bytes).unwrap();
        let path = format!("/models/{}/activate", text(&model["id"]));
        assert_eq!(conflict(&till.owner.act(&path).await), "model_unusable");
        let made = till.owner.upload(&till.process_id, &[("till.txt", receipt("QX-4002", "3.10"))]).await.expect(201);
        app.work().await;
        let read = text(&made["id"]);
        assert_eq!(till.number(&read).await, Value::Null, "it is read without the model");
        let models = till.models().await;
        assert_eq!(models.len(), 2);
        assert!(models[1]["error"].to_string().contains("damaged"));
        assert_eq!((&models[0]["state"], &models[0]["digest"]), (&json!("active"), &model["digest"]));
        let next = till.read(app, "QX-4003", "3.10").await;
        assert_eq!(till.number(&next).await, "QX-4003");
        std::fs::remove_file(till.artefacts(app).join(text(&models[0]["id"]))).unwrap();
        let path = format!("/models/{}/activate", text(&models[0]["id"]));
        assert_eq!(conflict(&till.owner.act(&path).await), "model_unusable");
    }

    async fn learning_can_be_turned_off_and_then_only_forgets(app: TestApp) {
        let till = Till::open(app).await;
        let first = till.confirm(app, "QX-5001", "2.80").await;
        app.work().await;
        let off = till.owner.put(&till.path("learning"), &json!({"enabled": false, "modelsKept": 3})).await.expect(200);
        assert_eq!((&off["enabled"], &off["modelsKept"]), (&json!(false), &json!(3)));
        app.work().await;
        let second = till.read(app, "QX-5002", "3.10").await;
        assert_eq!(till.number(&second).await, Value::Null, "what was learned is not used");
        till.correct(&second, "QX-5002", "3.10").await;
        till.accept(&second).await;
        assert_eq!(app.jobs().await.0, 0);
        let train = till.owner.act(&till.path("learning/train")).await;
        assert_eq!(conflict(&train), "learning_off");
        assert_eq!(till.models().await.len(), 1);
        till.owner.delete(&format!("/collections/{first}")).await;
        app.work().await;
        assert_eq!((till.models().await.len(), till.stored(app).len()), (0, 0));
        till.owner.put(&till.path("learning"), &json!({"enabled": true})).await.expect(200);
        app.work().await;
        assert_eq!(till.learning().await["activeModel"]["documents"], 1);
        let log = till.owner.get("/admin/audit?limit=1000").await.expect(200).to_string();
        assert!(log.contains("learning.edit"));
    }

    async fn models_beyond_those_that_are_kept_are_deleted(app: TestApp) {
        let till = Till::open(app).await;
        till.owner.put(&till.path("learning"), &json!({"modelsKept": 2})).await.expect(200);
        for number in ["QX-6001", "QX-6002", "QX-6003"] {
            till.confirm(app, number, "2.80").await;
            app.work().await;
        }
        let models = till.models().await;
        let documents: Vec<u64> = models.iter().map(|model| model["documents"].as_u64().unwrap()).collect();
        assert_eq!(documents, [3, 2]);
        assert_eq!(till.stored(app), ids(&models));
        let part = till.owner.get(&till.path("models?offset=1&limit=1")).await.expect(200);
        assert_eq!(part["models"][0]["id"], models[1]["id"]);
        assert_eq!(part["pagination"], json!({"offset": 1, "limit": 1, "total": 2}));
        assert_eq!(till.owner.delete(&format!("/processes/{}?force=true", till.process_id)).await.status, 204);
        assert_eq!(till.stored(app).len(), 0);
    }

    async fn e_invoices_teach_only_where_that_is_wanted(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let till = Till { owner, process_id };
        let xml = "<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'><Fa><KodWaluty>PLN</KodWaluty>\
                   <P_1>2026-02-15</P_1><P_2>FV/150</P_2><P_15>123.00</P_15></Fa></Faktura>";
        let send = async |name: &str| {
            till.owner.upload(&till.process_id, &[(name, xml.as_bytes().to_vec())]).await.expect(201);
            app.work().await;
        };
        send("a.xml").await;
        assert_eq!((&till.learning().await["documents"], till.models().await.len()), (&json!(0), 0));
        till.owner.put(&till.path("learning"), &json!({"fromEinvoices": true})).await.expect(200);
        app.work().await;
        assert_eq!(till.learning().await["documents"], 1);
        send("b.xml").await;
        assert_eq!(till.learning().await["activeModel"]["documents"], 2);
        till.owner.put(&till.path("learning"), &json!({"fromEinvoices": false})).await.expect(200);
        app.work().await;
        assert_eq!(till.models().await.len(), 0, "nobody confirmed them");
    }

    async fn a_training_that_is_told_to_stop_leaves_the_model_in_use_and_gives_its_job_back(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-7001", "2.80").await;
        app.work().await;
        let before = till.models().await;
        till.confirm(app, "QX-7002", "3.10").await;
        let (claimed, cancelled) = (claim(app).await, CancellationToken::new());
        cancelled.cancel();
        let worker = pipeline::worker(app.app.clone(), WorkerConfig::default());
        let outcome = worker.handler().run(&claimed, &cancelled).await;
        assert!(matches!(outcome, Err(JobFailure::GiveBack)), "{outcome:?}");
        assert_eq!(till.models().await, before);
        assert_eq!(till.stored(app), ids(&before), "nothing of it is left behind");
        assert_eq!(till.learning().await["state"], "waiting");
        job::release(app.app.db().writer(), &claimed.lease).await.unwrap();
        app.work().await;
        assert_eq!(till.learning().await["activeModel"]["documents"], 2);
    }

    async fn a_worker_that_lost_its_lease_saves_no_model(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-7101", "2.80").await;
        let claimed = claim(app).await;
        sql(app, "update jobs set state = 'ready', lease_token = null").await;
        assert_eq!(app.work().await, 2, "the model, and the classes");
        let saved = till.models().await;
        let worker = pipeline::worker(app.app.clone(), WorkerConfig::default());
        worker.handler().run(&claimed, &CancellationToken::new()).await.unwrap();
        assert_eq!(till.models().await, saved);
        assert_eq!(till.stored(app), ids(&saved));
        till.confirm(app, "QX-7102", "3.10").await;
        app.work().await;
        assert_eq!(till.learning().await["activeModel"]["documents"], 2, "learning goes on");
    }

    async fn a_dead_job_is_told_about_and_the_next_document_gets_a_new_one(app: TestApp) {
        let till = Till::open(app).await;
        till.confirm(app, "QX-7201", "2.80").await;
        sql(app, "update jobs set state = 'dead' where kind = 'learn'").await;
        assert_eq!(app.work().await, 1, "the classes alone");
        let stopped = till.learning().await;
        assert_eq!(stopped["state"], "idle");
        assert!(stopped["lastError"].to_string().contains("broke off"));
        till.confirm(app, "QX-7202", "3.10").await;
        app.work().await;
        let learned = till.learning().await;
        assert_eq!((&learned["lastError"], &learned["activeModel"]["documents"]), (&Value::Null, &json!(2)));
    }

    async fn a_model_that_is_clearly_worse_is_kept_and_not_used(app: TestApp) {
        let till = Till::open(app).await;
        // The same line means one thing to one person and another to the next.
        let numbers = ["QX-7301", "GMBH", "QX-7303", "CAFE", "QX-7305", "Hamburg", "QX-7307", "visit"];
        for (index, number) in numbers.into_iter().enumerate() {
            let collection_id = till.read(app, &format!("QX-73{index:02}"), "2.80").await;
            till.correct(&collection_id, number, "2.80").await;
            till.accept(&collection_id).await;
        }
        app.work().await;
        let champion = till.learning().await["activeModel"].clone();
        assert!(champion["accuracy"].as_f64().unwrap() < 0.95, "{champion}");
        let perfect = r#"{"scores":{"fields":[{"dataPoint":"total","right":9000,"confirmed":9000}],"documentsRight":9000,"documents":9000},"promises":[]}"#;
        sql(app, &format!("update models set metrics = '{perfect}'")).await;
        till.confirm(app, "QX-7309", "2.80").await;
        app.work().await;
        let models = till.models().await;
        assert_eq!([&models[0]["state"], &models[1]["state"]], ["candidate", "active"]);
        assert!(models[0]["reason"].to_string().contains("worse by more than chance"), "{}", models[0]["reason"]);
        let waiting = till.learning().await;
        assert_eq!((&waiting["activeModel"]["id"], &waiting["documentsWaiting"]), (&champion["id"], &json!(1)));
        till.owner.act(&format!("/models/{}/activate", text(&models[0]["id"]))).await.expect(200);
        assert_eq!(till.learning().await["activeModel"]["documents"], 9);
    }

    async fn a_model_tells_what_it_would_read_differently(app: TestApp) {
        let till = Till::open(app).await;
        let open = till.read(app, "QX-8001", "2.80").await;
        let confirmed = till.confirm(app, "QX-8002", "3.10").await;
        app.work().await;
        let model = till.models().await.remove(0);
        let path = format!("/models/{}/diff", text(&model["id"]));
        let diff = till.owner.get(&path).await.expect(200);
        assert_eq!(diff["documents"], 2);
        let changes = diff["changes"].as_array().unwrap();
        let change = changes.iter().find(|change| change["dataPoint"] == "receipt_number").unwrap();
        assert_eq!((&change["before"], &change["after"]), (&json!([]), &json!(["QX-8001"])));
        assert_eq!((&change["collectionId"], &change["confirmed"]), (&json!(open), &json!(false)));
        assert!(changes.iter().all(|change| change["collectionId"] != json!(confirmed)), "{changes:?}");
        assert_eq!(till.number(&open).await, Value::Null, "nothing is changed");
        let newest = till.owner.get(&format!("{path}?documents=1")).await.expect(200);
        assert_eq!(newest["documents"], 1);
        till.owner.get(&format!("{path}?documents=0")).await.problem(400);
        std::fs::remove_file(till.artefacts(app).join(text(&model["id"]))).unwrap();
        assert_eq!(conflict(&till.owner.get(&path).await), "model_unusable");
    }

    async fn what_cannot_be_set_or_trained_is_refused(app: TestApp) {
        let till = Till::open(app).await;
        let path = till.path("learning");
        let answer = till.owner.put(&path, &json!({"enabled": "yes", "fromEinvoices": 1, "modelsKept": 0})).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: enabled", "body: fromEinvoices", "body: modelsKept"]);
        let train = till.owner.act(&till.path("learning/train")).await;
        assert_eq!(conflict(&train), "nothing_confirmed");
        let fresh = till.learning().await;
        assert_eq!((&fresh["enabled"], &fresh["fromEinvoices"], &fresh["modelsKept"]), (&json!(true), &json!(false), &json!(5)));
        assert_eq!((&fresh["state"], &fresh["lastEndedAt"], &fresh["runningSince"]), (&json!("idle"), &Value::Null, &Value::Null));
        let clerk = app.clerk_on(&till.process_id, perigee_model::ProcessRole::User).await;
        clerk.get(&path).await.expect(200);
        clerk.put(&path, &json!({"enabled": false})).await.problem(403);
        clerk.act(&till.path("learning/train")).await.problem(403);
        app.clerk().await.get(&path).await.problem(404);
    }
}
