//! Organizations: their kind, their policy, and further ones.

use perigee_testkit::both;
use serde_json::json;

use crate::fixture::{conflict, owner_of_several, text};

both! {
    async fn a_single_user_organization_becomes_one_for_several_people(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, key) = (owner.new_process().await, app.key(&["All"]).await);
        let before = owner.get("/organization").await.expect(200);
        assert_eq!((&before["kind"], &before["members"]), (&json!("single"), &json!(1)));
        let earlier_id = text(&before["id"]);
        assert!(earlier_id.starts_with("USER:local|"), "{earlier_id}");
        let after = owner.post("/organization/convert", &json!({"name": " Engines "})).await.expect(200);
        assert_eq!((&after["kind"], &after["name"]), (&json!("multi"), &json!("Engines")));
        let id = text(&after["id"]);
        assert_eq!((id.len(), id.starts_with("org_")), (20, true), "{id}");
        for actor in [&owner, &key] {
            assert_eq!(actor.get("/me").await.expect(200)["orgId"], id.as_str());
            let process = actor.get(&format!("/processes/{process_id}")).await;
            assert_eq!(process.expect(200)["orgId"], id.as_str());
            let whole = String::from_utf8(process.body).unwrap();
            assert!(!whole.contains(&earlier_id), "{whole}");
        }
        let again = owner.post("/organization/convert", &json!({"name": "x"})).await;
        assert_eq!(conflict(&again), "multi_user_organization");
        owner.post("/organization/convert", &json!({"name": "\n"})).await.problem(400);
    }

    async fn the_policy_of_keys_is_set_and_taken_back(app: TestApp) {
        let owner = app.owner().await;
        let set = async |days: serde_json::Value| owner.patch("/organization", &json!({"apiKeyLongestDays": days})).await;
        assert_eq!(owner.get("/organization").await.expect(200)["apiKeyLongestDays"], 366);
        assert_eq!(set(json!(30)).await.expect(200)["apiKeyLongestDays"], 30);
        let named = owner.patch("/organization", &json!({"name": "Engines"})).await.expect(200);
        assert_eq!((&named["name"], &named["apiKeyLongestDays"]), (&json!("Engines"), &json!(30)));
        let late = (chrono::Utc::now() + chrono::TimeDelta::days(60)).to_rfc3339();
        let key = json!({"name": "k", "scopes": ["workspace.process:read"], "exp": late});
        let refused = owner.post("/admin/api-keys", &key).await;
        refused.problem(400);
        assert_eq!(refused.locations(), ["body: exp"]);
        assert_eq!(set(json!(null)).await.expect(200)["apiKeyLongestDays"], 366);
        owner.post("/admin/api-keys", &key).await.expect(201);
        for wrong in [json!(0), json!(3651), json!("30"), json!(-1)] {
            set(wrong).await.problem(400);
        }
        owner.patch("/organization", &json!({"name": "x".repeat(101)})).await.problem(400);
    }

    async fn a_person_makes_a_further_organization_and_goes_there(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let made = owner.post("/organizations", &json!({"name": "Second"})).await.expect(201);
        assert_eq!((&made["kind"], &made["members"]), (&json!("multi"), &json!(1)));
        owner.get(&format!("/processes/{process_id}")).await.expect(200);
        let listed = owner.get("/me/organizations").await.expect(200);
        assert_eq!(listed["organizations"].as_array().unwrap().len(), 2);
        let there = owner.put("/me/organization", &json!({"orgId": made["id"]})).await.expect(200);
        assert_eq!((&there["orgId"], &there["role"]), (&made["id"], &json!("owner")));
        owner.get(&format!("/processes/{process_id}")).await.problem(404);
        assert_eq!(owner.get("/organization").await.expect(200)["name"], "Second");
        let events = owner.get("/admin/audit?action=organization.create").await.expect(200);
        assert_eq!(events["events"][0]["number"], 1, "its log begins with it");
        owner.post("/organizations", &json!({})).await.problem(400);
        app.key(&["All"]).await.post("/organizations", &json!({"name": "x"})).await.problem(403);
    }

    async fn who_works_in_an_organization_sees_it_and_changes_nothing(app: TestApp) {
        owner_of_several(app).await;
        let clerk = app.clerk().await;
        assert_eq!(clerk.get("/organization").await.expect(200)["members"], 2);
        let refusals = [
            clerk.patch("/organization", &json!({"name": "x"})).await,
            clerk.post("/organization/convert", &json!({"name": "x"})).await,
        ];
        for refused in refusals {
            let detail = refused.problem(403)["detail"].to_string();
            assert!(detail.contains("workspace.admin.user:manage"), "{detail}");
        }
        app.anon().get("/organization").await.problem(401);
    }
}
