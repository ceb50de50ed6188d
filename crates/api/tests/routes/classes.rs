//! Classes of documents: what people confirm is told on the next like paper, and forgotten with what confirmed it.

use perigee_model::process_type;
use perigee_testkit::store::classes;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::{conflict, text};
use crate::learning::sql;

/// A paper of a kind that no word list knows.
fn delivery(number: u32) -> Vec<u8> {
    format!(
        "LIEFERSCHEIN\nNordwind Spedition Hamburg\n\nLadestelle Kai {number}\nFahrer Petersen\n\n\
         Palette   Gewicht   Plombe\nHolz   {number} kg   P{number}7\nFarbe   {number}2 kg   P{number}9\n\n\
         Ware unbeschadet erhalten\nUnterschrift Fahrer und Lagermeister\n"
    )
    .into_bytes()
}

/// A paper of another kind.
fn timesheet(week: u32) -> Vec<u8> {
    format!(
        "TIMESHEET\nEmployee Ada Byron\nWeek {week}\n\nMonday  8 hours  drawing office\nTuesday  7 hours  workshop\n\
         Wednesday  8 hours  drawing office\n\nApproved by the head of department\n"
    )
    .into_bytes()
}

const POEM: &[u8] = b"The fog comes\non little cat feet\n\nIt sits looking\nover harbor and city\n\
    on silent haunches\nand then moves on\n";

/// A process of any documents, and whoever works on it.
struct Desk {
    owner: Actor,
    process_id: String,
}

/// A document that was read.
struct Read {
    collection_id: String,
    file_id: String,
    document_id: String,
}

impl Desk {
    async fn open(app: &TestApp) -> Self {
        Self::of(app, "custom").await
    }

    async fn of(app: &TestApp, short_name: &str) -> Self {
        let owner = app.owner().await;
        let type_id = process_type::find_by_short_name(short_name).unwrap().id;
        let body = json!({"name": "Post", "processTypeId": type_id});
        let made = owner.post("/processes", &body).await.expect(201);
        Self { owner, process_id: text(&made["id"]) }
    }

    async fn read(&self, app: &TestApp, bytes: impl Into<Vec<u8>>) -> Read {
        let made = self.owner.upload(&self.process_id, &[("post.txt", bytes.into())]).await.expect(201);
        app.work().await;
        let file_id = text(&made["files"][0]["id"]);
        let known = self.owner.get(&format!("/files/{file_id}/documents")).await.expect(200);
        let document_id = text(&known["documents"][0]["documentId"]);
        Read { collection_id: text(&made["id"]), file_id, document_id }
    }

    /// Sets a class as the supervision does, and leaves learning to the queue.
    async fn set(&self, read: &Read, class: &str) {
        let named = json!({"documents": [{"firstPage": 0, "lastPage": 0, "documentClass": class}]});
        self.owner.put(&format!("/files/{}/documents", read.file_id), &named).await.expect(200);
    }

    async fn teach(&self, app: &TestApp, bytes: Vec<u8>, class: &str) -> Read {
        let read = self.read(app, bytes).await;
        self.set(&read, class).await;
        app.work().await;
        read
    }

    async fn told(&self, read: &Read) -> (String, Option<f64>) {
        let document = self.owner.get(&format!("/documents/{}", read.document_id)).await.expect(200);
        (text(&document["documentClass"]), document["classConfidence"].as_f64())
    }

    async fn reasons(&self, read: &Read) -> String {
        let shown = self.owner.get(&format!("/collections/{}", read.collection_id)).await.expect(200);
        shown["reviewReasons"].to_string()
    }

    async fn classes(&self) -> Value {
        self.owner.get(&format!("/processes/{}/classes", self.process_id)).await.expect(200)
    }

    /// How many documents confirm a class, and its id.
    async fn class(&self, name: &str) -> Option<(u64, String)> {
        let listed = self.classes().await;
        let found = listed["classes"].as_array().unwrap().iter().find(|class| class["name"] == name)?.clone();
        Some((found["documents"].as_u64().unwrap(), text(&found["id"])))
    }
}

/// Digest of what the organization of the owner knows.
async fn digest(app: &TestApp) -> Option<String> {
    let id = app.owner.scope.organization_id;
    classes::find_state(app.app.db().reader(), id).await.unwrap().and_then(|state| state.digest)
}

/// Artefacts that are stored.
fn stored(app: &TestApp) -> usize {
    let folder = app.folder.path().join("blobs/classes").join(app.owner.scope.organization_id.to_string());
    std::fs::read_dir(folder).into_iter().flatten().count()
}

