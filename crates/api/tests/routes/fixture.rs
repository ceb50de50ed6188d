//! What several tests start from.

use perigee_app::user::{self, NewUser};
use perigee_testkit::{Actor, Answer, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// A process with one invoice that was read, and the ids of what it made.
#[derive(Debug)]
pub struct Reviewed {
    pub owner: Actor,
    pub process_id: String,
    pub collection_id: String,
    pub file_id: String,
    pub document_id: String,
    pub value_id: String,
    pub results: Value,
    pub pdf: Vec<u8>,
}

/// Uploads a drawn invoice and reads it.
pub async fn reviewed(app: &TestApp) -> Reviewed {
    let owner = app.owner().await;
    let process_id = owner.new_process().await;
    let (name, pdf) = TestApp::invoice(0);
    let made = owner.upload(&process_id, &[(&name, pdf.clone())]).await.expect(201);
    assert_eq!(made["status"], "Queued");
    app.work().await;
    let collection_id = text(&made["id"]);
    let results = owner.get(&format!("/results/{collection_id}")).await.expect(200);
    let document = &results["results"][0]["documents"][0];
    let value = values(document).next().expect("an invoice has values");
    Reviewed {
        file_id: text(&made["files"][0]["id"]),
        document_id: text(&document["documentId"]),
        value_id: text(&value["id"]),
        process_id,
        collection_id,
        results,
        pdf,
        owner,
    }
}

/// Somebody of the organization, in a browser.
#[derive(Debug)]
pub struct Person {
    pub id: String,
    pub actor: Actor,
}

/// Somebody new with this role in the organization: `admin` or `user`.
pub async fn person(app: &TestApp, name: &str, role: &str) -> Person {
    let email = format!("{}-{}@example.org", name.to_lowercase(), Uuid::now_v7().simple());
    let new = NewUser { email, name: name.to_owned(), role: role.to_owned(), password: None };
    let id = user::create(&app.app, &app.owner.scope, new).await.unwrap();
    Person { id: id.simple().to_string(), actor: app.signed_in(id).await }
}

/// The owner of an organization for several people.
pub async fn owner_of_several(app: &TestApp) -> Actor {
    let owner = app.owner().await;
    owner.post("/organization/convert", &json!({"name": "Analytical Engines"})).await.expect(200);
    owner
}

/// The code of a conflict.
pub fn conflict(answer: &Answer) -> String {
    let problem = answer.problem(409);
    text(&problem["errors"][0]["type"])
}

/// The single values of a document's results.
pub fn values(document: &Value) -> impl Iterator<Item = &Value> {
    let points = document["extractedData"].as_object().expect("data points");
    points
        .values()
        .flat_map(|values| values.as_array().expect("a list"))
        .filter(|value| value["rows"].is_null())
}

/// A string of JSON.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no string")).to_owned()
}
