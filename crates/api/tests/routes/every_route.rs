//! What holds for every route of the OpenAPI document: 401, 403, 404 for strangers, and faults of ids.

use perigee_testkit::{Actor, Answer, both};
use reqwest::Method;
use serde_json::{Value, json};

use crate::fixture::{Reviewed, reviewed};

/// An operation of the document.
struct Operation {
    id: String,
    method: Method,
    path: String,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&perigee_api::openapi::json()).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(id) = item[method]["operationId"].as_str() {
                let method = method.to_uppercase().parse().unwrap();
                all.push(Operation { id: id.to_owned(), method, path: path.clone() });
            }
        }
    }
    assert!(all.len() > 30, "the document lists every route");
    all
}

impl Operation {
    fn is_open(&self) -> bool {
        matches!(self.id.as_str(), "session_sign_in" | "session_sign_in_by_link")
    }

    /// Anybody who is signed in may ask these about itself.
    fn needs_scope(&self) -> bool {
        !self.is_open() && !matches!(self.id.as_str(), "me_get" | "me_set_password" | "session_sign_out")
    }

    fn has_id(&self) -> bool {
        self.path.contains('{')
    }

    fn path_with(&self, found: &Reviewed) -> String {
        let path = self.path.replace("{process_id}", &found.process_id).replace("{file_id}", &found.file_id);
        let path = path.replace("{collection_id}", &found.collection_id).replace("{page_num}", "0");
        path.replace("{document_id}", &found.document_id).replace("{annotation_id}", &found.value_id)
    }

    /// A body that is right in form.
    fn body(&self) -> Option<Value> {
        Some(match self.id.as_str() {
            "process_create" => json!({"name": "x", "processTypeId": "bbe7f45aea884e74bbd011a5f57e87f0"}),
            "process_rename" => json!({"name": "x"}),
            "collection_edit" => json!({"metadata": {}}),
            "collection_upload_base64" => json!({"files": [{"name": "a.pdf", "content": "YQ=="}]}),
            "annotation_create" => json!({"dataPoint": "order_number", "rawValue": "x"}),
            "annotation_change" => json!({"rawValue": "x"}),
            "me_set_password" => json!({"newPassword": "a long enough password"}),
            _ => return None,
        })
    }

    async fn send(&self, actor: &Actor, path: &str) -> Answer {
        match self.body() {
            Some(body) => actor.json(self.method.clone(), path, &body).await,
            None if self.id == "collection_upload" => {
                let process_id = path.trim_start_matches("/processes/").trim_end_matches("/collections");
                actor.upload(process_id, &[("a.txt", b"a".to_vec())]).await
            }
            None => actor.json(self.method.clone(), path, &json!({})).await,
        }
    }
}

both! {
    async fn nobody_is_answered_with_401_and_told_how(app: TestApp) {
        let found = reviewed(app).await;
        let wrong_keys = ["pk_org_0198c0ffee0070008000000000000001:wrong", "somebody:secret"];
        for operation in operations().iter().filter(|operation| !operation.is_open()) {
            let answer = operation.send(&app.anon(), &operation.path_with(&found)).await;
            assert_eq!(answer.problem(401)["type"], "AuthenticationError", "{}", operation.id);
            assert!(answer.header("www-authenticate").starts_with("Basic"), "{}", operation.id);
        }
        for key in wrong_keys {
            app.with_key(key).get("/processes").await.problem(401);
        }
    }

    async fn a_key_without_the_scope_is_answered_with_403_that_names_it(app: TestApp) {
        let found = reviewed(app).await;
        let key = app.key(&["workspace.admin.audit:read"]).await;
        for operation in operations().iter().filter(|operation| operation.needs_scope()) {
            let answer = operation.send(&key, &operation.path_with(&found)).await;
            let detail = answer.problem(403)["detail"].to_string();
            assert!(detail.contains("workspace."), "{}: {detail}", operation.id);
        }
    }

    async fn what_belongs_to_another_organization_does_not_exist(app: TestApp) {
        let found = reviewed(app).await;
        let stranger = app.stranger().await;
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            let answer = operation.send(&stranger, &operation.path_with(&found)).await;
            assert_eq!(answer.problem(404)["type"], "NotFoundError", "{}", operation.id);
        }
        found.owner.get(&format!("/collections/{}", found.collection_id)).await.expect(200);
        let listed = stranger.get("/processes").await.expect(200);
        assert_eq!(listed["pagination"]["total"], 0);
    }

    async fn an_id_that_nothing_has_is_not_found_and_a_text_that_is_no_id_is_a_fault(app: TestApp) {
        let found = reviewed(app).await;
        let unknown = "0198c0ffee0070008000000000000001".to_owned();
        let nothing = Reviewed {
            process_id: unknown.clone(), collection_id: unknown.clone(), file_id: unknown.clone(),
            document_id: unknown.clone(), value_id: unknown, ..found
        };
        let none = "none".to_owned();
        let key = app.key(&["All"]).await;
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            operation.send(&key, &operation.path_with(&nothing)).await.problem(404);
        }
        let no_id = Reviewed {
            process_id: none.clone(), collection_id: none.clone(), file_id: none.clone(),
            document_id: none.clone(), value_id: none, ..nothing
        };
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            let answer = operation.send(&key, &operation.path_with(&no_id)).await;
            answer.problem(400);
            assert!(answer.locations()[0].starts_with("path: "), "{}", operation.id);
        }
    }

    async fn a_key_of_one_process_sees_that_process_alone(app: TestApp) {
        let found = reviewed(app).await;
        let other = found.owner.new_process().await;
        let key = app.process_key(&other).await;
        let listed = key.get("/processes").await.expect(200);
        assert_eq!(listed["processes"][0]["id"], other.as_str());
        assert_eq!(listed["pagination"]["total"], 1);
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            operation.send(&key, &operation.path_with(&found)).await.problem(404);
        }
    }
}

#[test]
fn the_kept_openapi_document_is_fresh() {
    let kept = include_str!("../../../../web/openapi.json");
    let is_fresh = kept == perigee_api::openapi::json();
    assert!(is_fresh, "web/openapi.json is stale: perigee admin openapi > web/openapi.json");
}
