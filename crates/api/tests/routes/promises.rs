//! What is accepted without a person, which labels are doubted, which documents teach most.

use perigee_testkit::{TestApp, both};
use serde_json::{Value, json};

use crate::fixture::text;
use crate::learning::{Till, sql};

/// Puts a promise of 2 % into every model.
async fn promise(app: &TestApp, guarantee: Value, withdrawn: Value) {
    let promises = json!([{"target": 0.02, "guarantee": guarantee, "withdrawn": withdrawn}]);
    plant(app, json!({"promises": promises})).await;
}

async fn plant(app: &TestApp, metrics: Value) {
    let mut whole = json!({"scores": {"fields": [], "documentsRight": 0, "documents": 0}, "promises": []});
    for (name, value) in metrics.as_object().unwrap() {
        whole[name] = value.clone();
    }
    sql(app, &format!("update models set metrics = '{whole}'")).await;
}

impl Till {
    async fn set_target(&self, target: Value) -> Value {
        self.owner.put(&self.path("learning"), &json!({"targetError": target})).await.expect(200)
    }

    async fn collection(&self, id: &str) -> Value {
        self.owner.get(&format!("/collections/{id}")).await.expect(200)
    }

    /// Code and message of why a person should look.
    async fn reasons(&self, id: &str) -> Vec<(String, String)> {
        let shown = self.collection(id).await;
        let reasons = shown["reviewReasons"].as_array().unwrap().iter();
        reasons.map(|reason| (text(&reason["code"]), text(&reason["message"]))).collect()
    }
}

