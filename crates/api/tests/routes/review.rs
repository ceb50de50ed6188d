//! What people do while they review: confirm, bring back, put in order, comment, lock, send back, divide.

use perigee_model::ProcessRole;
use perigee_synth::stack;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::{Reviewed, conflict, owner_of_several, person, reviewed, text, values};

async fn document(found: &Reviewed) -> Value {
    let results = found.owner.get(&format!("/results/{}", found.collection_id)).await.expect(200);
    results["results"][0]["documents"][0].clone()
}

async fn value(found: &Reviewed, data_point: &str) -> Value {
    document(found).await["extractedData"][data_point][0].clone()
}

async fn kinds(found: &Reviewed, id: &str) -> Vec<String> {
    let history = found.owner.get(&format!("/annotations/{id}/history")).await.expect(200);
    history["history"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect()
}

/// A collection of one file with three pages and two documents, ready for review.
struct Stack {
    owner: Actor,
    collection: String,
    file: String,
}

impl Stack {
    async fn new(app: &TestApp) -> Self {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let made =
            owner.upload_stack(&process_id, &[("stack.pdf", stack::two_invoices().0)]).await.expect(201);
        app.work().await;
        Self { owner, collection: text(&made["id"]), file: text(&made["files"][0]["id"]) }
    }

    async fn documents(&self) -> Vec<Value> {
        let path = format!("/results/{}", self.collection);
        self.owner.get(&path).await.expect(200)["results"][0]["documents"].as_array().unwrap().clone()
    }

    async fn divide(&self, parts: Value) -> Value {
        let path = format!("/files/{}/documents", self.file);
        self.owner.put(&path, &json!({"documents": parts})).await.expect(200)
    }

    async fn status(&self) -> String {
        text(&self.owner.get(&format!("/collections/{}", self.collection)).await.expect(200)["status"])
    }
}

fn ids(documents: &[Value]) -> Vec<String> {
    documents.iter().map(|document| text(&document["documentId"])).collect()
}

both! {
    async fn a_confirmed_value_is_certain_and_keeps_how_it_was_read(app: TestApp) {
        let found = reviewed(app).await;
        let read = value(&found, "issue_date").await;
        assert!(read["decision"].is_null() && read["alternatives"].is_array(), "{read}");
        let path = format!("/annotations/{}", text(&read["id"]));
        let confirmed = found.owner.act(&format!("{path}/confirm")).await.expect(200);
        assert_eq!((&confirmed["decision"], &confirmed["confidence"]), (&json!("confirmed"), &json!(1.0)));
        for same in ["rawValue", "value", "source", "evidence"] {
            assert_eq!(confirmed[same], read[same], "{same}");
        }
        assert_eq!(value(&found, "issue_date").await, {
            let mut shown = confirmed.clone();
            for key in ["documentId", "dataPoint"] {
                shown.as_object_mut().unwrap().remove(key);
            }
            shown
        });
        found.owner.act(&format!("{path}/confirm")).await.expect(200);
        assert_eq!(kinds(&found, &text(&read["id"])).await, ["read", "confirmed"], "confirming twice says it once");
        let restored = found.owner.act(&format!("{path}/restore")).await.expect(200);
        assert!(restored["decision"].is_null());
        assert_eq!(restored["confidence"], read["confidence"]);
    }

    async fn all_values_are_confirmed_at_once_and_that_is_taken_back(app: TestApp) {
        let found = reviewed(app).await;
        let before = document(&found).await;
        let all: Vec<String> = values(&before).map(|value| text(&value["id"])).collect();
        let path = format!("/documents/{}/confirmations", found.document_id);
        let changed = found.owner.put(&path, &json!({"valueIds": all})).await.expect(200);
        assert_eq!(changed["values"].as_array().unwrap().len(), all.len());
        let after = document(&found).await;
        assert!(values(&after).all(|value| value["decision"] == "confirmed"));
        let collection = found.owner.get(&format!("/collections/{}", found.collection_id)).await.expect(200);
        assert!(!collection["reviewReasons"].to_string().contains("confidence_low"));
        found.owner.put(&path, &json!({"valueIds": []})).await.expect(200);
        assert_eq!(document(&found).await, before, "as if nobody had decided");
        let unknown = found.owner.put(&path, &json!({"valueIds": [found.collection_id]})).await;
        unknown.problem(400);
        assert_eq!(unknown.locations(), ["body: valueIds"]);
        found.owner.put(&path, &json!({"valueIds": ["x"]})).await.problem(400);
    }

    async fn a_history_says_who_decided_what_and_brings_it_back(app: TestApp) {
        let found = reviewed(app).await;
        let read = value(&found, "invoice_number").await;
        let id = text(&read["id"]);
        let path = format!("/annotations/{id}");
        found.owner.patch(&path, &json!({"rawValue": "A-1"})).await.expect(200);
        found.owner.delete(&path).await;
        assert_eq!(kinds(&found, &id).await, ["read", "changed", "removed"], "also of one that is gone");
        let history = found.owner.get(&format!("{path}/history")).await.expect(200);
        let (machine, person) = (&history["history"][0], &history["history"][1]);
        assert!(machine["id"].is_null() && machine["createdBy"].is_null());
        assert_eq!(machine["rawValue"], read["rawValue"]);
        let me = found.owner.get("/me").await.expect(200);
        assert_eq!(person["createdBy"], me["subjectId"]);
        let gone = json!({"entryId": history["history"][2]["id"]});
        found.owner.post(&format!("{path}/restore"), &gone).await.problem(400);
        let of_another = json!({"entryId": found.collection_id});
        found.owner.post(&format!("{path}/restore"), &of_another).await.problem(400);
        let back = json!({"entryId": person["id"]});
        let restored = found.owner.post(&format!("{path}/restore"), &back).await.expect(200);
        assert_eq!((&restored["rawValue"], &restored["id"]), (&json!("A-1"), &read["id"]));
        found.owner.delete(&path).await;
        let revived = found.owner.patch(&path, &json!({"rawValue": "A-2"})).await.expect(200);
        assert_eq!((&revived["value"], &revived["id"]), (&json!("A-2"), &read["id"]), "a change brings it back too");
    }

    async fn what_was_removed_does_not_come_back_beside_the_one_value_of_today(app: TestApp) {
        let found = reviewed(app).await;
        let id = text(&value(&found, "invoice_number").await["id"]);
        let path = format!("/annotations/{id}");
        found.owner.delete(&path).await;
        let new = json!({"dataPoint": "invoice_number", "rawValue": "B-1"});
        let added = found.owner.post(&format!("/documents/{}/annotations", found.document_id), &new).await.expect(201);
        assert_eq!(added["decision"], "added");
        assert_eq!(conflict(&found.owner.act(&format!("{path}/restore")).await), "value_exists");
        assert_eq!(conflict(&found.owner.patch(&path, &json!({"rawValue": "x"})).await), "value_exists");
        let added = format!("/annotations/{}/restore", text(&added["id"]));
        assert_eq!(conflict(&found.owner.act(&added).await), "nothing_read");
    }

    async fn several_values_are_put_in_order(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/documents/{}/annotations", found.document_id);
        for number in ["PO-1", "PO-2"] {
            let new = json!({"dataPoint": "order_number", "rawValue": number});
            found.owner.post(&path, &new).await.expect(201);
        }
        let numbers = async || {
            let shown = document(&found).await;
            let all = shown["extractedData"]["order_number"].as_array().unwrap().clone();
            all.iter().map(|one| (text(&one["id"]), text(&one["rawValue"]))).collect::<Vec<_>>()
        };
        let mut wanted = numbers().await;
        wanted.reverse();
        let list: Vec<&String> = wanted.iter().map(|(id, _)| id).collect();
        let order = format!("/documents/{}/order", found.document_id);
        let body = json!({"dataPoint": "order_number", "valueIds": list});
        assert_eq!(found.owner.put(&order, &body).await.status, 204);
        assert_eq!(numbers().await, wanted);
        let short = found.owner.put(&order, &json!({"dataPoint": "order_number", "valueIds": []})).await;
        short.problem(400);
        assert_eq!(short.locations(), ["body: valueIds"]);
        found.owner.put(&order, &json!({"dataPoint": "age", "valueIds": []})).await.problem(400);
    }

    async fn comments_are_written_listed_and_removed_by_who_may(app: TestApp) {
        let found = reviewed(app).await;
        let clerk = app.clerk_on(&found.process_id, ProcessRole::User).await;
        let path = format!("/collections/{}/comments", found.collection_id);
        let first = found.owner.post(&path, &json!({"text": "Who sent this?"})).await.expect(201);
        let bad = found.owner.post(&path, &json!({"text": " ", "dataPoint": "age", "documentId": found.file_id})).await;
        bad.problem(400);
        assert_eq!(bad.locations(), ["body: text", "body: documentId", "body: dataPoint"]);
        let point = json!({"text": "Ask the seller.", "documentId": found.document_id, "dataPoint": "order_number"});
        let second = clerk.post(&path, &point).await.expect(201);
        let listed = found.owner.get(&path).await.expect(200);
        assert_eq!(listed["comments"], json!([first, second]));
        assert_eq!(listed["pagination"]["total"], 2);
        let one = |comment: &Value| format!("/comments/{}", text(&comment["id"]));
        let refused = clerk.delete(&one(&first)).await;
        assert!(refused.problem(403)["detail"].to_string().contains("workspace.admin.collection:manage"));
        assert_eq!(clerk.delete(&one(&second)).await.status, 204);
        clerk.delete(&one(&second)).await.problem(404);
        assert_eq!(found.owner.delete(&one(&first)).await.status, 204);
    }

    async fn one_person_edits_and_the_others_are_told_who(app: TestApp) {
        let owner = owner_of_several(app).await;
        let found = reviewed(app).await;
        let bob = person(app, "Bob", "admin").await.actor;
        let clerk = app.clerk_on(&found.process_id, ProcessRole::User).await;
        let lock = format!("/collections/{}/lock", found.collection_id);
        assert!(owner.get(&lock).await.expect(200)["holder"].is_null());
        let mine = owner.put(&lock, &json!({})).await.expect(200);
        assert_eq!(mine["isYours"], true);
        let seen = clerk.put(&lock, &json!({})).await.expect(200);
        assert_eq!((&seen["isYours"], &seen["holder"]), (&json!(false), &mine["holder"]));
        let watched = owner.put(&lock, &json!({})).await.expect(200);
        assert_eq!(watched["holder"]["since"], mine["holder"]["since"], "renewing keeps since when");
        assert_eq!(watched["others"].as_array().unwrap().len(), 1, "the holder sees who looks on");

        let value = format!("/annotations/{}", found.value_id);
        let change = json!({"rawValue": "x"});
        let collection = format!("/collections/{}", found.collection_id);
        let refused = clerk.patch(&value, &change).await;
        assert_eq!(conflict(&refused), "collection_locked");
        assert!(refused.problem(409)["detail"].to_string().contains(text(&mine["holder"]["name"]).as_str()));
        for answer in [
            clerk.delete(&value).await,
            clerk.act(&format!("{value}/confirm")).await,
            clerk.post(&format!("{collection}/accept"), &json!({"force": true})).await,
            clerk.post(&format!("{collection}/reject"), &json!({"reason": "x"})).await,
            clerk.act(&format!("{collection}/reprocess")).await,
            clerk.put(&format!("/files/{}/documents", found.file_id), &json!({"documents": [{"firstPage": 0, "lastPage": 0}]})).await,
        ] {
            assert_eq!(conflict(&answer), "collection_locked");
        }
        let may_not = clerk.put(&lock, &json!({"takeOver": true})).await;
        assert!(may_not.problem(403)["detail"].to_string().contains("collection_editor:override"));
        assert_eq!(bob.put(&lock, &json!({"takeOver": true})).await.expect(200)["isYours"], true);
        assert_eq!(owner.put(&lock, &json!({})).await.expect(200)["isYours"], false, "it was taken over");
        assert_eq!(conflict(&owner.patch(&value, &change).await), "collection_locked");
        bob.patch(&value, &change).await.expect(200);
        owner.delete(&lock).await;
        assert_eq!(owner.get(&lock).await.expect(200)["holder"]["name"], "Bob", "only the holder gives it back");
        assert_eq!(bob.delete(&lock).await.status, 204);
        owner.patch(&value, &change).await.expect(200);
    }

    async fn keys_pass_a_lock_only_when_they_may_override_it(app: TestApp) {
        let found = reviewed(app).await;
        let lock = format!("/collections/{}/lock", found.collection_id);
        found.owner.put(&lock, &json!({})).await.expect(200);
        let value = format!("/annotations/{}", found.value_id);
        let plain = app.key(&["workspace.result:update"]).await;
        assert_eq!(conflict(&plain.patch(&value, &json!({"rawValue": "x"})).await), "collection_locked");
        let mighty = app.key(&["workspace.result:update", "workspace.collection_editor:override"]).await;
        mighty.patch(&value, &json!({"rawValue": "x"})).await.expect(200);
        found.owner.delete(&lock).await;
        plain.patch(&value, &json!({"rawValue": "y"})).await.expect(200);
    }

    async fn a_rejected_collection_is_stopped_says_why_and_can_be_reopened(app: TestApp) {
        let found = reviewed(app).await;
        let collection = format!("/collections/{}", found.collection_id);
        let reject = format!("{collection}/reject");
        found.owner.post(&reject, &json!({"reason": " "})).await.problem(400);
        found.owner.post(&reject, &json!({})).await.problem(400);
        let rejected = found.owner.post(&reject, &json!({"reason": "Not ours."})).await.expect(200);
        assert_eq!(rejected["status"], "Stopped");
        assert_eq!(rejected["rejection"]["reason"], "Not ours.");
        assert_eq!(rejected["files"][0]["status"], "Stopped");
        assert_eq!(conflict(&found.owner.post(&reject, &json!({"reason": "x"})).await), "not_reviewable");
        let value = format!("/annotations/{}", found.value_id);
        found.owner.patch(&value, &json!({"rawValue": "x"})).await.problem(409);
        let reopened = found.owner.act(&format!("{collection}/reopen")).await.expect(200);
        assert_eq!((&reopened["status"], &reopened["rejection"]), (&json!("Needs Review"), &Value::Null));
        assert_eq!(reopened["files"][0]["status"], "Needs Review");
        found.owner.patch(&value, &json!({"rawValue": "x"})).await.expect(200);
    }

    async fn documents_are_merged_and_come_back_with_what_was_decided(app: TestApp) {
        let stack = Stack::new(app).await;
        let before = stack.documents().await;
        let number = values(&before[0]).next().unwrap();
        let path = format!("/annotations/{}", text(&number["id"]));
        stack.owner.patch(&path, &json!({"rawValue": "kept"})).await.expect(200);
        let divided = stack.divide(json!([{"firstPage": 0, "lastPage": 2}])).await;
        assert_eq!(divided["numberOfPages"], 3);
        assert_eq!(divided["documents"][0]["name"], "stack_0.pdf");
        assert_eq!(stack.status().await, "Processing");
        stack.owner.get(&format!("/documents/{}", ids(&before)[0])).await.problem(404);
        app.work().await;
        let merged = stack.documents().await;
        assert_eq!(merged.len(), 1);
        assert!(values(&merged[0]).next().is_some(), "it was extracted");
        assert_eq!(stack.status().await, "Needs Review", "whoever divides decides when it is done");
        let back = json!([{"firstPage": 0, "lastPage": 1}, {"firstPage": 2, "lastPage": 2}]);
        stack.divide(back).await;
        assert_eq!(stack.status().await, "Needs Review", "nothing has to be read again");
        let after = stack.documents().await;
        assert_eq!(ids(&after), ids(&before));
        assert!(after[0].to_string().contains("\"kept\""));
    }

    async fn a_boundary_moves_a_page_is_left_out_and_a_class_is_set(app: TestApp) {
        let stack = Stack::new(app).await;
        let before = ids(&stack.documents().await);
        let parts = json!([
            {"firstPage": 0, "lastPage": 0, "documentClass": "cover sheet"},
            {"firstPage": 2, "lastPage": 2},
        ]);
        stack.divide(parts).await;
        app.work().await;
        let after = stack.documents().await;
        assert_eq!(after.len(), 2);
        assert_eq!(after[0]["classification"]["documentClass"], "cover sheet", "the machine does not overrule it");
        assert_ne!(ids(&after)[0], before[0]);
        assert_eq!(ids(&after)[1], before[1], "the other one is left alone");
        let class = json!([
            {"firstPage": 0, "lastPage": 0},
            {"firstPage": 2, "lastPage": 2, "documentClass": "credit note"},
        ]);
        stack.divide(class).await;
        assert_eq!(stack.status().await, "Needs Review", "a class needs no reading");
        let classes: Vec<Value> =
            stack.documents().await.iter().map(|one| one["classification"]["documentClass"].clone()).collect();
        assert_eq!(classes, ["cover sheet", "credit note"]);
    }

    async fn pages_are_put_in_another_order_and_the_old_one_comes_back(app: TestApp) {
        let stack = Stack::new(app).await;
        let before = stack.documents().await;
        let first = text(&before[0]["documentId"]);
        let words = async |document: &str, page: u32| {
            let path = format!("/documents/{document}/pages/{page}/words");
            stack.owner.get(&path).await.expect(200)["words"].clone()
        };
        let (one, two) = (words(&first, 0).await, words(&first, 1).await);
        let divided = stack.divide(json!([{"pages": [1, 0]}, {"firstPage": 2, "lastPage": 2}])).await;
        assert_eq!(divided["documents"][0]["pages"], json!([1, 0]));
        assert_eq!(divided["documents"][0]["firstPage"], 0);
        assert_eq!(divided["documents"][1]["pages"], json!([2]));
        app.work().await;
        let after = stack.documents().await;
        let turned = text(&after[0]["documentId"]);
        assert_ne!(turned, first);
        assert_eq!(ids(&after)[1], ids(&before)[1], "the other document is left alone");
        assert_eq!((words(&turned, 0).await, words(&turned, 1).await), (two, one));
        let image = async |document: &str, page: u32| {
            stack.owner.get(&format!("/documents/{document}/pages/{page}/image?dpi=24")).await.body
        };
        let drawn = image(&turned, 0).await;
        let ocr = stack.owner.get(&format!("/ocr/{}", stack.collection)).await.expect(200);
        let read = ocr["results"][0]["documents"][0]["pages"][0]["text"].to_string();
        assert!(read.contains("Brought forward"), "{read}");
        stack.owner.get(&format!("/documents/{turned}/pages/2/words")).await.problem(404);
        stack.divide(json!([{"firstPage": 0, "lastPage": 1}, {"firstPage": 2, "lastPage": 2}])).await;
        assert_eq!(ids(&stack.documents().await), ids(&before), "with everything that was decided");
        assert_eq!(image(&first, 1).await, drawn, "a picture stays with its page");
    }

    async fn a_page_moves_to_another_document_and_is_read_with_it(app: TestApp) {
        let stack = Stack::new(app).await;
        stack.divide(json!([{"pages": [0]}, {"pages": [2, 1]}])).await;
        app.work().await;
        let after = stack.documents().await;
        let total = |document: &Value| document["extractedData"]["gross_total"][0].clone();
        let words = |page: u32| format!("/documents/{}/pages/{page}/words", text(&after[1]["documentId"]));
        let second = stack.owner.get(&words(1)).await.expect(200)["words"].to_string();
        assert!(second.contains("Nails"), "{second}");
        let found = total(&after[1]);
        let page = u32::try_from(found["evidence"][0]["page"].as_u64().unwrap()).unwrap();
        let printed = stack.owner.get(&words(page)).await.expect(200)["words"].to_string();
        let mut raw = found["rawValue"].as_str().unwrap().split(' ');
        assert!(raw.all(|word| printed.contains(word)), "the place is on the page that shows it");
        let again = stack.owner.act(&format!("/collections/{}/reprocess", stack.collection)).await;
        again.expect(200);
        app.work().await;
        let path = format!("/files/{}/documents", stack.file);
        let found = stack.owner.get(&path).await.expect(200);
        assert_eq!(found["documents"][0]["pages"], json!([0, 1]), "the machine finds the boundaries anew");
    }

    async fn faults_of_a_division_are_named(app: TestApp) {
        let stack = Stack::new(app).await;
        let path = format!("/files/{}/documents", stack.file);
        let faults = async |parts: Value| {
            let answer = stack.owner.put(&path, &json!({"documents": parts})).await;
            answer.problem(400);
            answer.locations()
        };
        assert_eq!(faults(json!([])).await, ["body: documents"]);
        assert_eq!(faults(json!([{"firstPage": 0}])).await, ["body: documents[0].lastPage"]);
        assert_eq!(faults(json!([{"pages": [0, "1"]}])).await, ["body: documents[0].pages"]);
        for pages in [json!([]), json!([3]), json!([0, 0])] {
            assert_eq!(faults(json!([{"pages": pages}])).await, ["body: documents"]);
        }
        let twice = json!([{"firstPage": 0, "lastPage": 1}, {"firstPage": 1, "lastPage": 9}]);
        assert_eq!(faults(twice).await, ["body: documents"]);
        stack.owner.post(&format!("/collections/{}/accept", stack.collection), &json!({"force": true})).await.expect(200);
        let whole = json!({"documents": [{"firstPage": 0, "lastPage": 2}]});
        assert_eq!(conflict(&stack.owner.put(&path, &whole).await), "not_reviewable");
    }
}
