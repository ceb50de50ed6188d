//! How the first owner of an installation comes in.

use perigee_app::identity::link;
use perigee_testkit::{TestApp, both, send};
use reqwest::Method;
use serde_json::{Value, json};

use crate::fixture::conflict;

const PASSWORD: &str = "nine ladders, one copper violin";

fn ada() -> Value {
    json!({"name": "Ada Lovelace", "email": "Ada@Example.org", "password": PASSWORD, "organizationName": "Engines"})
}

fn with(field: &str, value: &str) -> Value {
    let mut body = ada();
    body[field] = json!(value);
    body
}

/// Signs up as if it came through a proxy from elsewhere.
async fn from_elsewhere(app: &TestApp, body: &Value) -> perigee_testkit::Answer {
    let request =
        app.anon().request(Method::POST, "/session/sign-up").header("content-type", "application/json");
    send(request.header("x-forwarded-for", "203.0.113.9").body(body.to_string())).await
}

both! {
    async fn the_first_owner_signs_up_at_the_machine_and_nobody_after(app: TestApp) {
        let options = app.anon().get("/session/options").await.expect(200);
        assert_eq!(options, json!({"signUp": "open", "providers": [], "canMail": false}));
        let answer = app.anon().post("/session/sign-up", &ada()).await;
        let me = answer.expect(201);
        assert_eq!((&me["name"], &me["email"]), (&json!("Ada Lovelace"), &json!("ada@example.org")));
        assert_eq!((&me["orgName"], &me["role"]), (&json!("Engines"), &json!("owner")));
        let ada_in_browser = app.signed_in_by(&answer);
        ada_in_browser.new_process().await;
        assert_eq!(app.anon().get("/session/options").await.expect(200)["signUp"], "closed");
        let again = app.anon().post("/session/sign-up", &with("email", "eve@example.org")).await;
        assert_eq!(conflict(&again), "sign_up_closed");
        app.anon().post("/session", &json!({"email": "ada@example.org", "password": PASSWORD})).await.expect(200);
        let audit = ada_in_browser.get("/admin/audit?action=user.sign_up").await.expect(200);
        assert_eq!(audit["pagination"]["total"], 1);
    }

    async fn from_elsewhere_it_takes_the_one_time_link(app: TestApp) {
        from_elsewhere(app, &ada()).await.problem(401);
        from_elsewhere(app, &with("token", "x")).await.problem(401);
        let clerk = app.clerk().await.get("/me").await.expect(200);
        let clerk_id = clerk["userId"].as_str().unwrap().parse().unwrap();
        let others = link::create(&app.app, clerk_id, app.owner.scope.organization_id).await.unwrap();
        from_elsewhere(app, &with("token", &others)).await.problem(401);
        let token = link::create(&app.app, app.owner.user_id, app.owner.scope.organization_id).await.unwrap();
        // What is refused does not use the link up.
        let mut weak = with("token", &token);
        weak["password"] = json!("short");
        from_elsewhere(app, &weak).await.problem(400);
        from_elsewhere(app, &with("token", &token)).await.expect(201);
        app.anon().post("/session/link", &json!({ "token": token })).await.problem(401);
    }

    async fn a_page_that_gave_itself_the_address_of_this_machine_is_not_at_it(app: TestApp) {
        let request = app.anon().request(Method::GET, "/session/options").header("host", "evil.example:8080");
        assert_eq!(send(request).await.expect(200)["signUp"], "link");
        let request = app.anon().request(Method::POST, "/session/sign-up").header("host", "evil.example:8080");
        let request = request.header("content-type", "application/json").header("origin", "http://evil.example:8080");
        send(request.body(ada().to_string())).await.problem(401);
    }

    async fn every_field_is_checked(app: TestApp) {
        let long = "x".repeat(101);
        for (field, value) in [
            ("name", ""), ("name", "  "), ("name", long.as_str()), ("name", "Ada\r\nBcc: eve@example.org"),
            ("email", "ada"), ("email", "ada@example"), ("email", "a b@example.org"), ("organizationName", long.as_str()),
        ] {
            let answer = app.anon().post("/session/sign-up", &with(field, value)).await;
            answer.problem(400);
            assert_eq!(answer.locations(), [format!("body: {field}")]);
        }
        let nothing = app.anon().post("/session/sign-up", &json!({})).await;
        assert_eq!(nothing.locations(), ["body: name", "body: email", "body: password"]);
    }

    async fn a_password_that_is_easily_guessed_is_refused_with_the_reason(app: TestApp) {
        let long = "x".repeat(257);
        for weak in ["Lovelace1234", "ada@example.org", "passwordpassword", "Engines123456", "elevenchars", long.as_str()] {
            let answer = app.anon().post("/session/sign-up", &with("password", weak)).await;
            let problem = answer.problem(400);
            assert_eq!(answer.locations(), ["body: password"], "{weak}");
            assert!(problem["errors"][0]["message"].as_str().unwrap().len() > 30, "{problem}");
            assert!(!problem.to_string().contains(weak));
        }
        assert_eq!(app.anon().get("/session/options").await.expect(200)["signUp"], "open");
    }
}
