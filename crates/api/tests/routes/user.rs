//! The people of an organization.

use perigee_model::ProcessRole;
use perigee_testkit::{Actor, both};
use serde_json::{Value, json};

use crate::fixture::{Person, conflict, owner_of_several, person, text};

async fn edit(by: &Actor, whom: &Person, changes: Value) -> perigee_testkit::Answer {
    by.patch(&format!("/admin/users/{}", whom.id), &changes).await
}

async fn set_password(of: &Actor, email: Option<&str>) {
    let body = json!({"newPassword": "tall ships in quiet harbours", "email": email});
    assert_eq!(of.put("/me/password", &body).await.status, 204);
}

both! {
    async fn people_are_listed_searched_and_paged(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (admin, clerk) = (person(app, "Łucja", "admin").await, person(app, "Bert", "user").await);
        let listed = owner.get("/admin/users?limit=2").await.expect(200);
        assert_eq!(listed["pagination"], json!({"offset": 0, "limit": 2, "total": 3}));
        assert_eq!(listed["users"][0]["fullName"], "Bert");
        let found = owner.get("/admin/users?query=%C5%82UC").await.expect(200);
        assert_eq!((&found["pagination"]["total"], &found["users"][0]["id"]), (&json!(1), &json!(admin.id)));
        assert_eq!(owner.get("/admin/users?role=user").await.expect(200)["users"][0]["id"], clerk.id.as_str());
        assert_eq!(owner.get("/admin/users?state=deactivated").await.expect(200)["pagination"]["total"], 0);
        assert_eq!(owner.get("/admin/users?query=%25").await.expect(200)["pagination"]["total"], 0);
        owner.get("/admin/users?role=root").await.problem(400);
        let me = admin.actor.get("/admin/users?query=Łucja").await.expect(200)["users"][0].clone();
        assert_eq!((&me["isMe"], &me["role"], &me["state"]), (&json!(true), &json!("admin"), &json!("active")));
        assert_eq!((&me["hasSecondFactor"], &me["processes"]), (&json!(false), &json!([])));
        assert!(me["lastSeenAt"].is_string());
        assert_eq!(owner.get(&format!("/admin/users/{}", admin.id)).await.expect(200)["isMe"], false);
        clerk.actor.get("/admin/users").await.problem(403);
    }

    async fn a_role_change_holds_at_the_next_request(app: TestApp) {
        let (owner, clerk) = (owner_of_several(app).await, person(app, "Bert", "user").await);
        clerk.actor.get("/admin/users").await.problem(403);
        let changed = edit(&owner, &clerk, json!({"role": "admin", "fullName": "Berta"})).await.expect(200);
        assert_eq!((&changed["role"], &changed["fullName"]), (&json!("admin"), &json!("Berta")));
        clerk.actor.get("/admin/users").await.expect(200);
        edit(&owner, &clerk, json!({"role": "user"})).await.expect(200);
        clerk.actor.get("/admin/users").await.problem(403);
        edit(&owner, &clerk, json!({"role": "root"})).await.problem(400);
        edit(&owner, &clerk, json!({"fullName": ""})).await.problem(400);
        let answer = edit(&owner, &clerk, json!({"email": "eve@example.org"})).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: email"], "nobody edits another's e-mail");
        let event = owner.get("/admin/audit?action=user.edit").await.expect(200)["events"][0].clone();
        assert_eq!((&event["objectId"], &event["details"]["roleBefore"]), (&json!(clerk.id), &json!("admin")));
    }

    async fn processes_are_assigned_as_a_whole(app: TestApp) {
        let (owner, clerk) = (owner_of_several(app).await, person(app, "Bert", "user").await);
        let (one, two) = (owner.new_process().await, owner.new_process().await);
        let both = json!({"processes": [{"id": one, "role": "user"}, {"id": two, "role": "user"}]});
        assert_eq!(edit(&owner, &clerk, both).await.expect(200)["processes"].as_array().unwrap().len(), 2);
        clerk.actor.get(&format!("/processes/{one}")).await.expect(200);
        let rename = json!({"name": "x"});
        clerk.actor.patch(&format!("/processes/{two}"), &rename).await.problem(403);
        let second = json!({"processes": [{"id": two, "role": "admin"}]});
        let processes = edit(&owner, &clerk, second).await.expect(200)["processes"].clone();
        assert_eq!(processes, json!([{"id": two, "name": "TEST Invoices", "role": "admin"}]));
        clerk.actor.get(&format!("/processes/{one}")).await.problem(404);
        clerk.actor.patch(&format!("/processes/{two}"), &rename).await.expect(200);
        let elsewhere = app.stranger().await.new_process().await;
        for wrong in [
            json!([{"id": elsewhere, "role": "user"}]),
            json!([{"id": two, "role": "user"}, {"id": two, "role": "admin"}]),
            json!([{"id": two, "role": "owner"}]),
            json!([{"id": "x", "role": "user"}]),
            json!([{"id": two}]),
            json!("all"),
        ] {
            edit(&owner, &clerk, json!({"processes": wrong})).await.problem(400);
        }
        edit(&owner, &clerk, json!({"processes": []})).await.expect(200);
        assert_eq!(clerk.actor.get("/processes").await.expect(200)["pagination"]["total"], 0);
    }

    async fn a_deactivated_person_is_out_at_once_here_and_nowhere_else(app: TestApp) {
        let (owner, admin) = (owner_of_several(app).await, person(app, "Ada", "admin").await);
        let process_id = owner.new_process().await;
        app.assign(&process_id, admin.id.parse().unwrap(), ProcessRole::User).await;
        let made = json!({"name": "k", "scopes": ["workspace.process:read"]});
        let key = app.with_key(&text(&admin.actor.post("/admin/api-keys", &made).await.expect(201)["key"]));
        key.get("/processes").await.expect(200);
        let elsewhere = app.signed_in(admin.id.parse().unwrap()).await;
        let second = elsewhere.post("/organizations", &json!({"name": "Second"})).await.expect(201);
        elsewhere.put("/me/organization", &json!({"orgId": second["id"]})).await.expect(200);

        let path = format!("/admin/users/{}", admin.id);
        assert_eq!(owner.act(&format!("{path}/deactivate")).await.expect(200)["state"], "deactivated");
        admin.actor.get("/me").await.problem(401);
        key.get("/processes").await.problem(401);
        elsewhere.get("/me").await.expect(200);
        let first = owner.get("/organization").await.expect(200);
        elsewhere.put("/me/organization", &json!({"orgId": first["id"]})).await.problem(404);

        let again = owner.act(&format!("{path}/activate")).await.expect(200);
        assert_eq!((&again["state"], &again["processes"][0]["id"]), (&json!("active"), &json!(process_id)));
        key.get("/processes").await.expect(200);
        admin.actor.get("/me").await.problem(401);
        app.signed_in(admin.id.parse().unwrap()).await.get("/admin/users").await.expect(200);
        let events = owner.get("/admin/audit?action=user.").await.expect(200)["events"].clone();
        assert_eq!((&events[0]["action"], &events[1]["action"]), (&json!("user.activate"), &json!("user.deactivate")));
    }

    async fn a_removed_person_leaves_the_processes_and_takes_the_keys_along(app: TestApp) {
        let (owner, admin) = (owner_of_several(app).await, person(app, "Ada", "admin").await);
        let process_id = admin.actor.new_process().await;
        let made = json!({"name": "k", "scopes": ["All"]});
        let key_text = text(&admin.actor.post("/admin/api-keys", &made).await.expect(201)["key"]);
        let key = app.with_key(&key_text);
        let grandchild = text(&key.post("/admin/api-keys", &made).await.expect(201)["key"]);
        let path = format!("/admin/users/{}", admin.id);
        assert_eq!(owner.delete(&path).await.status, 204);
        admin.actor.get("/me").await.problem(401);
        key.get("/me").await.problem(401);
        app.with_key(&grandchild).get("/me").await.problem(401);
        owner.get(&path).await.problem(404);
        owner.get(&format!("/processes/{process_id}")).await.expect(200);
        let listed = owner.get("/admin/api-keys").await.expect(200)["apiKeys"].clone();
        let states: Vec<_> = listed.as_array().unwrap().iter().map(|key| text(&key["status"])).collect();
        assert_eq!(states, ["Revoked", "Revoked"], "they do not come back with the person");
        assert_eq!(owner.delete(&path).await.problem(404)["detail"], "the person was not found");
    }

    async fn the_last_owner_who_can_sign_in_stays(app: TestApp) {
        let owner = owner_of_several(app).await;
        let me = text(&owner.get("/me").await.expect(200)["userId"]);
        let me = Person { id: me, actor: owner.clone() };
        let path = format!("/admin/users/{}", me.id);
        let refused = async || {
            assert_eq!(conflict(&edit(&owner, &me, json!({"role": "user"})).await), "last_owner");
            assert_eq!(conflict(&owner.act(&format!("{path}/deactivate")).await), "last_owner");
            assert_eq!(conflict(&owner.delete(&path).await), "last_owner");
        };
        refused().await;
        let other = person(app, "Grace", "admin").await;
        edit(&owner, &other, json!({"role": "owner"})).await.expect(200);
        set_password(&owner, Some("ada@example.org")).await;
        refused().await;
        set_password(&other.actor, None).await;
        owner.act(&format!("/admin/users/{}/deactivate", other.id)).await.expect(200);
        refused().await;
        owner.act(&format!("/admin/users/{}/activate", other.id)).await.expect(200);
        assert_eq!(edit(&owner, &me, json!({"role": "user"})).await.expect(200)["role"], "user");
        owner.get("/admin/users").await.problem(403);
    }

    async fn two_owners_who_go_at_once_leave_one(app: TestApp) {
        let owner = owner_of_several(app).await;
        for round in 0..3 {
            let other = person(app, "Grace", "admin").await;
            let me = text(&owner.get("/me").await.expect(200)["userId"]);
            edit(&owner, &other, json!({"role": "owner"})).await.expect(200);
            let demotion = json!({"role": "admin"});
            let paths = [format!("/admin/users/{me}"), format!("/admin/users/{}", other.id)];
            let (one, two) =
                tokio::join!(owner.patch(&paths[0], &demotion), other.actor.patch(&paths[1], &demotion));
            let mut statuses = [one.status.as_u16(), two.status.as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 409], "round {round}");
            // Whoever is left makes the first one the only owner again.
            if one.status == 200 {
                edit(&other.actor, &Person { id: me, actor: owner.clone() }, json!({"role": "owner"})).await.expect(200);
                assert_eq!(other.actor.delete(&paths[1]).await.status, 204);
            } else {
                assert_eq!(owner.delete(&paths[1]).await.status, 204);
            }
        }
        assert_eq!(owner.get("/admin/users?role=owner").await.expect(200)["pagination"]["total"], 1);
    }

    async fn owners_are_touched_and_made_by_owners_alone(app: TestApp) {
        let (owner, admin) = (owner_of_several(app).await, person(app, "Ada", "admin").await);
        let clerk = person(app, "Bert", "user").await;
        let me = text(&owner.get("/me").await.expect(200)["userId"]);
        let path = format!("/admin/users/{me}");
        let refusals = [
            admin.actor.patch(&path, &json!({"fullName": "x"})).await,
            admin.actor.patch(&path, &json!({"role": "user"})).await,
            admin.actor.act(&format!("{path}/deactivate")).await,
            admin.actor.delete(&path).await,
            edit(&admin.actor, &admin, json!({"role": "owner"})).await,
            edit(&admin.actor, &clerk, json!({"role": "owner"})).await,
        ];
        for refused in refusals {
            let detail = refused.problem(403)["detail"].to_string();
            assert!(detail.contains("only an owner"), "{detail}");
        }
        edit(&admin.actor, &clerk, json!({"role": "admin"})).await.expect(200);
        edit(&owner, &clerk, json!({"role": "user"})).await.expect(200);
        let narrow = app.key(&["workspace.admin.user:manage"]).await;
        let detail = edit(&narrow, &clerk, json!({"role": "admin"})).await.problem(403)["detail"].to_string();
        assert!(detail.contains("workspace.collection:create"), "a key gives no more than it has: {detail}");
        edit(&narrow, &clerk, json!({"role": "owner"})).await.problem(403);
        edit(&app.key(&["All"]).await, &clerk, json!({"role": "owner"})).await.expect(200);
    }

    async fn people_of_other_organizations_do_not_exist(app: TestApp) {
        let owner = owner_of_several(app).await;
        let stranger = app.another_organization().await.person.unwrap();
        let path = format!("/admin/users/{stranger}");
        owner.get(&path).await.problem(404);
        owner.patch(&path, &json!({"role": "user"})).await.problem(404);
        owner.act(&format!("{path}/deactivate")).await.problem(404);
        owner.act(&format!("{path}/activate")).await.problem(404);
        owner.delete(&path).await.problem(404);
    }
}
