//! API keys: made, listed, changed, rotated and revoked, and that none of it makes anybody mightier.

use chrono::{Duration, SecondsFormat, Utc};
use perigee_model::ProcessRole;
use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::text;

const ORG: &str = "/admin/api-keys";

fn in_days(days: i64) -> String {
    (Utc::now() + Duration::days(days)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The day that a time of an answer names, in days from today.
fn days_from_now(at: &Value) -> i64 {
    let at = chrono::DateTime::parse_from_rfc3339(at.as_str().unwrap()).unwrap();
    ((at.timestamp_millis() - Utc::now().timestamp_millis()) as f64 / 86_400_000.0).round() as i64
}

fn of_process(process_id: &str) -> String {
    format!("/processes/{process_id}/api-keys")
}

async fn make(actor: &Actor, path: &str, body: Value) -> Value {
    actor.post(path, &body).await.expect(201)
}

/// A key that may mint keys and see processes.
async fn minter(app: &TestApp, owner: &Actor) -> (Value, Actor) {
    let scopes = ["workspace.admin.api_key:manage", "workspace.process:read"];
    let made = make(owner, ORG, json!({"name": "minter", "scopes": scopes, "exp": in_days(10)})).await;
    let actor = app.with_key(made["key"].as_str().unwrap());
    (made, actor)
}

fn one(path: &str, key: &Value) -> String {
    format!("{path}/{}", key["id"].as_str().unwrap())
}

both! {
    async fn a_key_is_made_listed_and_shown_and_its_secret_is_shown_once(app: TestApp) {
        let owner = app.owner().await;
        let exp = (Utc::now() + Duration::days(30)).format("%Y-%m-%dT%H:%M:%S.104+00:00").to_string();
        let body = json!({"name": " TEST API key ", "exp": exp, "scopes": ["workspace.process:read"]});
        let made = make(&owner, ORG, body).await;
        let me = owner.get("/me").await.expect(200);
        assert_eq!(made["name"], "TEST API key");
        assert_eq!(made["orgId"], me["orgId"]);
        assert_eq!(made["scopes"], json!(["workspace.process:read"]));
        assert_eq!(made["effectiveScopes"], made["scopes"]);
        assert_eq!(made["status"], "Active");
        assert_eq!(made["exp"], exp.replace(".104+00:00", "Z"));
        assert_eq!((&made["createdBy"], &made["createdByName"]), (&me["subjectId"], &me["name"]));
        assert_eq!(made["networks"], json!([]));
        for absent in ["processId", "lastUsedAt", "lastUsedIp", "lastUsedRoute", "replacedBy"] {
            assert!(made[absent].is_null() && made.as_object().unwrap().contains_key(absent), "{absent}");
        }
        let key = made["key"].as_str().unwrap();
        assert!(key.starts_with(&format!("{}:", made["prefix"].as_str().unwrap())));
        app.with_key(key).get("/processes").await.expect(200);
        let mut without = made.clone();
        without.as_object_mut().unwrap().remove("key");
        let listed = owner.get(ORG).await.expect(200);
        let shown = owner.get(&one(ORG, &made)).await.expect(200);
        for found in [&listed["apiKeys"][0], &shown] {
            for (field, value) in without.as_object().unwrap() {
                if !field.starts_with("lastUsed") {
                    assert_eq!(&found[field], value, "{field}");
                }
            }
            assert!(found.get("key").is_none());
        }
        assert_eq!(listed["pagination"], json!({"offset": 0, "limit": 100, "total": 1}));
    }

    async fn keys_of_the_same_name_are_told_apart_and_listed_newest_first_by_status(app: TestApp) {
        let owner = app.owner().await;
        let body = json!({"name": "twin", "scopes": ["All"]});
        let (older, newer) = (make(&owner, ORG, body.clone()).await, make(&owner, ORG, body).await);
        assert_ne!(older["prefix"], newer["prefix"]);
        assert_eq!(days_from_now(&older["exp"]), 90);
        let all = owner.get(ORG).await.expect(200);
        assert_eq!((&all["apiKeys"][0]["id"], &all["apiKeys"][1]["id"]), (&newer["id"], &older["id"]));
        assert_eq!(owner.get(&format!("{ORG}?offset=1&limit=1")).await.expect(200)["apiKeys"][0]["id"], older["id"]);
        assert_eq!(owner.delete(&one(ORG, &older)).await.status, 204);
        assert_eq!(owner.delete(&one(ORG, &older)).await.status, 204, "a second time changes nothing");
        app.with_key(older["key"].as_str().unwrap()).get("/me").await.problem(401);
        app.app.db().writer().execute_unprepared(
            "update api_keys set expires_at = 1 where revoked_at is null").await.unwrap();
        for (status, expected) in [("Active", None), ("Expired", Some(&newer)), ("Revoked", Some(&older))] {
            let listed = owner.get(&format!("{ORG}?status={status}")).await.expect(200);
            assert_eq!(listed["pagination"]["total"], i32::from(expected.is_some()), "{status}");
            if let Some(key) = expected {
                assert_eq!(listed["apiKeys"][0]["id"], key["id"]);
                assert_eq!(listed["apiKeys"][0]["status"], status);
                assert_eq!(listed["apiKeys"][0]["effectiveScopes"], json!([]));
            }
        }
        owner.get(&format!("{ORG}?status=Dead")).await.problem(400);
        let revoked = owner.get("/admin/audit?action=api_key.revoke").await.expect(200);
        assert_eq!(revoked["pagination"]["total"], 1);
        assert_eq!(revoked["events"][0]["objectId"], older["id"]);
    }

    async fn every_fault_of_a_new_key_is_listed_with_the_nearest_right_scope(app: TestApp) {
        let owner = app.owner().await;
        let answer = owner.post(ORG, &json!({})).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: name", "body: scopes"]);
        let body = json!({"name": "", "exp": "2020-07-17T07:23:51.104Z", "networks": ["office"],
            "scopes": ["workspace.colection:read", "workspace.process:read"]});
        let answer = owner.post(ORG, &body).await;
        let problem = answer.problem(400);
        assert_eq!(answer.locations(), ["body: name", "body: exp", "body: networks", "body: scopes"]);
        let message = text(&problem["errors"][3]["message"]);
        assert!(message.contains("workspace.colection:read is not a scope"), "{message}");
        assert!(message.ends_with("workspace.collection:read"), "{message}");
        for exp in [json!("tomorrow"), json!(5), json!("2026-13-01T00:00:00Z"), json!("2027-01-01")] {
            let answer = owner.post(ORG, &json!({"name": "x", "scopes": ["All"], "exp": exp})).await;
            answer.problem(400);
            assert_eq!(answer.locations(), ["body: exp"], "{exp}");
        }
        for scopes in [json!([]), json!("All"), json!([7])] {
            let answer = owner.post(ORG, &json!({"name": "x", "scopes": scopes})).await;
            answer.problem(400);
            assert_eq!(answer.locations(), ["body: scopes"], "{scopes}");
        }
        let older = owner.v03().post(ORG, &json!({"name": "x", "scopes": ["x"]})).await.problem(422);
        assert_eq!(older["detail"][0]["loc"], json!(["body", "scopes"]));
    }

    async fn an_end_beyond_the_policy_is_refused_with_the_last_possible_day(app: TestApp) {
        let owner = app.owner().await;
        let with = |days: i64| json!({"name": "x", "scopes": ["All"], "exp": in_days(days)});
        make(&owner, ORG, with(366)).await;
        let problem = owner.post(ORG, &with(368)).await.problem(400);
        let last = (Utc::now() + Duration::days(366)).format("%Y-%m-%d").to_string();
        let message = text(&problem["errors"][0]["message"]);
        assert!(message.ends_with(&last), "{message}");
        app.app.db().writer().execute_unprepared("update organizations set api_key_longest_days = 30").await.unwrap();
        owner.post(ORG, &with(60)).await.problem(400);
        let made = make(&owner, ORG, json!({"name": "x", "scopes": ["All"]})).await;
        assert_eq!(days_from_now(&made["exp"]), 30, "the default is no longer than the policy");
    }

    async fn a_key_can_mint_no_more_than_it_has_and_nothing_that_outlives_it(app: TestApp) {
        let owner = app.owner().await;
        let (made, key) = minter(app, &owner).await;
        let more = json!({"name": "x", "scopes": ["workspace.process:read", "workspace.result:read"]});
        let detail = text(&key.post(ORG, &more).await.problem(403)["detail"]);
        assert!(detail.contains("workspace.result:read"), "{detail}");
        let all = make(&key, ORG, json!({"name": "x", "scopes": ["All"]})).await;
        assert_eq!(all["scopes"], json!(["workspace.process:read", "workspace.admin.api_key:manage"]));
        assert_eq!(all["exp"], made["exp"], "left out, it ends with its maker");
        assert_eq!(all["createdBy"], format!("api-key|{}", made["id"].as_str().unwrap()));
        assert_eq!(all["createdByName"], "minter");
        let later = json!({"name": "x", "scopes": ["All"], "exp": in_days(11)});
        let answer = key.post(ORG, &later).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: exp"]);
        let child = app.with_key(all["key"].as_str().unwrap());
        child.get("/processes").await.expect(200);
        assert_eq!(owner.delete(&one(ORG, &made)).await.status, 204);
        child.get("/processes").await.problem(401);
        let orphan = owner.get(&one(ORG, &all)).await.expect(200);
        assert_eq!(orphan["effectiveScopes"], json!([]), "who stands behind it is gone");
    }

    async fn a_line_of_keys_that_make_keys_ends(app: TestApp) {
        let owner = app.owner().await;
        let (_, mut key) = minter(app, &owner).await;
        let mut length = 0;
        loop {
            let answer = key.post(ORG, &json!({"name": "next", "scopes": ["All"]})).await;
            if answer.status == 409 {
                answer.problem(409);
                break;
            }
            key = app.with_key(answer.expect(201)["key"].as_str().unwrap());
            key.get("/processes").await.expect(200);
            length += 1;
            assert!(length < 20, "it never ends");
        }
        assert!(length >= 3, "{length}");
    }

    async fn a_key_of_a_network_mints_and_widens_nothing_outside_of_it(app: TestApp) {
        let owner = app.owner().await;
        let body = json!({"name": "local", "scopes": ["All"], "networks": ["127.0.0.1/8", "2001:db8::1"]});
        let made = make(&owner, ORG, body).await;
        assert_eq!(made["networks"], json!(["127.0.0.0/8", "2001:db8::1/128"]));
        let key = app.with_key(made["key"].as_str().unwrap());
        let child = make(&key, ORG, json!({"name": "x", "scopes": ["All"]})).await;
        assert_eq!(child["networks"], made["networks"]);
        let narrower = json!({"name": "x", "scopes": ["All"], "networks": ["127.0.0.1"]});
        assert_eq!(make(&key, ORG, narrower).await["networks"], json!(["127.0.0.1/32"]));
        for wide in [json!(["0.0.0.0/0"]), json!(["127.0.0.0/8", "10.0.0.0/8"])] {
            let body = json!({"name": "x", "scopes": ["All"], "networks": wide});
            key.post(ORG, &body).await.problem(400);
            for target in [&made, &child] {
                key.patch(&one(ORG, target), &json!({"networks": wide})).await.problem(400);
            }
        }
        let emptied = key.patch(&one(ORG, &made), &json!({"networks": []})).await.expect(200);
        assert_eq!(emptied["networks"], made["networks"], "a key cannot take its own bounds away");
        let freed = owner.patch(&one(ORG, &made), &json!({"networks": []})).await.expect(200);
        assert_eq!(freed["networks"], json!([]), "a person can");
    }

    async fn a_key_from_another_network_is_refused(app: TestApp) {
        let owner = app.owner().await;
        let made = make(&owner, ORG, json!({"name": "x", "scopes": ["All"], "networks": ["192.0.2.0/24"]})).await;
        let key = app.with_key(made["key"].as_str().unwrap());
        let refused = key.get("/processes").await;
        assert!(matches!(refused.status.as_u16(), 401 | 403), "{}", refused.status);
        owner.patch(&one(ORG, &made), &json!({"networks": ["127.0.0.1"]})).await.expect(200);
        key.get("/processes").await.expect(200);
    }

    async fn keys_of_the_organization_and_of_processes_are_apart(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, other) = (owner.new_process().await, owner.new_process().await);
        let body = json!({"name": "x", "scopes": ["All"]});
        let of_org = make(&owner, ORG, body.clone()).await;
        let of_one = make(&owner, &of_process(&process_id), body).await;
        assert_eq!(of_one["processId"], process_id.as_str());
        assert!(text(&of_one["prefix"]).starts_with("pk_prc_"));
        assert!(text(&of_org["prefix"]).starts_with("pk_org_"));
        let wrong = [
            one(ORG, &of_one),
            one(&of_process(&process_id), &of_org),
            one(&of_process(&other), &of_one),
        ];
        for path in wrong {
            owner.get(&path).await.problem(404);
            owner.get(&format!("{path}/usage")).await.problem(404);
            owner.patch(&path, &json!({"name": "y"})).await.problem(404);
            owner.post(&format!("{path}/rotate"), &json!({})).await.problem(404);
            owner.delete(&path).await.problem(404);
        }
        let total = |listed: Value| listed["pagination"]["total"].clone();
        assert_eq!(total(owner.get(ORG).await.expect(200)), 1);
        assert_eq!(total(owner.get(&of_process(&process_id)).await.expect(200)), 1);
        assert_eq!(total(owner.get(&of_process(&other)).await.expect(200)), 0);
        let key = app.with_key(of_one["key"].as_str().unwrap());
        assert_eq!(key.get("/processes").await.expect(200)["pagination"]["total"], 1);
        key.get(&format!("/processes/{other}")).await.problem(404);
        key.get(ORG).await.problem(403);
        key.post(ORG, &json!({"name": "x", "scopes": ["All"]})).await.problem(403);
        key.get(&of_process(&other)).await.problem(404);
    }

    async fn who_runs_a_process_makes_keys_for_it_that_shrink_with_the_role(app: TestApp) {
        let owner = app.owner().await;
        let (process_id, other) = (owner.new_process().await, owner.new_process().await);
        let path = of_process(&process_id);
        let body = json!({"name": "x", "scopes": ["All"]});
        let user = app.clerk_on(&process_id, ProcessRole::User).await;
        user.get(&path).await.problem(403);
        user.post(&path, &body).await.problem(403);
        let admin = app.clerk_on(&process_id, ProcessRole::Admin).await;
        admin.post(ORG, &body).await.problem(403);
        admin.post(&of_process(&other), &body).await.problem(404);
        let me = admin.get("/me").await.expect(200);
        let user_id = text(&me["subjectId"]).trim_start_matches("local|").parse().unwrap();
        app.assign(&other, user_id, ProcessRole::User).await;
        let detail = text(&admin.post(&of_process(&other), &body).await.problem(403)["detail"]);
        assert!(detail.contains("workspace.process.api_key:manage"), "{detail}");
        let made = make(&admin, &path, body).await;
        let given = made["scopes"].as_array().unwrap();
        assert_eq!(given.len(), ProcessRole::Admin.permissions().iter().count());
        let too_much = json!({"name": "x", "scopes": ["workspace.admin.audit:read"]});
        admin.post(&path, &too_much).await.problem(403);
        app.assign(&process_id, user_id, ProcessRole::User).await;
        let shrunk = owner.get(&one(&path, &made)).await.expect(200);
        assert_eq!(shrunk["scopes"].as_array(), Some(given));
        assert_eq!(
            shrunk["effectiveScopes"].as_array().unwrap().len(),
            ProcessRole::User.permissions().iter().count()
        );
    }

    async fn a_key_is_renamed_confined_and_ended_earlier_but_never_later(app: TestApp) {
        let owner = app.owner().await;
        let (made, key) = minter(app, &owner).await;
        let child = make(&key, ORG, json!({"name": "child", "scopes": ["All"], "exp": in_days(9)})).await;
        let path = one(ORG, &made);
        let change = json!({"name": "renamed", "networks": ["127.0.0.0/8"], "exp": in_days(5)});
        let changed = owner.patch(&path, &change).await.expect(200);
        assert_eq!((&changed["name"], &changed["networks"]), (&json!("renamed"), &json!(["127.0.0.0/8"])));
        assert_eq!(days_from_now(&changed["exp"]), 5);
        assert_eq!(owner.get(&one(ORG, &child)).await.expect(200)["exp"], changed["exp"], "so does what it made");
        for exp in [in_days(6), in_days(-1)] {
            let answer = owner.patch(&path, &json!({"exp": exp})).await;
            answer.problem(400);
            assert_eq!(answer.locations(), ["body: exp"], "{exp}");
        }
        assert_eq!(owner.patch(&path, &json!({})).await.expect(200), changed, "nothing said, nothing changed");
        owner.patch(&path, &json!({"name": "\u{7}"})).await.problem(400);
        owner.delete(&path).await.expect(204);
        let problem = owner.patch(&path, &json!({"name": "x"})).await.problem(409);
        assert_eq!(problem["type"], "ConflictError");
    }

    async fn a_rotated_key_hands_over_its_scopes_networks_and_what_it_made(app: TestApp) {
        let owner = app.owner().await;
        let body = json!({"name": "old", "scopes": ["workspace.admin.api_key:manage", "workspace.process:read"],
            "networks": ["127.0.0.0/8"], "exp": in_days(20)});
        let old = make(&owner, ORG, body).await;
        let old_key = app.with_key(old["key"].as_str().unwrap());
        let child = make(&old_key, ORG, json!({"name": "child", "scopes": ["workspace.process:read"]})).await;
        let path = one(ORG, &old);
        owner.post(&format!("{path}/rotate"), &json!({"graceSeconds": 2_592_001})).await.problem(400);
        owner.post(&format!("{path}/rotate"), &json!({"graceSeconds": -1})).await.problem(400);
        let new = owner.post(&format!("{path}/rotate"), &json!({"graceSeconds": 3600})).await.expect(201);
        for same in ["name", "scopes", "networks", "processId", "orgId"] {
            assert_eq!(new[same], old[same], "{same}");
        }
        assert_ne!(new["id"], old["id"]);
        assert_eq!(days_from_now(&new["exp"]), 20);
        let replaced = owner.get(&path).await.expect(200);
        assert_eq!((&replaced["replacedBy"], &replaced["status"]), (&new["id"], &json!("Active")));
        assert_eq!(days_from_now(&replaced["exp"]), 0, "it ends after the grace");
        old_key.get("/processes").await.expect(200);
        app.with_key(new["key"].as_str().unwrap()).get("/processes").await.expect(200);
        owner.post(&format!("{path}/rotate"), &json!({})).await.problem(409);
        assert_eq!(owner.delete(&path).await.status, 204);
        app.with_key(child["key"].as_str().unwrap()).get("/processes").await.expect(200);
        let shown = owner.get(&one(ORG, &child)).await.expect(200);
        assert_eq!(shown["effectiveScopes"], json!(["workspace.process:read"]));
        assert_eq!(owner.delete(&one(ORG, &new)).await.status, 204);
        app.with_key(child["key"].as_str().unwrap()).get("/processes").await.problem(401);
        owner.post(&format!("{}/rotate", one(ORG, &new)), &json!({})).await.problem(409);
    }

    async fn without_a_grace_the_old_key_ends_at_once(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let path = of_process(&process_id);
        let old = make(&owner, &path, json!({"name": "x", "scopes": ["All"]})).await;
        let old_key = app.with_key(old["key"].as_str().unwrap());
        old_key.get("/processes").await.expect(200);
        let new = owner.post(&format!("{}/rotate", one(&path, &old)), &json!({"graceSeconds": 0})).await.expect(201);
        old_key.get("/processes").await.problem(401);
        assert_eq!(owner.get(&one(&path, &old)).await.expect(200)["status"], "Expired");
        app.with_key(new["key"].as_str().unwrap()).get("/processes").await.expect(200);
        owner.post(&format!("{}/rotate", one(&path, &old)), &json!({})).await.problem(409);
    }

    async fn rotating_gives_nobody_a_key_that_he_could_not_make(app: TestApp) {
        let owner = app.owner().await;
        let (minting, key) = minter(app, &owner).await;
        let mighty = make(&owner, ORG, json!({"name": "mighty", "scopes": ["All"]})).await;
        key.post(&format!("{}/rotate", one(ORG, &mighty)), &json!({})).await.problem(403);
        let weak = make(&owner, ORG, json!({"name": "weak", "scopes": ["workspace.process:read"]})).await;
        let new = key.post(&format!("{}/rotate", one(ORG, &weak)), &json!({})).await.expect(201);
        assert_eq!(new["exp"], minting["exp"], "it ends with who rotated it");
        let itself = key.post(&format!("{}/rotate", one(ORG, &minting)), &json!({"graceSeconds": 0})).await.expect(201);
        assert_eq!(itself["exp"], minting["exp"], "a key cannot prolong itself");
        let successor = app.with_key(itself["key"].as_str().unwrap());
        successor.get("/processes").await.expect(200);
        app.with_key(new["key"].as_str().unwrap()).get("/processes").await.expect(200);
        let child = make(&successor, ORG, json!({"name": "child", "scopes": ["All"]})).await;
        let child = app.with_key(child["key"].as_str().unwrap());
        let problem = child.post(&format!("{}/rotate", one(ORG, &itself)), &json!({})).await.problem(409);
        assert!(text(&problem["detail"]).contains("comes from"), "{problem}");
    }

    async fn scopes_are_explained_in_groups_with_presets_of_what_one_has(app: TestApp) {
        let owner = app.owner().await.get("/scopes").await.expect(200);
        let groups = owner["groups"].as_array().unwrap();
        let ids: Vec<_> = groups.iter().map(|group| text(&group["id"])).collect();
        assert_eq!(ids[..4], ["collection", "file", "result", "process"]);
        let scopes: Vec<_> = groups.iter().flat_map(|group| group["scopes"].as_array().unwrap()).collect();
        assert_eq!(scopes.len(), perigee_model::Permission::ALL.len());
        assert!(scopes.iter().all(|scope| scope["mine"] == true && scope["description"].is_string()));
        let upload = &owner["presets"][1];
        assert_eq!((&upload["id"], upload["scopes"].as_array().unwrap().len()), (&json!("upload_only"), 2));
        let key = app.key(&["workspace.result:read"]).await.get("/scopes").await.expect(200);
        let mine = key["groups"].as_array().unwrap().iter().flat_map(|group| group["scopes"].as_array().unwrap());
        let mine: Vec<_> = mine.filter(|scope| scope["mine"] == true).map(|scope| text(&scope["scope"])).collect();
        assert_eq!(mine, ["workspace.result:read"]);
        assert_eq!(key["presets"][0]["scopes"], json!(["workspace.result:read"]));
        app.anon().get("/scopes").await.problem(401);
    }
}
