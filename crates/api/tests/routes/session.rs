//! Signing in, who one is, passwords, and other sites.

use perigee_app::identity::link;
use perigee_testkit::{Actor, TestApp, both};
use reqwest::Method;
use serde_json::json;

const PASSWORD: &str = "a long enough password";

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
        owner.put("/me/password", &json!({"newPassword": "another long password"})).await.problem(400);
        let change = json!({"currentPassword": PASSWORD, "newPassword": "another long password"});
        assert_eq!(owner.put("/me/password", &change).await.status, 204);
        app.anon().post("/session", &right).await.problem(401);
        owner.put("/me/password", &json!({"currentPassword": "x", "newPassword": "short"})).await.problem(400);
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
        key.put("/me/password", &json!({"newPassword": PASSWORD})).await.problem(400);
    }

    async fn a_revoked_key_fails_at_the_next_request(app: TestApp) {
        let key = app.key(&["All"]).await;
        let me = key.get("/me").await.expect(200);
        let id = me["subjectId"].as_str().unwrap().trim_start_matches("api-key|").parse().unwrap();
        perigee_testkit::store::api_keys::revoke(app.app.db().writer(), id, 1).await.unwrap();
        key.get("/me").await.problem(401);
    }
}