both! {
    async fn documents_are_accepted_alone_only_where_the_error_rate_is_promised(app: TestApp) {
        let till = Till::open(app).await;
        assert_eq!(till.learning().await["acceptance"], json!({"state": "off", "threshold": null, "reason": null}));
        let set = till.set_target(json!(0.02)).await;
        assert_eq!((&set["targetError"], &set["acceptance"]["state"]), (&json!(0.02), &json!("notPromised")));
        let rules_only = till.read(app, "QX-1001", "2.80").await;
        let why = till.reasons(&rules_only).await;
        assert!(why.iter().any(|(code, text)| code == "not_promised" && text.contains("nothing is learned")), "{why:?}");
        till.correct(&rules_only, "QX-1001", "2.80").await;
        till.accept(&rules_only).await;
        app.work().await;
        let second = till.read(app, "QX-1002", "2.80").await;
        let why = till.reasons(&second).await;
        assert!(why.iter().any(|(code, text)| code == "not_promised" && text.contains("of 149 values")), "{why:?}");
        promise(app, json!({"Granted": {"threshold": 0.01, "values": 400, "coverage": 1.0}}), Value::Null).await;
        assert_eq!(till.learning().await["acceptance"]["state"], "on");
        let third = till.read(app, "QX-1003", "2.80").await;
        let accepted = till.collection(&third).await;
        assert_eq!((&accepted["status"], &accepted["reviewReasons"]), (&json!("Accepted"), &json!([])));
        assert_eq!(till.learning().await["documents"], 1, "nobody confirmed it");
        promise(app, json!({"Granted": {"threshold": 1.1, "values": 400, "coverage": 0.5}}), Value::Null).await;
        let unsure = till.read(app, "QX-1004", "2.80").await;
        assert!(till.reasons(&unsure).await.iter().any(|(code, _)| code == "confidence_low"));
        let broken = json!({"values": 80, "wrong": 9});
        promise(app, json!({"Granted": {"threshold": 0.01, "values": 400, "coverage": 1.0}}), broken).await;
        let model = till.learning().await["activeModel"].clone();
        assert_eq!(model["guarantees"][0]["withdrawn"], json!({"values": 80, "wrong": 9}));
        assert_eq!(model["guarantees"][0]["granted"], false);
        let drifted = till.read(app, "QX-1005", "2.80").await;
        let why = till.reasons(&drifted).await;
        assert!(why.iter().any(|(code, text)| code == "not_promised" && text.contains("9 of the 80")), "{why:?}");
        let off = till.set_target(Value::Null).await;
        assert_eq!((&off["targetError"], &off["acceptance"]["state"]), (&Value::Null, &json!("off")));
    }

    async fn only_error_rates_that_are_looked_into_can_be_set(app: TestApp) {
        let till = Till::open(app).await;
        let path = till.path("learning");
        for wrong in [json!(0.03), json!(1), json!("0.02"), json!(-0.01)] {
            let answer = till.owner.put(&path, &json!({"targetError": wrong})).await;
            answer.problem(400);
            assert_eq!(answer.locations(), ["body: targetError"], "{wrong}");
        }
        till.set_target(json!(0.05)).await;
        let kept = till.owner.put(&path, &json!({"modelsKept": 4})).await.expect(200);
        assert_eq!(kept["targetError"], 0.05, "what is left out stays");
    }

    async fn the_curve_grows_with_what_is_confirmed_and_tells_ahead_when_it_can(app: TestApp) {
        let till = Till::open(app).await;
        assert_eq!(till.learning().await["curve"], json!([]));
        for number in ["QX-2001", "QX-2002", "QX-2003"] {
            till.confirm(app, number, "2.80").await;
            app.work().await;
        }
        let learning = till.learning().await;
        let documents: Vec<&Value> =
            learning["curve"].as_array().unwrap().iter().map(|point| &point["documents"]).collect();
        assert_eq!(documents, [2, 3], "one document cannot be tried");
        assert_eq!(learning["forecast"], json!([]));
        let curve = json!([2, 4, 8, 16].map(|n| json!({"documents": n, "right": 100 - 32 / n, "confirmed": 100})));
        sql(app, &format!("update learning_states set curve = '{curve}'")).await;
        let forecast = till.learning().await["forecast"].clone();
        assert_eq!((&forecast[0]["documents"], &forecast[1]["documents"]), (&json!(32), &json!(64)));
        assert!(forecast[1]["accuracy"].as_f64() >= forecast[0]["accuracy"].as_f64());
    }

    async fn doubted_labels_are_listed_until_they_are_put_right(app: TestApp) {
        let till = Till::open(app).await;
        let path = till.path("learning/suspects");
        assert_eq!(till.owner.get(&path).await.expect(200), json!({"suspects": []}));
        let collection = till.confirm(app, "QX-3001", "2.80").await;
        app.work().await;
        let document = text(&till.document(&collection).await["documentId"]);
        let id: uuid::Uuid = document.parse().unwrap();
        let gone = uuid::Uuid::from_u128(7);
        let doubt = |id: uuid::Uuid| {
            json!({"documentId": id, "dataPoint": "receipt_number", "read": "QX-9", "confidence": 0.97})
        };
        plant(app, json!({"doubted": [doubt(id), doubt(gone)]})).await;
        let listed = till.owner.get(&path).await.expect(200);
        let suspects = listed["suspects"].as_array().unwrap();
        assert_eq!(suspects.len(), 1, "{listed}");
        assert_eq!((&suspects[0]["documentId"], &suspects[0]["collectionId"]), (&json!(document), &json!(collection)));
        assert_eq!((&suspects[0]["confirmed"], &suspects[0]["read"]), (&json!(["QX-3001"]), &json!("QX-9")));
        till.owner.act(&format!("/collections/{collection}/reopen")).await.expect(200);
        till.correct(&collection, "QX-9", "2.80").await;
        assert_eq!(till.owner.get(&path).await.expect(200), json!({"suspects": []}));
    }

    async fn the_document_that_most_others_look_like_is_named_first(app: TestApp) {
        let till = Till::open(app).await;
        let path = till.path("learning/next");
        assert_eq!(till.owner.get(&path).await.expect(200), json!({"documents": []}));
        let send = async |slip: &str| {
            let made = till.owner.upload(&till.process_id, &[("slip.txt", slip.as_bytes().to_vec())]).await;
            app.work().await;
            text(&made.expect(201)["id"])
        };
        let other = send("wholly other words on one narrow slip\n").await;
        let mut alike = Vec::new();
        for number in ["A-1", "A-2", "A-3"] {
            alike.push(send(&format!("greenhill railway station ticket sold here {number}\n")).await);
        }
        let named = till.owner.get(&path).await.expect(200);
        let documents = named["documents"].as_array().unwrap();
        assert!(alike.contains(&text(&documents[0]["collectionId"])), "{named}");
        assert_eq!((&documents[0]["alike"], &documents[1]["alike"]), (&json!(2), &json!(0)));
        assert_eq!(documents[1]["collectionId"], json!(other));
        let one = till.owner.get(&format!("{path}?limit=1")).await.expect(200);
        assert_eq!(one["documents"].as_array().unwrap().len(), 1);
        till.owner.get(&format!("{path}?limit=0")).await.problem(400);
    }
}
