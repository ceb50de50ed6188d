//! Signing in, who one is, passwords, and other sites.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use perigee_app::identity::link;
use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both, send};
use reqwest::Method;
use serde_json::json;

const PASSWORD: &str = "nine ladders, one copper violin";

async fn with_password(app: &TestApp) -> (Actor, serde_json::Value) {
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "Ada@Example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    (owner, json!({"email": "ada@example.org ", "password": PASSWORD}))
}

both! {
    async fn a_link_signs_in_once(app: TestApp) {
        let token = link::create(&app.app, app.owner.user_id, app.owner.scope.organization_id).await.unwrap();
        let body = json!({ "token": token });
        let first = app.anon().post("/session/link", &body).await;
        assert_eq!(first.expect(200)["role"], "owner");
        let cookie = first.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
        app.anon().post("/session/link", &body).await.problem(401);
        app.anon().post("/session/link", &json!({"token": "x"})).await.problem(401);
        app.anon().post("/session/link", &json!({})).await.problem(400);
    }

    async fn a_password_signs_in_and_a_wrong_one_does_not(app: TestApp) {
        let (owner, right) = with_password(app).await;
        assert_eq!(app.anon().post("/session", &right).await.expect(200)["email"], "ada@example.org");
        let wrong = json!({"email": "ada@example.org", "password": "another password"});
        let unknown = json!({"email": "eve@example.org", "password": PASSWORD});
        let (one, two) = (app.anon().post("/session", &wrong).await, app.anon().post("/session", &unknown).await);
        assert_eq!(one.problem(401)["detail"], two.problem(401)["detail"], "nobody learns who exists");
        owner.put("/me/password", &json!({"newPassword": "eleven herons on a tin roof"})).await.problem(400);
        let change = json!({"currentPassword": PASSWORD, "newPassword": "eleven herons on a tin roof"});
        assert_eq!(owner.put("/me/password", &change).await.status, 204);
        app.anon().post("/session", &right).await.problem(401);
        owner.put("/me/password", &json!({"currentPassword": "x", "newPassword": "short"})).await.problem(400);
    }

    async fn a_password_counts_exactly_as_it_was_typed(app: TestApp) {
        let owner = app.owner().await;
        let exact = "  Tall ships in Quiet harbours, forty of them, waiting for the wind to turn \u{2693} ";
        let body = json!({"newPassword": exact, "email": "ada@example.org"});
        assert_eq!(owner.put("/me/password", &body).await.status, 204, "more than 64 characters, of any kind");
        let sign_in = async |password: &str| {
            app.anon().post("/session", &json!({"email": "ada@example.org", "password": password})).await
        };
        for other in [exact.trim(), &exact.to_lowercase(), &exact[..64]] {
            sign_in(other).await.problem(401);
        }
        sign_in(exact).await.expect(200);
    }

    async fn guessing_has_to_wait(app: TestApp) {
        let wrong = json!({"email": "ada@example.org", "password": "x"});
        for _ in 0..10 {
            app.anon().post("/session", &wrong).await.problem(401);
        }
        let answer = app.anon().post("/session", &wrong).await;
        answer.problem(429);
        assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=61).contains(&seconds)));
    }

    async fn signing_out_holds_at_the_next_request(app: TestApp) {
        let owner = app.owner().await;
        owner.get("/me").await.expect(200);
        let answer = owner.delete("/session").await;
        assert_eq!(answer.status, 204);
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        owner.get("/me").await.problem(401);
    }

    async fn another_site_cannot_use_a_session(app: TestApp) {
        let owner = app.owner().await;
        let cookie = owner.request(Method::POST, "/processes").build().unwrap();
        let cookie = cookie.headers()["cookie"].clone();
        let post = async |name: &str, value: &str| {
            let request = app.anon().request(Method::POST, "/processes").header("cookie", &cookie).header(name, value);
            let body = r#"{"name":"x","processTypeId":"bbe7f45aea884e74bbd011a5f57e87f0"}"#;
            let request = request.header("content-type", "application/json").body(body);
            request.send().await.unwrap().status().as_u16()
        };
        assert_eq!(post("origin", "https://evil.example").await, 403);
        assert_eq!(post("sec-fetch-site", "cross-site").await, 403);
        assert_eq!(post("x-nothing", "1").await, 403, "a session without any sign of its page is refused");
        assert_eq!(post("sec-fetch-site", "same-origin").await, 201);
    }

    async fn a_key_is_told_who_it_is_and_until_when(app: TestApp) {
        let key = app.key(&["workspace.process:read"]).await;
        let answer = key.get("/me").await;
        let me = answer.expect(200);
        assert_eq!((&me["kind"], &me["scopes"]), (&json!("apiKey"), &json!(["workspace.process:read"])));
        assert_eq!(answer.header("x-api-key-expires-at"), me["apiKeyExpiresAt"].as_str().unwrap());
        key.put("/me/password", &json!({"newPassword": PASSWORD})).await.problem(403);
    }

    async fn a_revoked_key_fails_at_the_next_request(app: TestApp) {
        let (key, owner) = (app.key(&["All"]).await, app.owner().await);
        let me = key.get("/me").await.expect(200);
        let path = format!("/admin/api-keys/{}", me["apiKeyId"].as_str().unwrap());
        assert_eq!(owner.delete(&path).await.status, 204);
        key.get("/me").await.problem(401);
    }

    async fn sign_ins_are_written_down_and_so_are_refused_ones_of_known_people(app: TestApp) {
        let (owner, right) = with_password(app).await;
        app.anon().post("/session", &right).await.expect(200);
        app.anon().post("/session", &json!({"email": "eve@example.org", "password": PASSWORD})).await.problem(401);
        app.anon().post("/session", &json!({"email": "ada@example.org", "password": "x"})).await.problem(401);
        // The refusal is noted beside the answer.
        let refused = loop {
            let found = owner.get("/admin/audit?action=session.refused").await.expect(200);
            if found["pagination"]["total"] != 0 {
                break found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        };
        assert_eq!(refused["pagination"]["total"], 1);
        assert_eq!(refused["events"][0]["details"], json!({"wrong": "password", "email": "ada@example.org"}));
        assert_eq!(refused["events"][0]["ip"], "127.0.0.1");
        let begun = owner.get("/admin/audit?action=session.sign_in").await.expect(200);
        assert_eq!(begun["events"][0]["details"]["by"], "password");
        assert!(!begun.to_string().contains(PASSWORD));
    }

    async fn colleagues_behind_one_address_sign_in_all_morning(app: TestApp) {
        for _ in 0..15 {
            app.owner().await.get("/me").await.expect(200);
        }
    }

    async fn sessions_are_listed_and_ended(app: TestApp) {
        let (here, there) = (app.owner().await, app.owner().await);
        let stranger = app.clerk().await;
        let listed = here.get("/me/sessions").await.expect(200);
        let sessions = listed["sessions"].as_array().unwrap();
        assert_eq!(sessions.len(), 2);
        let current: Vec<_> = sessions.iter().filter(|one| one["current"] == true).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0]["ip"], "127.0.0.1");
        let other = sessions.iter().find(|one| one["current"] == false).unwrap()["id"].as_str().unwrap();
        stranger.delete(&format!("/me/sessions/{other}")).await.problem(404);
        there.get("/me").await.expect(200);
        assert_eq!(here.delete(&format!("/me/sessions/{other}")).await.status, 204);
        there.get("/me").await.problem(401);
        here.delete(&format!("/me/sessions/{other}")).await.problem(404);
        let third = app.owner().await;
        assert_eq!(here.delete("/me/sessions").await.status, 204);
        third.get("/me").await.problem(401);
        here.get("/me").await.expect(200);
        app.key(&["All"]).await.get("/me/sessions").await.problem(403);
    }

    async fn signing_in_again_ends_the_session_that_the_browser_held(app: TestApp) {
        let (before, elsewhere) = (app.owner().await, app.owner().await);
        let token = link::create(&app.app, app.owner.user_id, app.owner.scope.organization_id).await.unwrap();
        let answer = before.post("/session/link", &json!({ "token": token })).await;
        answer.expect(200);
        before.get("/me").await.problem(401);
        app.signed_in_by(&answer).get("/me").await.expect(200);
        elsewhere.get("/me").await.expect(200);
    }

    async fn a_browser_says_what_it_is_and_no_more_than_fits(app: TestApp) {
        let token = link::create(&app.app, app.owner.user_id, app.owner.scope.organization_id).await.unwrap();
        let request = app.anon().request(Method::POST, "/session/link").header("content-type", "application/json");
        let request = request.header("user-agent", "x".repeat(5_000)).body(json!({ "token": token }).to_string());
        let actor = app.signed_in_by(&send(request).await);
        let listed = actor.get("/me/sessions").await.expect(200);
        assert_eq!(listed["sessions"][0]["userAgent"].as_str().unwrap().len(), 300);
    }

    async fn a_session_ends_after_twelve_hours_and_after_two_without_use(app: TestApp) {
        let owner = app.owner().await;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
        let last_seen = async |ago_ms: i64| {
            let update = format!("update sessions set last_seen_at = {}", now - ago_ms);
            app.app.db().writer().execute_unprepared(&update).await.unwrap();
        };
        last_seen(121 * 60_000).await;
        owner.get("/me").await.problem(401);

        let owner = app.owner().await;
        last_seen(119 * 60_000).await;
        owner.get("/me").await.expect(200);

        let owner = app.owner().await;
        let me = owner.get("/me/sessions").await.expect(200);
        let end: chrono::DateTime<chrono::Utc> = me["sessions"][0]["expiresAt"].as_str().unwrap().parse().unwrap();
        let left_ms = end.timestamp_millis() - now;
        assert!((11 * 3_600_000..=12 * 3_600_000 + 60_000).contains(&left_ms), "{left_ms}");
        app.app.db().writer().execute_unprepared(&format!("update sessions set expires_at = {now}")).await.unwrap();
        owner.get("/me").await.problem(401);
    }

    async fn when_somebody_was_last_seen_is_noted_to_the_minute(app: TestApp) {
        let owner = app.owner().await;
        app.app.db().writer().execute_unprepared("update sessions set last_seen_at = last_seen_at - 61000").await.unwrap();
        let before = owner.get("/me/sessions").await.expect(200)["sessions"][0]["lastSeenAt"].clone();
        loop {
            let now = owner.get("/me/sessions").await.expect(200)["sessions"][0]["lastSeenAt"].clone();
            if now != before {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn a_person_goes_from_one_organization_to_another(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post("/organizations", &json!({"name": "Second"})).await.expect(201);
        let listed = owner.get("/me/organizations").await.expect(200);
        let organizations = listed["organizations"].as_array().unwrap();
        assert_eq!(organizations.len(), 2);
        assert_eq!((&organizations[0]["current"], &organizations[0]["kind"]), (&json!(true), &json!("single")));
        assert_eq!((&organizations[1]["id"], &organizations[1]["role"]), (&made["id"], &json!("owner")));
        let process_id = owner.new_process().await;
        let there = owner.put("/me/organization", &json!({"orgId": made["id"]})).await.expect(200);
        assert_eq!((&there["orgId"], &there["orgKind"]), (&made["id"], &json!("multi")));
        owner.get(&format!("/processes/{process_id}")).await.problem(404);
        assert_eq!(owner.get("/me").await.expect(200)["orgName"], "Second");
        let elsewhere = app.another_organization().await;
        let id = format!("org_{}", elsewhere.organization_id);
        owner.put("/me/organization", &json!({"orgId": id})).await.problem(404);
        owner.put("/me/organization", &json!({"orgId": "org_unknown"})).await.problem(404);
        app.key(&["All"]).await.put("/me/organization", &json!({"orgId": made["id"]})).await.problem(403);
    }
}