both! {
    async fn the_class_that_a_person_gave_is_told_on_the_next_like_paper(app: TestApp) {
        let desk = Desk::open(app).await;
        let first = desk.read(app, delivery(1)).await;
        assert_eq!(desk.told(&first).await, ("document".to_owned(), None), "nothing is known yet");
        desk.set(&first, "delivery note").await;
        app.work().await;
        let (class, confidence) = desk.told(&first).await;
        assert_eq!((class.as_str(), confidence), ("delivery note", None), "a person is not unsure");
        let next = desk.read(app, delivery(2)).await;
        let (class, confidence) = desk.told(&next).await;
        assert_eq!(class, "delivery note");
        assert!(confidence.unwrap() > 0.5, "{confidence:?}");
        let poem = desk.read(app, POEM).await;
        assert_eq!(desk.told(&poem).await.0, "document", "what nothing looks like stays unknown");
        desk.teach(app, timesheet(14), "timesheet").await;
        let other = desk.read(app, timesheet(15)).await;
        assert_eq!(desk.told(&other).await.0, "timesheet");
        assert_eq!(desk.class("delivery note").await.unwrap().0, 1, "what the machine told teaches nothing");
    }

    async fn an_accepted_document_confirms_its_class(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let second = desk.read(app, delivery(2)).await;
        desk.owner.post(&format!("/collections/{}/accept", second.collection_id), &json!({})).await.expect(200);
        app.work().await;
        assert_eq!(desk.class("delivery note").await.unwrap().0, 2);
        let poem = desk.read(app, POEM).await;
        desk.owner.post(&format!("/collections/{}/accept", poem.collection_id), &json!({})).await.expect(200);
        app.work().await;
        assert_eq!(desk.class("document").await, None, "accepting what nobody named confirms no class");
    }

    async fn a_document_that_its_process_does_not_expect_is_asked_about(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        desk.teach(app, delivery(2), "delivery note").await;
        let invoices = Desk::of(app, "invoices").await;
        let stray = invoices.read(app, delivery(3)).await;
        assert_eq!(invoices.told(&stray).await.0, "delivery note");
        assert!(invoices.reasons(&stray).await.contains("class_unexpected"));
        let (name, pdf) = TestApp::invoice(0);
        let made = invoices.owner.upload(&invoices.process_id, &[(&name, pdf)]).await.expect(201);
        app.work().await;
        let results = invoices.owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        assert_eq!(results["results"][0]["documents"][0]["classification"]["documentClass"], "invoice");
        let shown = invoices.owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
        assert!(!shown["reviewReasons"].to_string().contains("class_"), "an invoice is no reason: {shown}");
        invoices.set(&stray, "waybill").await;
        invoices.set(&stray, "delivery note").await;
        assert!(!invoices.reasons(&stray).await.contains("class_"), "a person has looked");
        app.work().await;
        let expected = invoices.read(app, delivery(4)).await;
        assert!(!invoices.reasons(&expected).await.contains("class_unexpected"), "it was confirmed here");
    }

    async fn what_confirmed_a_class_is_forgotten_to_the_last_byte(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let before = digest(app).await;
        assert!(before.is_some());
        let second = desk.teach(app, timesheet(2), "timesheet").await;
        assert_ne!(digest(app).await, before);
        desk.owner.delete(&format!("/collections/{}", second.collection_id)).await;
        app.work().await;
        assert_eq!(digest(app).await, before, "as if it had never been there");
        assert_eq!(stored(app), 1, "what is not used any more is deleted");
        let third = desk.teach(app, timesheet(2), "timesheet").await;
        desk.owner.act(&format!("/collections/{}/reprocess", third.collection_id)).await.expect(200);
        app.work().await;
        assert_eq!(digest(app).await, before, "a new run has no class by a person");
        desk.owner.delete(&format!("/processes/{}", desk.process_id)).await;
        app.work().await;
        assert_eq!((digest(app).await, stored(app)), (None, 0));
    }

    async fn a_process_that_does_not_learn_teaches_no_class_and_uses_none(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let silent = Desk::open(app).await;
        let learning = format!("/processes/{}/learning", silent.process_id);
        silent.owner.put(&learning, &json!({"enabled": false})).await.expect(200);
        app.work().await;
        let before = digest(app).await;
        silent.teach(app, timesheet(1), "timesheet").await;
        assert_eq!(digest(app).await, before);
        let read = silent.read(app, delivery(2)).await;
        assert_eq!(silent.told(&read).await.0, "document");
        silent.owner.put(&learning, &json!({"enabled": true})).await.expect(200);
        app.work().await;
        assert_eq!(silent.class("timesheet").await.unwrap().0, 1);
    }

    async fn a_class_can_be_renamed_made_one_with_another_and_forgotten(app: TestApp) {
        let desk = Desk::open(app).await;
        let first = desk.teach(app, delivery(1), "delivry note").await;
        desk.teach(app, delivery(2), "Lieferschein").await;
        let (_, id) = desk.class("delivry note").await.unwrap();
        let path = format!("/classes/{id}");
        let renamed = desk.owner.patch(&path, &json!({"name": " delivery note "})).await.expect(200);
        assert_eq!((&renamed["name"], &renamed["documents"]), (&json!("delivery note"), &json!(1)));
        assert_eq!(desk.told(&first).await.0, "delivery note");
        desk.owner.patch(&path, &json!({"name": "x"})).await.problem(404);
        let path = format!("/classes/{}", text(&renamed["id"]));
        let taken = desk.owner.patch(&path, &json!({"name": "Lieferschein"})).await;
        assert_eq!(conflict(&taken), "class_exists");
        let merged = desk.owner.patch(&path, &json!({"name": "Lieferschein", "merge": true})).await.expect(200);
        assert_eq!(merged["documents"], 2);
        app.work().await;
        assert_eq!(desk.told(&desk.read(app, delivery(3)).await).await.0, "Lieferschein");
        let path = format!("/classes/{}", text(&merged["id"]));
        assert_eq!(desk.owner.delete(&path).await.status, 204);
        app.work().await;
        assert_eq!((digest(app).await, stored(app)), (None, 0));
        assert_eq!(desk.told(&first).await.0, "Lieferschein", "documents keep the class");
        assert_eq!(desk.told(&desk.read(app, delivery(4)).await).await.0, "document");
        desk.owner.delete(&path).await.problem(404);
        desk.teach(app, delivery(5), "Lieferschein").await;
        assert_eq!(desk.class("Lieferschein").await.unwrap().0, 1, "one that gets it later teaches it anew");
        let log = desk.owner.get("/admin/audit?limit=1000").await.expect(200).to_string();
        assert!(["class.rename", "class.forget"].iter().all(|action| log.contains(action)));
    }

    async fn classes_of_process_types_keep_their_names(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "invoice").await;
        let (_, id) = desk.class("invoice").await.unwrap();
        let path = format!("/classes/{id}");
        assert_eq!(conflict(&desk.owner.patch(&path, &json!({"name": "bill"})).await), "class_ready_made");
        desk.owner.patch(&path, &json!({"name": " "})).await.problem(400);
        desk.owner.patch(&path, &json!({})).await.problem(400);
        let known = desk.classes().await;
        let receipt = known["classes"].as_array().unwrap().iter().find(|class| class["name"] == "receipt");
        assert_eq!(receipt.unwrap()["documents"], 0, "known before anything is confirmed");
    }

    async fn another_organization_knows_nothing_of_it(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let (_, id) = desk.class("delivery note").await.unwrap();
        let stranger = app.stranger().await;
        stranger.patch(&format!("/classes/{id}"), &json!({"name": "x"})).await.problem(404);
        stranger.delete(&format!("/classes/{id}")).await.problem(404);
        stranger.get(&format!("/processes/{}/classes", desk.process_id)).await.problem(404);
        let type_id = process_type::find_by_short_name("custom").unwrap().id;
        let made = stranger.post("/processes", &json!({"name": "Post", "processTypeId": type_id})).await.expect(201);
        let process_id = text(&made["id"]);
        let read = stranger.upload(&process_id, &[("post.txt", delivery(2))]).await.expect(201);
        app.work().await;
        let known = stranger.get(&format!("/files/{}/documents", text(&read["files"][0]["id"]))).await.expect(200);
        assert_eq!(known["documents"][0]["documentClass"], "document");
        let listed = stranger.get(&format!("/processes/{process_id}/classes")).await.expect(200);
        assert!(!listed.to_string().contains("delivery note"));
    }

    async fn a_key_without_the_scope_changes_no_class(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let (_, id) = desk.class("delivery note").await.unwrap();
        let path = format!("/classes/{id}");
        app.anon().delete(&path).await.problem(401);
        let reader = app.key(&["workspace.process:read", "workspace.process:update"]).await;
        reader.get(&format!("/processes/{}/classes", desk.process_id)).await.expect(200);
        let refused = reader.delete(&path).await.problem(403);
        assert!(refused.to_string().contains("admin.process:manage"), "{refused}");
        reader.patch(&path, &json!({"name": "x"})).await.problem(403);
    }

    async fn what_was_learned_and_is_damaged_is_left_out_and_learned_anew(app: TestApp) {
        let desk = Desk::open(app).await;
        desk.teach(app, delivery(1), "delivery note").await;
        let before = digest(app).await;
        sql(app, "update class_states set digest = 'another'").await;
        let read = desk.owner.upload(&desk.process_id, &[("post.txt", delivery(2))]).await.expect(201);
        app.work().await;
        let known = desk.owner.get(&format!("/files/{}/documents", text(&read["files"][0]["id"]))).await.expect(200);
        assert_eq!(known["documents"][0]["documentClass"], "document", "it is read without");
        assert_eq!((digest(app).await, stored(app)), (before, 1));
        assert_eq!(desk.told(&desk.read(app, delivery(3)).await).await.0, "delivery note");
    }
}
