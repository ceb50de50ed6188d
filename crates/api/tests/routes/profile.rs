//! What people change about themselves.

use perigee_testkit::{Actor, TestApp, both};
use serde_json::json;

use crate::fixture::{conflict, text};

const PASSWORD: &str = "nine ladders, one copper violin";

async fn with_password(app: &TestApp) -> Actor {
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    owner
}

both! {
    async fn a_name_is_changed_and_seen_at_once(app: TestApp) {
        let owner = with_password(app).await;
        let me = owner.patch("/me", &json!({"name": "  Ada King "})).await.expect(200);
        assert_eq!((&me["name"], &me["email"]), (&json!("Ada King"), &json!("ada@example.org")));
        assert_eq!(owner.get("/me").await.expect(200)["name"], "Ada King");
        for name in ["", " ", "a\nb", &"x".repeat(101)] {
            let answer = owner.patch("/me", &json!({ "name": name })).await;
            answer.problem(400);
            assert_eq!(answer.locations(), ["body: name"]);
        }
        app.key(&["All"]).await.patch("/me", &json!({"name": "x"})).await.problem(403);
        let audit = owner.get("/admin/audit?action=user.edit").await.expect(200);
        assert_eq!(audit["events"][0]["details"]["name"], "Ada King");
    }

    async fn another_e_mail_needs_the_password_and_the_old_address_is_told(app: TestApp) {
        let owner = with_password(app).await;
        let without = owner.patch("/me", &json!({"email": "countess@example.org"})).await;
        without.problem(400);
        assert_eq!(without.locations(), ["body: currentPassword"]);
        owner.patch("/me", &json!({"email": "countess@example.org", "currentPassword": "wrong"})).await.problem(400);
        let change = json!({"email": "Countess@example.org", "currentPassword": PASSWORD});
        assert_eq!(owner.patch("/me", &change).await.expect(200)["email"], "countess@example.org");
        app.work().await;
        let mails = owner.get("/admin/mails").await.expect(200);
        assert_eq!((&mails["mails"][0]["to"], &mails["mails"][0]["subject"]), (&json!("ada@example.org"), &json!("Your e-mail was changed")));
        app.anon().post("/session", &json!({"email": "ada@example.org", "password": PASSWORD})).await.problem(401);
        app.anon().post("/session", &json!({"email": "countess@example.org", "password": PASSWORD})).await.expect(200);
    }

    async fn an_e_mail_of_somebody_else_is_refused(app: TestApp) {
        let owner = with_password(app).await;
        let taken = text(&app.clerk().await.get("/me").await.expect(200)["email"]);
        let answer = owner.patch("/me", &json!({"email": taken, "currentPassword": PASSWORD})).await;
        assert_eq!(conflict(&answer), "email_taken");
        let answer = owner.patch("/me", &json!({"email": "nonsense", "currentPassword": PASSWORD})).await;
        assert_eq!(answer.locations(), ["body: email"]);
    }

    async fn another_password_ends_the_other_sessions_and_is_told_by_mail(app: TestApp) {
        let owner = with_password(app).await;
        let other = app.owner().await;
        let change = json!({"currentPassword": PASSWORD, "newPassword": "eleven herons on a tin roof"});
        assert_eq!(owner.put("/me/password", &change).await.status, 204);
        other.get("/me").await.problem(401);
        owner.get("/me").await.expect(200);
        app.work().await;
        let mails = owner.get("/admin/mails").await.expect(200);
        assert_eq!(mails["mails"][0]["subject"], "Your password was changed");
        let weak = json!({"currentPassword": "eleven herons on a tin roof", "newPassword": "ada@example.org"});
        let answer = owner.put("/me/password", &weak).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: newPassword"]);
    }

    async fn guessing_the_current_password_has_to_wait(app: TestApp) {
        let owner = with_password(app).await;
        let wrong = json!({"email": "eve@example.org", "currentPassword": "wrong"});
        for _ in 0..10 {
            owner.patch("/me", &wrong).await.problem(400);
        }
        owner.patch("/me", &wrong).await.problem(429);
    }

    async fn me_tells_people_and_keys_apart(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let me = owner.get("/me").await.expect(200);
        assert_eq!(me["userId"], app.owner.user_id.simple().to_string());
        assert_eq!((&me["orgKind"], &me["apiKeyId"], &me["processIds"]), (&json!("single"), &json!(null), &json!(null)));
        assert_eq!(me["hasSecondFactor"], false);
        let key = app.process_key(&process_id).await.get("/me").await.expect(200);
        assert_eq!((&key["userId"], &key["processIds"]), (&json!(null), &json!([process_id])));
        assert_eq!(key["subjectId"], format!("api-key|{}", text(&key["apiKeyId"])));
    }
}
