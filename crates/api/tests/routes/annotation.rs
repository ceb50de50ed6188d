//! What people decide about values.

use perigee_testkit::both;
use reqwest::Method;
use serde_json::{Value, json};

use crate::fixture::{reviewed, text};

async fn data(found: &crate::fixture::Reviewed) -> Value {
    let results = found.owner.get(&format!("/results/{}", found.collection_id)).await.expect(200);
    results["results"][0]["documents"][0]["extractedData"].clone()
}

both! {
    async fn a_correction_is_shown_as_the_persons_value_and_is_converted(app: TestApp) {
        let found = reviewed(app).await;
        let date = data(&found).await["issue_date"][0].clone();
        let path = format!("/annotations/{}", text(&date["id"]));
        let changed = found.owner.patch(&path, &json!({"rawValue": "31.12.2024"})).await.expect(200);
        assert_eq!(changed["value"], "2024-12-31");
        assert_eq!(changed["source"], "person");
        assert_eq!(changed["confidence"], 1.0);
        assert_eq!(changed["evidence"], date["evidence"], "what is left out stays");
        let shown = data(&found).await;
        assert_eq!(shown["issue_date"][0]["rawValue"], "31.12.2024");
        assert_eq!(shown["issue_date"][0]["id"], date["id"]);
        let unreadable = found.owner.patch(&path, &json!({"rawValue": "soon"})).await.expect(200);
        assert!(unreadable["value"].is_null());
        assert_eq!(unreadable["validationStatus"]["status"], "Failed");
        let collection = found.owner.get(&format!("/collections/{}", found.collection_id)).await.expect(200);
        let reasons = collection["reviewReasons"].as_array().unwrap();
        assert!(reasons.iter().any(|reason| reason["code"] == "value_not_converted"));
        assert_eq!(found.owner.delete(&path).await.status, 204);
        assert_eq!(data(&found).await["issue_date"], json!([]));
        found.owner.delete(&path).await.problem(404);
    }

    async fn a_value_that_is_sent_twice_is_added_once(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/documents/{}/annotations", found.document_id);
        let send = async |key: &str, number: &str| {
            let body = json!({"dataPoint": "order_number", "rawValue": number});
            let request = found.owner.request(Method::POST, &path).header("idempotency-key", key);
            let answer = request.header("content-type", "application/json").body(body.to_string()).send();
            let answer = answer.await.unwrap();
            assert_eq!(answer.status(), 201);
            serde_json::from_slice::<Value>(&answer.bytes().await.unwrap()).unwrap()
        };
        let numbers = async || {
            let shown = data(&found).await["order_number"].clone();
            let shown = shown.as_array().unwrap().iter().map(|value| text(&value["rawValue"]));
            shown.collect::<Vec<_>>()
        };
        let before = numbers().await.len();
        let first = send("a", "PO-1").await;
        let again = send("a", "PO-1").await;
        assert_eq!(again, first);
        assert_eq!(numbers().await.len(), before + 1);
        send("b", "PO-2").await;
        assert_eq!(numbers().await[before..], ["PO-1", "PO-2"]);
        assert_eq!(found.owner.delete(&format!("/annotations/{}", text(&first["id"]))).await.status, 204);
        send("a", "PO-3").await;
        assert!(numbers().await.contains(&"PO-3".to_owned()), "what was removed can be added anew");
    }

    async fn a_value_is_added_by_text_or_by_place(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/documents/{}/annotations", found.document_id);
        let by_text = json!({"dataPoint": "order_number", "rawValue": "PO-99"});
        let made = found.owner.post(&path, &by_text).await.expect(201);
        assert_eq!((&made["value"], &made["evidence"]), (&json!("PO-99"), &json!([])));
        let words = found.owner.get(&format!("/documents/{}/pages/0/words", found.document_id)).await.expect(200);
        let word = &words["words"][0];
        let by_place = json!({"dataPoint": "order_number", "evidence": [{"page": 0, "bbox": word["bbox"]}]});
        let made = found.owner.post(&path, &by_place).await.expect(201);
        assert_eq!(made["rawValue"], word["text"]);
        assert_eq!(made["evidence"][0]["words"], json!([0]));
        let shown = data(&found).await;
        let added = shown["order_number"].as_array().unwrap();
        assert!(added.iter().any(|value| value["rawValue"] == "PO-99"));
        let again = json!({"rawValue": "PO-100"});
        let id = text(&made["id"]);
        assert_eq!(found.owner.patch(&format!("/annotations/{id}"), &again).await.expect(200)["value"], "PO-100");
    }

    async fn faults_of_an_annotation_are_named(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/documents/{}/annotations", found.document_id);
        let locations = async |body: Value| {
            let answer = found.owner.post(&path, &body).await;
            answer.problem(400);
            answer.locations()
        };
        assert_eq!(locations(json!({})).await, ["body: dataPoint", "body: rawValue"]);
        assert_eq!(locations(json!({"dataPoint": "age", "rawValue": "1"})).await, ["body: dataPoint"]);
        assert_eq!(locations(json!({"dataPoint": "line_items", "rawValue": "1"})).await, ["body: dataPoint"]);
        let off_page = json!({"dataPoint": "order_number", "evidence": [{"page": 7, "bbox": [0, 0, 1, 1]}]});
        assert_eq!(locations(off_page).await, ["body: evidence"]);
        let no_box = json!({"dataPoint": "order_number", "evidence": [{"page": 0, "bbox": [0, 0, 1]}]});
        assert_eq!(locations(no_box).await, ["body: evidence[0].bbox"]);
        let blank = json!({"dataPoint": "order_number", "rawValue": "  "});
        assert_eq!(locations(blank).await, ["body: rawValue"]);
        let second = json!({"dataPoint": "invoice_number", "rawValue": "2"});
        found.owner.post(&path, &second).await.problem(409);
    }

    async fn an_accepted_document_is_not_changed(app: TestApp) {
        let found = reviewed(app).await;
        let accept = format!("/collections/{}/accept", found.collection_id);
        found.owner.post(&accept, &json!({"force": true})).await.expect(200);
        let path = format!("/annotations/{}", found.value_id);
        found.owner.patch(&path, &json!({"rawValue": "x"})).await.problem(409);
        found.owner.delete(&path).await.problem(409);
    }

    async fn a_correction_that_contradicts_the_other_values_is_a_finding_until_it_fits(app: TestApp) {
        let found = reviewed(app).await;
        let gross = data(&found).await["gross_total"][0].clone();
        let path = format!("/annotations/{}", text(&gross["id"]));
        let changed = found.owner.patch(&path, &json!({"rawValue": "987654.32"})).await.expect(200);
        assert_eq!(changed["validationStatus"]["status"], "Failed");
        assert!(text(&changed["validationStatus"]["msg"]).contains("987654.32"));
        let reasons = async || {
            let collection = found.owner.get(&format!("/collections/{}", found.collection_id)).await.expect(200);
            collection["reviewReasons"].to_string()
        };
        assert!(reasons().await.contains("totals_do_not_add_up"));
        let mended = found.owner.patch(&path, &json!({"rawValue": gross["value"]})).await.expect(200);
        assert_eq!(mended["validationStatus"]["status"], "Succeeded");
        assert!(!reasons().await.contains("totals_do_not_add_up"));
    }
}
