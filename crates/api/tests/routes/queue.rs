//! The queue: what its rows tell, its orders and filters, and what is done to many rows at once.

use perigee_model::ProcessRole;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::{owner_of_several, reviewed, text, values};
use crate::operation::UNKNOWN;

/// A process with these files, each a collection of its own that nothing was done with yet; the ids in their order.
async fn queued(owner: &Actor, names: &[&str]) -> (String, Vec<String>) {
    let process_id = owner.new_process().await;
    let mut ids = Vec::new();
    for name in names {
        let made = owner.upload(&process_id, &[(name, name.as_bytes().to_vec())]).await.expect(201);
        ids.push(text(&made["id"]));
    }
    (process_id, ids)
}

async fn names(owner: &Actor, process_id: &str, query: &str) -> Vec<String> {
    let list = owner.get(&format!("/processes/{process_id}/collections?{query}")).await.expect(200);
    list["collections"].as_array().unwrap().iter().map(|row| text(&row["name"])).collect()
}

async fn bulk(actor: &Actor, process_id: &str, body: Value) -> Value {
    actor.post(&format!("/processes/{process_id}/collections/bulk"), &body).await.expect(200)
}

both! {
    async fn a_row_tells_how_sure_the_machine_was_and_who_sent_it(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(0);
        let made = owner.upload(&process_id, &[(&name, pdf)]).await.expect(201);
        assert_eq!((&made["confidence"], &made["assignee"], &made["assigneeName"]), (&Value::Null, &Value::Null, &Value::Null));
        assert_eq!(made["createdBy"], owner.get("/me").await.expect(200)["subjectId"]);
        app.work().await;
        let path = format!("/collections/{}", text(&made["id"]));
        let shown = owner.get(&path).await.expect(200);
        let results = owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        let document = &results["results"][0]["documents"][0];
        let least = values(document).map(|value| value["confidence"].as_f64().unwrap()).fold(1.0, f64::min);
        let confidence = shown["confidence"].as_f64().expect("it was decided");
        assert!(confidence >= least && confidence <= 1.0, "{confidence} is no mean of what begins at {least}");
        owner.act(&format!("{path}/reprocess")).await.expect(200);
        assert_eq!(owner.get(&path).await.expect(200)["confidence"], Value::Null);
    }

    async fn rows_are_sorted_by_every_column_both_ways(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["b.txt", "C.txt", "a.txt"]).await;
        owner.act(&format!("/collections/{}/stop", ids[0])).await.expect(200);
        for (order, expected) in [
            ("name:asc", ["a.txt", "b.txt", "C.txt"]), ("name:desc", ["C.txt", "b.txt", "a.txt"]),
            ("created:asc", ["b.txt", "C.txt", "a.txt"]), ("created_date:desc", ["a.txt", "C.txt", "b.txt"]),
            ("updated:desc", ["b.txt", "a.txt", "C.txt"]), ("updated_date:asc", ["C.txt", "a.txt", "b.txt"]),
            ("status:asc", ["C.txt", "a.txt", "b.txt"]), ("status:desc", ["b.txt", "a.txt", "C.txt"]),
            ("pages:asc", ["b.txt", "C.txt", "a.txt"]), ("confidence:desc", ["a.txt", "C.txt", "b.txt"]),
        ] {
            assert_eq!(names(&owner, &process_id, &format!("order={order}")).await, expected, "{order}");
        }
        let answer = owner.get(&format!("/processes/{process_id}/collections?order=size:asc")).await;
        answer.problem(400);
    }

    async fn pages_and_confidence_sort_what_was_read_and_put_the_rest_last(app: TestApp) {
        let found = reviewed(app).await;
        let late = found.owner.upload(&found.process_id, &[("late.txt", b"late".to_vec())]).await.expect(201);
        found.owner.act(&format!("/collections/{}/stop", text(&late["id"]))).await.expect(200);
        for order in ["confidence:asc", "confidence:desc", "pages:desc"] {
            let sorted = names(&found.owner, &found.process_id, &format!("order={order}")).await;
            assert_eq!(sorted.last().unwrap(), "late.txt", "{order}");
        }
        assert_eq!(names(&found.owner, &found.process_id, "order=pages:asc").await[0], "late.txt");
    }

    async fn several_statuses_and_an_assignee_are_filters(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt", "b.txt", "c.txt"]).await;
        owner.act(&format!("/collections/{}/stop", ids[0])).await.expect(200);
        let me = text(&owner.get("/me").await.expect(200)["subjectId"]);
        let assigned = bulk(&owner, &process_id, json!({"collectionIds": [ids[1]], "action": "assign", "assignee": me})).await;
        assert_eq!((&assigned["done"], &assigned["refused"], &assigned["next"]), (&json!(1), &json!(0), &Value::Null));
        let shown = owner.get(&format!("/collections/{}", ids[1])).await.expect(200);
        assert_eq!((&shown["assignee"], shown["assigneeName"].is_string()), (&json!(me), true));
        let by_me = format!("assignee={}&order=name:asc", me.replace('|', "%7C"));
        for (query, expected) in [
            ("status=Stopped&order=name:asc", vec!["a.txt"]),
            ("status=Stopped,Queued&order=name:asc", vec!["a.txt", "b.txt", "c.txt"]),
            ("status=Stopped&status=Queued&order=name:asc", vec!["a.txt", "b.txt", "c.txt"]),
            ("status=Failed,Accepted", vec![]),
            (&by_me, vec!["b.txt"]), ("assignee=none&order=name:asc", vec!["a.txt", "c.txt"]),
        ] {
            assert_eq!(names(&owner, &process_id, query).await, expected, "{query}");
        }
        owner.get(&format!("/processes/{process_id}/collections?status=Stopped,Lost")).await.problem(400);
        let freed = json!({"collectionIds": [ids[1]], "action": "assign", "assignee": null});
        assert_eq!(bulk(&owner, &process_id, freed).await["done"], 1);
        assert_eq!(names(&owner, &process_id, &by_me).await.len(), 0);
    }

    async fn a_boolean_of_the_metadata_is_found_by_its_text(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt", "b.txt"]).await;
        let path = |id: &str| format!("/collections/{id}");
        owner.patch(&path(&ids[0]), &json!({"metadata": {"paid": true}})).await.expect(200);
        owner.patch(&path(&ids[1]), &json!({"metadata": {"paid": "false"}})).await.expect(200);
        let find = async |metadata: &str| names(&owner, &process_id, &format!("metadata={metadata}&order=name:asc")).await;
        assert_eq!(find("%7B%22paid%22%3A%22true%22%7D").await, ["a.txt"]);
        assert_eq!(find("%7B%22paid%22%3A%22false%22%7D").await, ["b.txt"]);
        assert_eq!(find("%7B%22paid%22%3Atrue%7D").await, ["a.txt", "b.txt"]);
    }

    async fn the_same_bytes_are_told_of_in_this_process_alone(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt", "b.txt"]).await;
        let again = owner.upload(&process_id, &[("other name.txt", b"a.txt".to_vec())]).await.expect(201);
        assert_eq!(again["duplicates"], json!([ids[0]]));
        let list = owner.get(&format!("/processes/{process_id}/collections?order=name:asc")).await.expect(200);
        assert_eq!(list["collections"][0]["duplicates"], json!([again["id"]]));
        assert_eq!(list["collections"][1]["duplicates"], json!([]));
        let (_, elsewhere) = queued(&owner, &["a.txt"]).await;
        assert_eq!(owner.get(&format!("/collections/{}", elsewhere[0])).await.expect(200)["duplicates"], json!([]));
        // Twice in one collection is no other collection.
        let twice = [("x.txt", b"x".to_vec()), ("y.txt", b"x".to_vec())];
        assert_eq!(owner.upload(&process_id, &twice).await.expect(201)["duplicates"], json!([]));
    }

    async fn each_of_many_is_done_or_refused_by_itself(app: TestApp) {
        let found = reviewed(app).await;
        let owner = &found.owner;
        let waiting = owner.upload(&found.process_id, &[("late.txt", b"late".to_vec())]).await.expect(201);
        let ids = json!([found.collection_id, waiting["id"], UNKNOWN]);
        let body = json!({"collectionIds": ids, "action": "accept", "force": true});
        let answer = bulk(owner, &found.process_id, body).await;
        assert_eq!((&answer["done"], &answer["refused"], &answer["left"]), (&json!(1), &json!(2), &json!(0)));
        let outcomes = answer["outcomes"].as_array().unwrap();
        let short = |at: usize| (text(&outcomes[at]["outcome"]), outcomes[at]["code"].clone());
        assert_eq!(short(0), ("done".to_owned(), Value::Null));
        assert_eq!(short(1), ("refused".to_owned(), json!("not_reviewable")));
        assert_eq!(short(2), ("refused".to_owned(), json!("not_found")));
        assert!(text(&outcomes[1]["message"]).contains("Queued"));
        let status = async |id: &str| text(&owner.get(&format!("/collections/{id}")).await.expect(200)["status"]);
        assert_eq!(status(&found.collection_id).await, "Accepted");
        let stop = json!({"collectionIds": ids, "action": "stop"});
        assert_eq!(bulk(owner, &found.process_id, stop).await["done"], 1);
        assert_eq!(status(&text(&waiting["id"])).await, "Stopped");
        let again = json!({"collectionIds": ids, "action": "reprocess"});
        assert_eq!(bulk(owner, &found.process_id, again).await["done"], 2);
        assert_eq!(status(&found.collection_id).await, "Queued");
        let delete = json!({"collectionIds": ids, "action": "delete"});
        assert_eq!(bulk(owner, &found.process_id, delete).await["done"], 2);
        owner.get(&format!("/collections/{}", found.collection_id)).await.problem(404);
    }

    async fn an_acceptance_without_what_is_mandatory_is_refused_by_name(app: TestApp) {
        let found = reviewed(app).await;
        let document = &found.results["results"][0]["documents"][0];
        for value in document["extractedData"]["invoice_number"].as_array().unwrap() {
            found.owner.delete(&format!("/annotations/{}", text(&value["id"]))).await.expect(204);
        }
        let body = json!({"collectionIds": [found.collection_id], "action": "accept"});
        let answer = bulk(&found.owner, &found.process_id, body).await;
        assert_eq!(answer["outcomes"][0]["code"], "mandatory_missing");
        assert!(text(&answer["outcomes"][0]["message"]).contains("invoice_number"));
    }

    async fn metadata_is_merged_and_null_removes_a_key(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt"]).await;
        let path = format!("/collections/{}", ids[0]);
        owner.patch(&path, &json!({"metadata": {"kept": 1, "gone": 2}})).await.expect(200);
        let body = json!({"collectionIds": ids, "action": "metadata", "metadata": {"gone": null, "new": "x"}});
        assert_eq!(bulk(&owner, &process_id, body).await["done"], 1);
        assert_eq!(owner.get(&path).await.expect(200)["metadata"], json!({"kept": 1, "new": "x"}));
        assert_eq!(names(&owner, &process_id, "metadata=%7B%22gone%22%3Atrue%7D").await.len(), 0);
    }

    async fn what_waits_goes_before_others_when_it_gets_priority(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt", "b.txt"]).await;
        let body = json!({"collectionIds": [ids[1]], "action": "priority", "priority": true});
        assert_eq!(bulk(&owner, &process_id, body).await["done"], 1);
        assert_eq!(names(&owner, &process_id, "priority=true").await, ["b.txt"]);
        let jobs = perigee_testkit::queue::job::list_waiting(app.app.db().reader()).await.unwrap();
        let priority_of = |id: &str| {
            let job = jobs.iter().find(|job| job.payload["collectionId"].as_str().is_some_and(|it| it.replace('-', "") == id));
            job.expect("a job").priority
        };
        assert!(priority_of(&ids[1]) > priority_of(&ids[0]));
    }

    async fn all_that_match_are_worked_on_a_part_at_a_time(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt", "b.txt", "other.txt"]).await;
        let filter = json!({"query": ".txt", "status": ["Queued"]});
        let after = json!({"filter": filter, "after": ids[0], "action": "priority", "priority": true});
        let answer = bulk(&owner, &process_id, after).await;
        assert_eq!((&answer["done"], &answer["next"], &answer["left"]), (&json!(2), &Value::Null, &json!(0)));
        let except = json!({"filter": filter, "except": [ids[1]], "action": "priority", "priority": false});
        assert_eq!(bulk(&owner, &process_id, except).await["done"], 2);
        assert_eq!(names(&owner, &process_id, "priority=true").await, ["b.txt"]);
        let stop = json!({"filter": {"query": "other", "dateFrom": "2020-01-01", "dateTo": "2099-01-01"}, "action": "stop"});
        assert_eq!(bulk(&owner, &process_id, stop).await["done"], 1);
        assert_eq!(names(&owner, &process_id, "status=Stopped").await, ["other.txt"]);
    }

    async fn every_fault_of_a_bulk_request_is_listed(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/collections/bulk");
        for (body, expected) in [
            (json!({}), vec!["body: collectionIds", "body: action"]),
            (json!({"collectionIds": [], "action": "explode"}), vec!["body: collectionIds", "body: action"]),
            (json!({"collectionIds": ["x"], "action": "priority"}), vec!["body: collectionIds", "body: priority"]),
            (json!({"collectionIds": [UNKNOWN], "filter": {}, "action": "stop"}), vec!["body: filter"]),
            (
                json!({"filter": {"status": ["Lost"], "dateFrom": "soon"}, "action": "metadata"}),
                vec!["body: filter.dateFrom", "body: filter.status", "body: metadata"],
            ),
            (json!({"collectionIds": [UNKNOWN], "action": "assign"}), vec!["body: assignee"]),
            (json!({"collectionIds": [UNKNOWN], "action": "assign", "assignee": "local|nobody"}), vec!["body: assignee"]),
        ] {
            let answer = owner.post(&path, &body).await;
            answer.problem(400);
            assert_eq!(answer.locations(), expected, "{body}");
        }
    }

    async fn each_action_asks_for_its_own_scope(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, ids) = queued(&owner, &["a.txt"]).await;
        let path = format!("/processes/{process_id}/collections/bulk");
        let deleter = app.key(&["workspace.collection:delete"]).await;
        let editor = app.key(&["workspace.collection:update"]).await;
        let stop = json!({"collectionIds": ids, "action": "stop"});
        let delete = json!({"collectionIds": ids, "action": "delete"});
        let refused = deleter.post(&path, &stop).await.problem(403);
        assert!(text(&refused["detail"]).contains("workspace.collection:update"));
        let refused = editor.post(&path, &delete).await.problem(403);
        assert!(text(&refused["detail"]).contains("workspace.collection:delete"));
        assert_eq!(editor.post(&path, &stop).await.expect(200)["done"], 1);
        assert_eq!(deleter.post(&path, &delete).await.expect(200)["done"], 1);
    }

    async fn collections_of_another_process_or_organization_are_not_there(app: TestApp) {
        let owner = app.owner().await;
        let (_, ids) = queued(&owner, &["a.txt"]).await;
        let (other, _) = queued(&owner, &[]).await;
        for action in [json!({"action": "stop"}), json!({"action": "priority", "priority": true})] {
            let mut body = action;
            body["collectionIds"] = json!(ids);
            let answer = bulk(&owner, &other, body.clone()).await;
            assert_eq!(answer["outcomes"][0]["code"], "not_found");
            let stranger = app.stranger().await;
            stranger.post(&format!("/processes/{other}/collections/bulk"), &body).await.problem(404);
        }
        let shown = owner.get(&format!("/collections/{}", ids[0])).await.expect(200);
        assert_eq!((&shown["status"], &shown["priority"]), (&json!("Queued"), &json!(false)));
    }

    async fn those_can_be_asked_who_may_change_collections(app: TestApp) {
        let owner = owner_of_several(app).await;
        let process_id = owner.new_process().await;
        let path = format!("/processes/{process_id}/assignees");
        let before = owner.get(&path).await.expect(200)["assignees"].as_array().unwrap().len();
        app.clerk().await;
        let clerk = app.clerk_on(&process_id, ProcessRole::User).await;
        let after = owner.get(&path).await.expect(200);
        let subjects: Vec<&Value> = after["assignees"].as_array().unwrap().iter().map(|one| &one["subject"]).collect();
        assert_eq!(subjects.len(), before + 1);
        assert!(subjects.contains(&&clerk.get("/me").await.expect(200)["subjectId"]));
    }
}
