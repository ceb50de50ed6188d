//! Processes.

use perigee_model::ProcessRole;
use perigee_testkit::{TestApp, both};
use serde_json::json;

use crate::fixture::reviewed;

const INVOICES: &str = "bbe7f45aea884e74bbd011a5f57e87f0";

both! {
    async fn a_process_is_made_listed_renamed_and_deleted(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post("/processes", &json!({"name": "TEST Invoices", "processTypeId": INVOICES})).await;
        let made = made.expect(201);
        assert_eq!(made["typeName"], "Invoices");
        assert_eq!(made["status"], "Ready");
        assert_eq!(made["version"], "0.1");
        assert!(made["usage"].is_null() && made.as_object().unwrap().contains_key("usage"));
        let subject = made["createdBy"].as_str().unwrap();
        assert_eq!(made["orgId"], format!("USER:{subject}"));
        assert_eq!(made["accesses"][subject]["role"], "owner");
        assert_eq!(made["accesses"][subject]["permissions"].as_array().unwrap().len(), 17);
        let path = format!("/processes/{}", made["id"].as_str().unwrap());
        assert_eq!(owner.get(&path).await.expect(200), made);
        let listed = owner.get("/processes?limit=1").await.expect(200);
        assert_eq!(listed["processes"][0]["id"], made["id"]);
        assert_eq!(listed["pagination"], json!({"offset": 0, "limit": 1, "total": 1}));
        assert_eq!(owner.patch(&path, &json!({"name": " New "})).await.expect(200)["name"], "New");
        assert_eq!(owner.delete(&path).await.status, 204);
        owner.get(&path).await.problem(404);
    }

    async fn every_fault_of_a_process_is_listed_in_the_shape_of_the_version(app: TestApp) {
        let owner = app.owner().await;
        let answer = owner.post("/processes", &json!({})).await;
        assert_eq!(answer.problem(400)["type"], "RequestValidationError");
        assert_eq!(answer.locations(), ["body: name", "body: processTypeId"]);
        let older = owner.v03().post("/processes", &json!({})).await.problem(422);
        let first = json!({"loc": ["body", "name"], "msg": "field required", "type": "value_error.missing"});
        assert_eq!(older["detail"][0], first);
        let unknown = json!({"name": "", "processTypeId": "0198c0ffee0070008000000000000001"});
        let answer = owner.post("/processes", &unknown).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: name", "body: processTypeId"]);
    }

    async fn a_reset_adds_a_version_of_the_configuration(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let before = owner.get(&format!("/processes/{id}/config")).await.expect(200);
        assert!(before["dataPoints"].as_array().unwrap().iter().any(|point| point["name"] == "gross_total"));
        assert!(before["autoAcceptThreshold"].is_null());
        let after = owner.act(&format!("/processes/{id}/config/reset")).await.expect(200);
        assert_eq!(after["version"], "0.2");
        assert_ne!(after["configId"], before["configId"]);
    }

    async fn a_process_with_running_work_is_deleted_by_force_only(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(0);
        owner.upload(&id, &[(&name, pdf)]).await.expect(201);
        assert_eq!(owner.delete(&format!("/processes/{id}")).await.problem(409)["type"], "ConflictError");
        assert_eq!(owner.delete(&format!("/processes/{id}?force=true")).await.status, 204);
        app.work().await;
        assert_eq!(app.jobs().await, (0, 0), "work on what is gone ends quietly");
    }

    async fn process_types_have_their_data_points(app: TestApp) {
        let listed = app.key(&["workspace.process:read"]).await.get("/process-types").await.expect(200);
        let types = listed["processTypes"].as_array().unwrap();
        assert!(types.iter().any(|kind| kind["id"] == INVOICES && kind["kind"] == "supervised"));
    }

    async fn usage_counts_collections(app: TestApp) {
        let found = reviewed(app).await;
        let process = found.owner.get(&format!("/processes/{}", found.process_id)).await.expect(200);
        assert_eq!(process["usage"], 1);
    }

    async fn a_clerk_uses_processes_but_makes_none(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}", found.process_id);
        let stranger = app.clerk().await;
        stranger.get(&path).await.problem(404);
        assert_eq!(stranger.get("/processes").await.expect(200)["pagination"]["total"], 0);
        let clerk = app.clerk_on(&found.process_id, ProcessRole::User).await;
        clerk.get(&path).await.expect(200);
        clerk.get(&format!("/results/{}", found.collection_id)).await.expect(200);
        let body = json!({"name": "x", "processTypeId": INVOICES});
        let detail = clerk.post("/processes", &body).await.problem(403)["detail"].to_string();
        assert!(detail.contains("workspace.process:create"), "{detail}");
    }

    async fn what_one_may_not_do_on_a_process_is_refused_there_even_if_one_may_elsewhere(app: TestApp) {
        let found = reviewed(app).await;
        let other = found.owner.new_process().await;
        let somebody = app.clerk_on(&found.process_id, ProcessRole::User).await;
        let path = format!("/processes/{}", found.process_id);
        let detail = somebody.patch(&path, &json!({"name": "x"})).await.problem(403)["detail"].to_string();
        assert!(detail.contains("workspace.process:update"), "{detail}");
        let me = somebody.get("/me").await.expect(200);
        let user_id = me["subjectId"].as_str().unwrap().trim_start_matches("local|").parse().unwrap();
        app.assign(&other, user_id, ProcessRole::Admin).await;
        somebody.patch(&format!("/processes/{other}"), &json!({"name": "x"})).await.expect(200);
        let detail = somebody.patch(&path, &json!({"name": "x"})).await.problem(403)["detail"].to_string();
        assert!(detail.contains("workspace.process:update"), "{detail}");
    }
}
