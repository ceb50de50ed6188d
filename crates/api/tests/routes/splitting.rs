//! Stacks: files that hold several documents.

use perigee_synth::stack;
use perigee_testkit::{TestApp, both};
use serde_json::{Value, json};

use crate::fixture::text;

/// The documents of the only file of a collection.
fn documents(results: &Value) -> Vec<Value> {
    results["results"][0]["documents"].as_array().unwrap().clone()
}

both! {
    async fn a_stack_falls_into_its_documents(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (pdf, totals) = stack::two_invoices();
        let made = owner.upload_stack(&process_id, &[("stack.pdf", pdf)]).await.expect(201);
        assert_eq!(made["split"], true);
        app.work().await;
        let path = format!("/results/{}", text(&made["id"]));
        let found = documents(&owner.get(&path).await.expect(200));
        let names: Vec<String> = found.iter().map(|document| text(&document["name"])).collect();
        assert_eq!(names, ["stack_#1.pdf", "stack_#2.pdf"]);
        for (document, total) in found.iter().zip(totals) {
            assert!(document.to_string().contains(&format!("\"{total}\"")), "{total} in {document}");
        }

        let second = text(&found[1]["documentId"]);
        let words = owner.get(&format!("/documents/{second}/pages/0/words")).await.expect(200);
        assert!(words.to_string().contains("9981"), "its first page is the third of the file");
        owner.get(&format!("/documents/{second}/pages/1/words")).await.problem(404);

        owner.act(&format!("/collections/{}/reprocess", text(&made["id"]))).await.expect(200);
        app.work().await;
        let again = documents(&owner.get(&path).await.expect(200));
        let ids = |list: &[Value]| list.iter().map(|document| text(&document["documentId"])).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&found), "processing again finds the same documents");
    }

    async fn a_stack_that_shall_stay_whole_is_one_document(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let made = owner.upload(&process_id, &[("stack.pdf", stack::two_invoices().0)]).await.expect(201);
        app.work().await;
        let found = documents(&owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["name"], "stack_0.pdf");
    }

    async fn a_process_says_what_holds_for_uploads_that_do_not_say(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let config = format!("/processes/{process_id}/config");
        assert_eq!(owner.get(&config).await.expect(200)["split"], false);
        let changed = owner.put(&config, &json!({"split": true})).await.expect(200);
        assert_eq!((&changed["split"], &changed["version"]), (&json!(true), &json!("0.2")));
        owner.put(&config, &json!({"split": "yes"})).await.problem(400);
        let (_, pdf) = TestApp::invoice(0);
        let silent = owner.upload(&process_id, &[("a.pdf", pdf.clone())]).await.expect(201);
        assert_eq!(silent["split"], true);
        let files = json!([{"name": "b.pdf", "content": "JVBERi0="}]);
        let path = format!("/processes/{process_id}/collections/base64");
        let against = owner.post(&path, &json!({"files": files, "split": false})).await.expect(201);
        assert_eq!(against["split"], false);
        assert_eq!(owner.put(&config, &json!({"split": true})).await.expect(200)["version"], "0.2");
    }

    async fn a_single_document_keeps_its_name_when_it_is_split(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (_, pdf) = TestApp::invoice(0);
        let made = owner.upload_stack(&process_id, &[("one.pdf", pdf)]).await.expect(201);
        app.work().await;
        let found = documents(&owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200));
        assert_eq!(found[0]["name"], "one_0.pdf");
    }
}
