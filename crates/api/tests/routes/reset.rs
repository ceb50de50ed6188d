//! Passwords that were forgotten.

use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::text;

const PASSWORD: &str = "nine ladders, one copper violin";
const NEW: &str = "eleven herons on a tin roof";

async fn with_password(app: &TestApp) -> Actor {
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    owner
}

async fn ask(app: &TestApp, email: &str) -> u16 {
    app.anon().post("/session/password-reset", &json!({ "email": email })).await.status.as_u16()
}

/// The mails that were sent so far, newest first, as the owner sees them.
async fn mails(app: &TestApp, owner: &Actor) -> Vec<Value> {
    app.work().await;
    owner.get("/admin/mails").await.expect(200)["mails"].as_array().unwrap().clone()
}

fn token_in(mail: &Value) -> String {
    let mail = text(&mail["text"]);
    let link = mail.split_whitespace().find(|word| word.contains("/reset#token=")).expect("a link");
    link.split_once("#token=").unwrap().1.to_owned()
}

async fn confirm(app: &TestApp, token: &str, password: &str) -> perigee_testkit::Answer {
    app.anon()
        .post("/session/password-reset/confirm", &json!({"token": token, "newPassword": password}))
        .await
}

both! {
    async fn a_link_by_mail_sets_a_new_password_once_and_ends_every_session(app: TestApp) {
        let owner = with_password(app).await;
        assert_eq!(ask(app, " ADA@example.org").await, 202);
        let sent = mails(app, &owner).await;
        assert_eq!((&sent[0]["to"], &sent[0]["subject"]), (&json!("ada@example.org"), &json!("Set a new password")));
        assert!(text(&sent[0]["text"]).contains(&format!("{}/reset#token=", app.origin())));
        let token = token_in(&sent[0]);
        // Neither a weak password nor a wrong token uses the link up.
        confirm(app, &token, "passwordpassword").await.problem(400);
        confirm(app, "wrong", NEW).await.problem(401);
        owner.get("/me").await.expect(200);
        assert_eq!(confirm(app, &token, NEW).await.status, 204);
        owner.get("/me").await.problem(401);
        confirm(app, &token, PASSWORD).await.problem(401);
        app.anon().post("/session", &json!({"email": "ada@example.org", "password": PASSWORD})).await.problem(401);
        let answer = app.anon().post("/session", &json!({"email": "ada@example.org", "password": NEW})).await;
        let owner = app.signed_in_by(&answer);
        let sent = mails(app, &owner).await;
        assert_eq!(sent[0]["subject"], "Your password was changed");
        let audit = owner.get("/admin/audit?action=password.reset").await.expect(200);
        assert_eq!(audit["pagination"]["total"], 1);
        assert!(!audit.to_string().contains(&token));
    }

    async fn nobody_learns_who_exists_by_asking(app: TestApp) {
        let owner = with_password(app).await;
        let before = mails(app, &owner).await.len();
        let known = app.anon().post("/session/password-reset", &json!({"email": "ada@example.org"})).await;
        let unknown = app.anon().post("/session/password-reset", &json!({"email": "eve@example.org"})).await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert_eq!(known.status, 202);
        assert_eq!(app.jobs().await.0, 2, "the same is done for both before the answer");
        assert_eq!(mails(app, &owner).await.len(), before + 1);
        assert_eq!(app.jobs().await, (0, 0));
        assert_eq!(ask(app, "nonsense").await, 400);
    }

    async fn the_newest_link_is_the_only_one_and_it_ends(app: TestApp) {
        let owner = with_password(app).await;
        ask(app, "ada@example.org").await;
        let first = token_in(&mails(app, &owner).await[0]);
        ask(app, "ada@example.org").await;
        let second = token_in(&mails(app, &owner).await[0]);
        assert_ne!(first, second);
        confirm(app, &first, NEW).await.problem(401);
        app.anon().post("/session/link", &json!({ "token": second })).await.problem(401);
        app.app.db().writer().execute_unprepared("update sign_in_links set expires_at = 1").await.unwrap();
        confirm(app, &second, NEW).await.problem(401);
    }

    async fn asking_has_to_wait_too(app: TestApp) {
        for _ in 0..10 {
            assert_eq!(ask(app, "ada@example.org").await, 202);
        }
        assert_eq!(ask(app, "ada@example.org").await, 429);
        app.work().await;
    }

    async fn somebody_who_was_shut_out_gets_no_link(app: TestApp) {
        let owner = with_password(app).await;
        let before = mails(app, &owner).await.len();
        app.app.db().writer().execute_unprepared("update memberships set deactivated_at = 1").await.unwrap();
        assert_eq!(ask(app, "ada@example.org").await, 202);
        app.work().await;
        app.app.db().writer().execute_unprepared("update memberships set deactivated_at = null").await.unwrap();
        assert_eq!(mails(app, &owner).await.len(), before);
    }
}
