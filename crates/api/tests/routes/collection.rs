//! Collections: lists, metadata, stopping, processing again, accepting.

use perigee_testkit::{TestApp, both};
use serde_json::{Value, json};

use crate::fixture::{reviewed, text, values};

both! {
    async fn a_read_invoice_needs_review_and_has_results(app: TestApp) {
        let found = reviewed(app).await;
        let shown = found.owner.get(&format!("/collections/{}", found.collection_id)).await.expect(200);
        assert_eq!(shown["status"], "Needs Review");
        assert_eq!(shown["progress"], 100);
        assert!(shown["numberOfPages"].as_u64().is_some_and(|pages| pages >= 1));
        assert_eq!(shown["files"][0]["mediaType"], "application/pdf");
        let reasons = shown["reviewReasons"].as_array().unwrap();
        assert!(reasons.iter().any(|reason| reason["code"] == "no_automatic_acceptance"));
        let document = &found.results["results"][0]["documents"][0];
        assert!(text(&document["name"]).ends_with("_0.pdf"));
        assert_eq!(document["classification"]["documentClass"], "invoice");
        for value in values(document) {
            assert!(value["confidence"].as_f64().is_some_and(|p| (0.0..=1.0).contains(&p)), "{value}");
            let is_placed = !value["evidence"].as_array().unwrap().is_empty();
            assert!(is_placed || value["source"] == "enrichment", "{value}");
        }
        assert_eq!(app.jobs().await, (0, 0));
    }

    async fn collections_are_found_by_name_status_date_priority_and_metadata(app: TestApp) {
        let found = reviewed(app).await;
        let (owner, id) = (&found.owner, &found.collection_id);
        let body = json!({"metadata": {"printed": "yes", "box": 7}});
        let changed = owner.patch(&format!("/collections/{id}"), &body).await.expect(200);
        assert_eq!(changed["metadata"], body["metadata"]);
        let path = format!("/processes/{}/collections", found.process_id);
        let total = async |query: &str| {
            owner.get(&format!("{path}?{query}")).await.expect(200)["pagination"]["total"].as_u64().unwrap()
        };
        for hit in [
            "query=INVOICE", "status=Needs%20Review", "priority=false", "date_from=2020-01-01", "date_to=2099-01-01",
            "metadata=%7B%22printed%22%3A%22yes%22%7D", "metadata=%7B%22printed%22%3Atrue%7D",
            "metadata=%7B%22box%22%3A7%7D", "metadata=%7B%22sent%22%3Afalse%7D", "order=name:asc",
        ] {
            assert_eq!(total(hit).await, 1, "{hit}");
        }
        for miss in [
            "query=100%25", "query=_____________________________", "status=Failed", "priority=true",
            "date_to=2020-01-01", "metadata=%7B%22printed%22%3A%22no%22%7D", "metadata=%7B%22printed%22%3Afalse%7D",
            "metadata=%7B%22sent%22%3Atrue%7D",
        ] {
            assert_eq!(total(miss).await, 0, "{miss}");
        }
    }

    async fn every_fault_of_a_search_is_listed(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let query = "limit=0&offset=-1&order=size&status=Lost&date_from=soon&priority=maybe&metadata=%5B%5D";
        let answer = owner.get(&format!("/processes/{id}/collections?{query}")).await;
        answer.problem(400);
        let mut locations = answer.locations();
        locations.sort();
        let expected = ["date_from", "limit", "metadata", "offset", "order", "priority", "status"];
        assert_eq!(locations, expected.map(|name| format!("query: {name}")));
    }

    async fn a_stopped_collection_stays_stopped_until_it_is_processed_again(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(0);
        let id = text(&owner.upload(&process_id, &[(&name, pdf)]).await.expect(201)["id"]);
        let stopped = owner.act(&format!("/collections/{id}/stop")).await.expect(200);
        assert_eq!((&stopped["status"], &stopped["files"][0]["status"]), (&json!("Stopped"), &json!("Stopped")));
        app.work().await;
        let path = format!("/collections/{id}");
        assert_eq!(owner.get(&path).await.expect(200)["status"], "Stopped");
        owner.act(&format!("{path}/stop")).await.problem(409);
        assert_eq!(owner.act(&format!("{path}/reprocess")).await.expect(200)["status"], "Queued");
        owner.act(&format!("{path}/reprocess")).await.problem(409);
        app.work().await;
        assert_eq!(owner.get(&path).await.expect(200)["status"], "Needs Review");
    }

    async fn processing_again_keeps_the_document_and_makes_readings_anew(app: TestApp) {
        let found = reviewed(app).await;
        found.owner.act(&format!("/collections/{}/reprocess", found.collection_id)).await.expect(200);
        app.work().await;
        let again = found.owner.get(&format!("/results/{}", found.collection_id)).await.expect(200);
        let (before, after) = (&found.results["results"][0]["documents"], &again["results"][0]["documents"]);
        assert_eq!(after.as_array().unwrap().len(), 1);
        assert_eq!(before[0]["documentId"], after[0]["documentId"]);
        let raw = |document: &Value| values(document).map(|value| value["rawValue"].clone()).collect::<Vec<_>>();
        assert_eq!(raw(&before[0]), raw(&after[0]));
        found.owner.patch(&format!("/annotations/{}", found.value_id), &json!({"rawValue": "x"})).await.problem(404);
    }

    async fn accepting_is_refused_without_what_is_mandatory_and_can_be_forced_and_undone(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/collections/{}", found.collection_id);
        let document = &found.results["results"][0]["documents"][0];
        for value in document["extractedData"]["invoice_number"].as_array().unwrap() {
            found.owner.delete(&format!("/annotations/{}", text(&value["id"]))).await.expect(204);
        }
        let refused = found.owner.act(&format!("{path}/accept")).await;
        refused.problem(409);
        assert!(refused.locations().contains(&"body: invoice_number".to_owned()));
        let accepted = found.owner.post(&format!("{path}/accept"), &json!({"force": true})).await.expect(200);
        assert_eq!((&accepted["status"], &accepted["files"][0]["status"]), (&json!("Accepted"), &json!("Accepted")));
        found.owner.act(&format!("{path}/accept")).await.problem(409);
        let reopened = found.owner.act(&format!("{path}/reopen")).await.expect(200);
        assert_eq!(reopened["status"], "Needs Review");
        let reasons = reopened["reviewReasons"].as_array().unwrap();
        assert!(reasons.iter().any(|reason| reason["code"] == "mandatory_missing"));
        found.owner.act(&format!("{path}/reopen")).await.problem(409);
    }

    async fn deleting_removes_rows_and_bytes(app: TestApp) {
        let found = reviewed(app).await;
        let image = format!("/documents/{}/pages/0/image?dpi=50", found.document_id);
        found.owner.get(&image).await.expect(200);
        let blobs = || walk(&app.folder.path().join("blobs"));
        assert_eq!(blobs().len(), 2, "the file and one picture");
        assert_eq!(found.owner.delete(&format!("/collections/{}", found.collection_id)).await.status, 204);
        assert_eq!(blobs(), Vec::<std::path::PathBuf>::new());
        found.owner.get(&format!("/results/{}", found.collection_id)).await.problem(404);
        found.owner.get(&image).await.problem(404);
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
