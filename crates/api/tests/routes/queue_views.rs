//! Views of queues: kept for one person, seen by nobody else.

use perigee_model::ProcessRole;
use perigee_testkit::both;
use serde_json::{Value, json};

use crate::fixture::{conflict, owner_of_several, text};

both! {
    async fn a_view_is_kept_changed_and_deleted(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/views");
        let filter = json!({"status": ["Needs Review"], "query": "acme", "metadata": {"paid": false}, "dateFrom": "2026-01-01"});
        let made = owner
            .post(&path, &json!({"name": " To do ", "filter": filter, "order": "name:asc", "columns": ["name", "status"]}))
            .await
            .expect(201);
        assert_eq!((&made["name"], &made["processId"]), (&json!("To do"), &json!(id)));
        assert_eq!((&made["order"], &made["columns"]), (&json!("name:asc"), &json!(["name", "status"])));
        for (key, value) in filter.as_object().unwrap() {
            assert_eq!(&made["filter"][key], value, "{key}");
        }
        assert_eq!(made["filter"]["priority"], Value::Null);
        let view = format!("/views/{}", text(&made["id"]));
        let renamed = owner.patch(&view, &json!({"name": "Later"})).await.expect(200);
        assert_eq!((&renamed["name"], &renamed["filter"]["query"]), (&json!("Later"), &json!("acme")));
        let emptied = owner.patch(&view, &json!({"filter": {}})).await.expect(200);
        assert_eq!((&emptied["filter"]["query"], &emptied["order"], &emptied["columns"]), (&Value::Null, &Value::Null, &Value::Null));
        let list = owner.get(&path).await.expect(200);
        assert_eq!(list["views"].as_array().unwrap().len(), 1);
        owner.delete(&view).await.expect(204);
        owner.delete(&view).await.problem(404);
        assert_eq!(owner.get(&path).await.expect(200)["views"], json!([]));
    }

    async fn two_views_of_one_name_are_refused(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/views");
        owner.post(&path, &json!({"name": "Mine"})).await.expect(201);
        assert_eq!(conflict(&owner.post(&path, &json!({"name": "Mine"})).await), "view_exists");
        let other = text(&owner.post(&path, &json!({"name": "Other"})).await.expect(201)["id"]);
        assert_eq!(conflict(&owner.patch(&format!("/views/{other}"), &json!({"name": "Mine"})).await), "view_exists");
        for number in 2..50 {
            owner.post(&path, &json!({"name": number.to_string()})).await.expect(201);
        }
        assert_eq!(conflict(&owner.post(&path, &json!({"name": "One more"})).await), "too_many_views");
    }

    async fn nobody_else_sees_a_view(app: TestApp) {
        let owner = owner_of_several(app).await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/views");
        let view = format!("/views/{}", text(&owner.post(&path, &json!({"name": "Mine"})).await.expect(201)["id"]));
        let clerk = app.clerk_on(&id, ProcessRole::User).await;
        assert_eq!(clerk.get(&path).await.expect(200)["views"], json!([]));
        clerk.patch(&view, &json!({"name": "x"})).await.problem(404);
        clerk.delete(&view).await.problem(404);
        // The same name is free for another person.
        clerk.post(&path, &json!({"name": "Mine"})).await.expect(201);
        app.clerk().await.get(&path).await.problem(403);
        app.stranger().await.get(&path).await.problem(404);
    }

    async fn every_fault_of_a_view_is_listed(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/views");
        let body = json!({"filter": {"status": ["Lost"], "priority": 3}, "order": "size", "columns": [1]});
        let answer = owner.post(&path, &body).await;
        answer.problem(400);
        let mut locations = answer.locations();
        locations.sort();
        let expected = ["columns", "filter.priority", "filter.status", "name", "order"];
        assert_eq!(locations, expected.map(|name| format!("body: {name}")));
        owner.post(&path, &json!({"name": " "})).await.problem(400);
        owner.post(&path, &json!({"name": "x".repeat(81)})).await.problem(400);
    }
}
