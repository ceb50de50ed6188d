//! One of everything that has an id.

use perigee_testkit::store::entity::{alert, model};
use perigee_testkit::{Actor, TestApp, store};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixture::{reviewed, text};
use crate::operation::Ids;

/// An organization in which everything is there.
#[derive(Debug)]
pub struct Everything {
    pub owner: Actor,
    pub ids: Ids,
}

/// Makes one of everything.
pub async fn everything(app: &TestApp) -> Everything {
    let found = reviewed(app).await;
    let owner = found.owner;
    owner.post("/organization/convert", &json!({"name": "Example"})).await.expect(200);
    let new_key = json!({"name": "x", "scopes": ["All"]});
    let key = owner.post("/admin/api-keys", &new_key).await.expect(201);
    let process_keys = format!("/processes/{}/api-keys", found.process_id);
    let process_key = owner.post(&process_keys, &new_key).await.expect(201);
    let guest = json!({"email": "guest@example.org", "fullName": "Guest", "role": "user", "processes": []});
    let invitation = owner.post("/admin/invitations", &guest).await.expect(201);
    let clerk = app.clerk().await.get("/me").await.expect(200);
    let comments = format!("/collections/{}/comments", found.collection_id);
    let comment = owner.post(&comments, &json!({"text": "x"})).await.expect(201);
    let sessions = owner.get("/me/sessions").await.expect(200);
    let views = format!("/processes/{}/views", found.process_id);
    let view = owner.post(&views, &json!({"name": "Mine"})).await.expect(201);
    let model_id = model_of(app, &found.process_id).await;
    let exports = format!("/processes/{}/exports", found.process_id);
    let export = owner.post(&exports, &json!({"format": "csv", "filter": {}})).await.expect(202);
    let export_id = text(&export["id"]);
    let class_id = class_of(&owner, &found.process_id, &found.file_id).await;
    let ids = [
        ("class_id", class_id),
        ("view_id", text(&view["id"])),
        ("model_id", model_id),
        ("process_id", found.process_id),
        ("collection_id", found.collection_id),
        ("file_id", found.file_id),
        ("document_id", found.document_id),
        ("export_id", export_id),
        ("annotation_id", found.value_id),
        ("table_id", table_of(&found.results)),
        ("comment_id", text(&comment["id"])),
        ("user_id", text(&clerk["userId"])),
        ("invitation_id", text(&invitation["id"])),
        ("alert_id", alert_of(app, &text(&key["id"])).await),
        ("api_key_id", text(&key["id"])),
        ("process_api_key_id", text(&process_key["id"])),
        ("session_id", text(&sessions["sessions"][0]["id"])),
    ];
    Everything { owner, ids: ids.into() }
}

/// The first table of the results.
fn table_of(results: &Value) -> String {
    let document = &results["results"][0]["documents"][0];
    let points = document["extractedData"].as_object().expect("data points");
    let mut values = points.values().flat_map(|values| values.as_array().expect("a list"));
    text(&values.find(|value| !value["rows"].is_null()).expect("an invoice has a table")["id"])
}

async fn alert_of(app: &TestApp, key_id: &str) -> String {
    let row = alert::Model {
        id: Uuid::now_v7(),
        organization_id: app.owner.scope.organization_id.uuid(),
        process_id: None,
        api_key_id: Some(key_id.parse().unwrap()),
        kind: "new_network".to_owned(),
        message: "the key was used from 192.0.2.0/24 for the first time".to_owned(),
        created_at: 0,
        acknowledged_at: None,
        acknowledged_by: None,
    };
    let id = row.id.simple().to_string();
    store::alerts::insert(app.app.db().writer(), row).await.unwrap();
    id
}

/// A class that a person gave to the document.
async fn class_of(owner: &Actor, process_id: &str, file_id: &str) -> String {
    let path = format!("/files/{file_id}/documents");
    let known = owner.get(&path).await.expect(200);
    let last = known["documents"][0]["lastPage"].clone();
    let named = json!({"documents": [{"firstPage": 0, "lastPage": last, "documentClass": "delivery note"}]});
    owner.put(&path, &named).await.expect(200);
    let listed = owner.get(&format!("/processes/{process_id}/classes")).await.expect(200);
    text(&listed["classes"][0]["id"])
}

async fn model_of(app: &TestApp, process_id: &str) -> String {
    let row = model::Model {
        id: Uuid::now_v7(),
        organization_id: app.owner.scope.organization_id.uuid(),
        process_id: process_id.parse().unwrap(),
        state: "candidate".to_owned(),
        name: "learned@00000000".to_owned(),
        digest: "00".repeat(32),
        size_bytes: 1,
        documents: 0,
        trained_on: "[]".to_owned(),
        metrics: r#"{"scores":{"fields":[],"documentsRight":0,"documents":0},"promises":[]}"#.to_owned(),
        reason: String::new(),
        fault: None,
        created_at: 0,
        activated_at: None,
    };
    let id = row.id.simple().to_string();
    store::models::insert(app.app.db().writer(), row).await.unwrap();
    id
}
