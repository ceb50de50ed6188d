//! What people may do on single processes.

use perigee_model::ProcessRole;
use perigee_testkit::both;
use serde_json::json;

use crate::fixture::{conflict, owner_of_several, person, text};

both! {
    async fn access_is_given_edited_and_taken_back(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (process_id, clerk) = (owner.new_process().await, person(app, "Bert", "user").await);
        let accesses = format!("/processes/{process_id}/accesses");
        let path = format!("{accesses}/{}", clerk.id);
        let given = owner.put(&path, &json!({"role": "user"})).await.expect(200);
        assert_eq!((&given["userId"], &given["role"]), (&json!(clerk.id), &json!("user")));
        assert_eq!((&given["inherited"], &given["grantedByName"]), (&json!(false), &json!("Owner")));
        assert_eq!(given["permissions"].as_array().unwrap().len(), 13);
        clerk.actor.get(&format!("/processes/{process_id}")).await.expect(200);
        clerk.actor.get(&accesses).await.problem(403);
        owner.put(&path, &json!({"role": "admin"})).await.expect(200);
        let listed = clerk.actor.get(&accesses).await.expect(200);
        assert_eq!(listed["pagination"]["total"], 2);
        let [first, second] = [0, 1].map(|index| listed["accesses"][index].clone());
        assert_eq!((&first["inherited"], &first["role"]), (&json!(true), &json!("owner")));
        assert_eq!((&second["userId"], &second["role"]), (&json!(clerk.id), &json!("admin")));
        assert_eq!(owner.get(&format!("{accesses}?offset=1&limit=1")).await.expect(200)["accesses"][0], second);
        assert_eq!(owner.delete(&path).await.status, 204);
        clerk.actor.get(&format!("/processes/{process_id}")).await.problem(404);
        assert_eq!(owner.delete(&path).await.problem(404)["detail"], "the access was not found");
        let events = owner.get("/admin/audit?action=access.").await.expect(200)["events"].clone();
        let actions: Vec<_> = events.as_array().unwrap().iter().map(|event| text(&event["action"])).collect();
        assert_eq!(actions, ["access.remove", "access.grant", "access.grant"]);
        assert_eq!(events[0]["details"]["roleBefore"], "admin");
    }

    async fn who_runs_a_process_manages_its_people_and_nobody_lifts_himself(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (process_id, other) = (owner.new_process().await, owner.new_process().await);
        let runner = person(app, "Ada", "user").await;
        let (clerk, maker) = (person(app, "Bert", "user").await, person(app, "Grace", "user").await);
        let path = |who: &str| format!("/processes/{process_id}/accesses/{who}");
        app.assign(&process_id, runner.id.parse().unwrap(), ProcessRole::Admin).await;
        app.assign(&process_id, maker.id.parse().unwrap(), ProcessRole::Owner).await;
        app.assign(&other, maker.id.parse().unwrap(), ProcessRole::User).await;

        runner.actor.put(&path(&clerk.id), &json!({"role": "admin"})).await.expect(200);
        runner.actor.put(&path(&clerk.id), &json!({"role": "user"})).await.expect(200);
        let up = clerk.actor.put(&path(&clerk.id), &json!({"role": "admin"})).await.problem(403)["detail"].to_string();
        assert!(up.contains("workspace.admin.user:manage"), "{up}");
        runner.actor.put(&path(&maker.id), &json!({"role": "user"})).await.problem(403);
        runner.actor.delete(&path(&maker.id)).await.problem(403);

        maker.actor.put(&path(&clerk.id), &json!({"role": "user"})).await.expect(200);
        let up = maker.actor.put(&path(&maker.id), &json!({"role": "admin"})).await.problem(403)["detail"].to_string();
        assert!(up.contains("workspace.collection_editor:override"), "names what the owner lacks: {up}");
        let elsewhere = format!("/processes/{other}/accesses/{}", clerk.id);
        maker.actor.put(&elsewhere, &json!({"role": "user"})).await.problem(403);
        runner.actor.put(&elsewhere, &json!({"role": "user"})).await.problem(404);

        assert_eq!(owner.delete(&path(&maker.id)).await.status, 204);
        maker.actor.get(&format!("/processes/{process_id}")).await.problem(404);
        assert_eq!(runner.actor.delete(&path(&clerk.id)).await.status, 204);
    }

    async fn a_key_gives_no_access_that_it_has_not(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (process_id, clerk) = (owner.new_process().await, person(app, "Bert", "user").await);
        let path = format!("/processes/{process_id}/accesses/{}", clerk.id);
        let narrow = app.key(&["workspace.admin.user:manage", "workspace.admin.user:read"]).await;
        let refused = narrow.put(&path, &json!({"role": "user"})).await.problem(403)["detail"].to_string();
        assert!(refused.contains("workspace.collection:create"), "{refused}");
        let whole = app.process_key(&process_id).await;
        whole.put(&path, &json!({"role": "user"})).await.expect(200);
        whole.put(&path, &json!({"role": "admin"})).await.expect(200);
        narrow.get(&format!("/processes/{process_id}/accesses")).await.expect(200);
    }

    async fn access_that_comes_with_the_organization_is_not_changed_here(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (process_id, admin) = (owner.new_process().await, person(app, "Ada", "admin").await);
        let path = format!("/processes/{process_id}/accesses/{}", admin.id);
        assert_eq!(conflict(&owner.put(&path, &json!({"role": "user"})).await), "inherited_access");
        assert_eq!(conflict(&owner.delete(&path).await), "inherited_access");
        for wrong in [json!({"role": "owner"}), json!({"role": "root"}), json!({})] {
            owner.put(&path, &wrong).await.problem(400);
        }
        let stranger = app.another_organization().await.person.unwrap();
        let path = format!("/processes/{process_id}/accesses/{stranger}");
        assert_eq!(owner.put(&path, &json!({"role": "user"})).await.problem(404)["detail"], "the person was not found");
        owner.delete(&path).await.problem(404);
    }
}
