//! Invitations, from the dialog to the first sign-in.

use perigee_app::identity::link;
use perigee_testkit::store::entity::{invitation, mail, user};
use perigee_testkit::{Actor, TestApp, both};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::{Value, json};

use crate::fixture::{conflict, owner_of_several, person, text};

const PASSWORD: &str = "tall ships in quiet harbours";

async fn invite(by: &Actor, email: &str, processes: Value) -> Value {
    let body = json!({"email": email, "fullName": "Ada Lovelace", "role": "user", "processes": processes});
    by.post("/admin/invitations", &body).await.expect(201)
}

fn token_of(link: &str) -> String {
    let (address, token) = link.split_once("#token=").unwrap();
    assert!(address.ends_with("/invitation"), "{address}");
    token.split_whitespace().next().unwrap().to_owned()
}

/// The token of the newest mail to somebody.
async fn mailed_token(app: &TestApp, email: &str) -> String {
    let mails =
        mail::Entity::find().filter(mail::Column::Recipient.eq(email)).order_by_desc(mail::Column::Id);
    token_of(&mails.one(app.app.db().reader()).await.unwrap().unwrap().body)
}

async fn is_verified(app: &TestApp, email: &str) -> bool {
    let found = user::Entity::find().filter(user::Column::Email.eq(email));
    found.one(app.app.db().reader()).await.unwrap().unwrap().email_verified_at.is_some()
}

async fn accept(app: &TestApp, token: &str, password: &str) -> perigee_testkit::Answer {
    let body = json!({"token": token, "fullName": "Ada King", "password": password});
    app.anon().post("/session/invitation/accept", &body).await
}

/// Somebody with a password in an organization of their own; the answer is the e-mail too.
async fn with_account(app: &TestApp) -> (Actor, String) {
    let scope = app.another_organization().await;
    let user_id = scope.person.unwrap().uuid();
    let token = link::create(&app.app, user_id, scope.organization_id).await.unwrap();
    let answer = app.anon().post("/session/link", &json!({"token": token})).await;
    let actor = app.signed_in_by(&answer);
    assert_eq!(actor.put("/me/password", &json!({"newPassword": PASSWORD})).await.status, 204);
    (actor, text(&answer.expect(200)["email"]))
}

both! {
    async fn a_single_user_organization_invites_nobody(app: TestApp) {
        let body = json!({"email": "ada@example.org", "fullName": "Ada", "role": "user", "processes": []});
        let answer = app.owner().await.post("/admin/invitations", &body).await;
        assert_eq!(conflict(&answer), "single_user_organization");
    }

    async fn somebody_new_is_invited_and_works(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (process_id, gone) = (owner.new_process().await, owner.new_process().await);
        let processes = json!([{"id": process_id, "role": "user"}, {"id": gone, "role": "admin"}]);
        let made = invite(&owner, " Ada@Example.org", processes).await;
        assert_eq!((&made["email"], &made["state"]), (&json!("ada@example.org"), &json!("Pending")));
        assert_eq!((&made["processes"][0]["name"], &made["invitedByName"]), (&json!("TEST Invoices"), &json!("Owner")));
        assert!(made["sentAt"].is_string());
        let listed = owner.get("/admin/invitations?state=Pending").await.expect(200)["invitations"][0].clone();
        assert!(listed["link"].is_null(), "the link is shown once");
        owner.delete(&format!("/processes/{gone}")).await;

        let token = mailed_token(app, "ada@example.org").await;
        assert_ne!(token, token_of(made["link"].as_str().unwrap()));
        let look = app.anon().post("/session/invitation", &json!({"token": token})).await.expect(200);
        assert_eq!((&look["orgName"], &look["hasAccount"]), (&json!("Analytical Engines"), &json!(false)));
        assert_eq!((&look["fullName"], &look["invitedByName"]), (&json!("Ada Lovelace"), &json!("Owner")));
        let weak = accept(app, &token, "short").await;
        weak.problem(400);
        assert_eq!(weak.locations(), ["body: password"], "and the invitation is not used up");
        let answer = accept(app, &token, PASSWORD).await;
        let me = answer.expect(200);
        assert_eq!((&me["name"], &me["role"]), (&json!("Ada King"), &json!("user")));
        let ada = app.signed_in_by(&answer);
        assert_eq!(ada.get("/processes").await.expect(200)["processes"][0]["id"], process_id.as_str());
        assert_eq!(ada.get("/processes").await.expect(200)["pagination"]["total"], 1);
        assert!(is_verified(app, "ada@example.org").await);

        assert_eq!(conflict(&accept(app, &token, PASSWORD).await), "invitation_over");
        let look = app.anon().post("/session/invitation", &json!({"token": token})).await;
        assert_eq!(conflict(&look), "invitation_over");
        let listed = owner.get("/admin/invitations").await.expect(200)["invitations"][0].clone();
        assert_eq!(listed["state"], "Accepted");
        let body = json!({"email": "ada@example.org", "password": PASSWORD});
        app.anon().post("/session", &body).await.expect(200);
        let event = owner.get("/admin/audit?action=invitation.accept").await.expect(200)["events"][0].clone();
        assert_eq!((&event["actorName"], &event["details"]["processes"]), (&json!("Ada King"), &json!(1)));
    }

    async fn the_shown_link_works_and_proves_no_mail(app: TestApp) {
        let owner = owner_of_several(app).await;
        let made = invite(&owner, "ada@example.org", json!([])).await;
        let answer = accept(app, &token_of(made["link"].as_str().unwrap()), PASSWORD).await;
        answer.expect(200);
        assert!(!is_verified(app, "ada@example.org").await, "who invited knows this link too");
        let mailed = accept(app, &mailed_token(app, "ada@example.org").await, PASSWORD).await;
        assert_eq!(conflict(&mailed), "invitation_over", "the two are one invitation");
    }

    async fn who_has_an_account_gives_its_password(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (_, email) = with_account(app).await;
        invite(&owner, &email, json!([])).await;
        let token = mailed_token(app, &email).await;
        let look = app.anon().post("/session/invitation", &json!({"token": token})).await.expect(200);
        assert_eq!(look["hasAccount"], true);
        accept(app, &token, "another fine password").await.problem(401);
        app.anon().post("/session/invitation/accept", &json!({"token": token})).await.problem(401);
        let answer = accept(app, &token, PASSWORD).await;
        let me = answer.expect(200);
        assert_eq!((&me["orgName"], &me["name"]), (&json!("Analytical Engines"), &json!("Stranger")));
        let places = app.signed_in_by(&answer).get("/me/organizations").await.expect(200);
        assert_eq!(places["organizations"].as_array().unwrap().len(), 2);
    }

    async fn who_has_a_second_factor_gives_a_code_too(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (_, email) = with_account(app).await;
        invite(&owner, &email, json!([])).await;
        user::Entity::update_many()
            .col_expr(user::Column::TotpConfirmedAt, Expr::value(1_i64))
            .filter(user::Column::Email.eq(&email))
            .exec(app.app.db().writer())
            .await
            .unwrap();
        let token = mailed_token(app, &email).await;
        assert_eq!(accept(app, &token, PASSWORD).await.problem(401)["type"], "SecondFactorRequired");
        let body = json!({"token": token, "password": PASSWORD, "code": "AAAA-BBBB"});
        let answer = app.anon().post("/session/invitation/accept", &body).await;
        assert_eq!(answer.problem(401)["type"], "SecondFactorError");
        let listed = owner.get("/admin/invitations").await.expect(200)["invitations"][0].clone();
        assert_eq!(listed["state"], "Pending");
    }

    async fn who_is_signed_in_as_the_invited_person_needs_nothing_else(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (actor, email) = with_account(app).await;
        invite(&owner, &email, json!([])).await;
        let body = json!({"token": mailed_token(app, &email).await});
        owner.post("/session/invitation/accept", &body).await.problem(401);
        let me = actor.post("/session/invitation/accept", &body).await.expect(200);
        assert_eq!(me["orgName"], "Analytical Engines");
    }

    async fn an_invitation_that_is_over_opens_nothing(app: TestApp) {
        let owner = owner_of_several(app).await;
        let first = invite(&owner, "ada@example.org", json!([])).await;
        let old = mailed_token(app, "ada@example.org").await;
        let path = format!("/admin/invitations/{}", text(&first["id"]));
        let resent = owner.act(&format!("{path}/resend")).await.expect(200);
        assert!(resent["link"].is_string() && resent["id"] == first["id"]);
        app.anon().post("/session/invitation", &json!({"token": old})).await.problem(404);
        let shown = token_of(first["link"].as_str().unwrap());
        app.anon().post("/session/invitation", &json!({"token": shown})).await.problem(404);

        invitation::Entity::update_many()
            .col_expr(invitation::Column::ExpiresAt, Expr::value(1_i64))
            .exec(app.app.db().writer())
            .await
            .unwrap();
        let token = mailed_token(app, "ada@example.org").await;
        assert_eq!(conflict(&accept(app, &token, PASSWORD).await), "invitation_over");
        assert_eq!(owner.get("/admin/invitations?state=Expired").await.expect(200)["pagination"]["total"], 1);
        owner.act(&format!("{path}/resend")).await.expect(200);
        assert_eq!(owner.get("/admin/invitations?state=Pending").await.expect(200)["pagination"]["total"], 1);

        let token = mailed_token(app, "ada@example.org").await;
        let second = invite(&owner, "ada@example.org", json!([])).await;
        assert_eq!(conflict(&accept(app, &token, PASSWORD).await), "invitation_over");
        assert_eq!(conflict(&owner.act(&format!("{path}/resend")).await), "invitation_over");
        let path = format!("/admin/invitations/{}", text(&second["id"]));
        assert_eq!(owner.delete(&path).await.status, 204);
        assert_eq!(conflict(&owner.delete(&path).await), "invitation_over");
        assert_eq!(owner.get("/admin/invitations?state=Revoked").await.expect(200)["pagination"]["total"], 2);
        let token = mailed_token(app, "ada@example.org").await;
        assert_eq!(conflict(&accept(app, &token, PASSWORD).await), "invitation_over");
    }

    async fn two_who_accept_at_once_make_one_person(app: TestApp) {
        let owner = owner_of_several(app).await;
        let made = invite(&owner, "ada@example.org", json!([])).await;
        let tokens = [mailed_token(app, "ada@example.org").await, token_of(made["link"].as_str().unwrap())];
        let (one, two) = tokio::join!(accept(app, &tokens[0], PASSWORD), accept(app, &tokens[1], PASSWORD));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(owner.get("/admin/users?query=ada@").await.expect(200)["pagination"]["total"], 1);
    }

    async fn nobody_invites_whom_or_into_what_he_may_not(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (admin, clerk) = (person(app, "Ada", "admin").await, person(app, "Bert", "user").await);
        let process_id = owner.new_process().await;
        let elsewhere = app.stranger().await.new_process().await;
        let body = |email: &str, role: &str, processes: Value| {
            json!({"email": email, "fullName": "Grace", "role": role, "processes": processes})
        };
        let some = body("grace@example.org", "user", json!([{"id": process_id, "role": "user"}]));
        clerk.actor.post("/admin/invitations", &some).await.problem(403);
        admin.actor.post("/admin/invitations", &body("grace@example.org", "owner", json!([]))).await.problem(400);
        let foreign = body("grace@example.org", "user", json!([{"id": elsewhere, "role": "user"}]));
        admin.actor.post("/admin/invitations", &foreign).await.problem(400);
        let wrong = admin.actor.post("/admin/invitations", &json!({"email": "x", "fullName": " ", "role": "user"})).await;
        wrong.problem(400);
        assert_eq!(wrong.locations(), ["body: email", "body: fullName"]);
        admin.actor.post("/admin/invitations", &json!({})).await.problem(400);

        let narrow = app.key(&["workspace.admin.user:invite"]).await;
        narrow.post("/admin/invitations", &body("grace@example.org", "admin", json!([]))).await.problem(403);
        narrow.post("/admin/invitations", &some).await.problem(403);
        narrow.post("/admin/invitations", &body("grace@example.org", "user", json!([]))).await.expect(201);

        let member = owner.get("/admin/users?query=Bert").await.expect(200)["users"][0]["email"].clone();
        let again = owner.post("/admin/invitations", &body(member.as_str().unwrap(), "user", json!([]))).await;
        assert_eq!(conflict(&again), "already_member");
        let unknown = "/admin/invitations/0198c0ffee0070008000000000000001";
        owner.delete(unknown).await.problem(404);
        owner.act(&format!("{unknown}/resend")).await.problem(404);
        app.stranger().await.delete(unknown).await.problem(404);
    }

    async fn who_goes_takes_open_invitations_along(app: TestApp) {
        let (owner, admin) = (owner_of_several(app).await, person(app, "Ada", "admin").await);
        let body = json!({"email": "eve@example.org", "fullName": "Eve", "role": "admin", "processes": []});
        admin.actor.post("/admin/invitations", &body).await.expect(201);
        let token = mailed_token(app, "eve@example.org").await;
        assert_eq!(owner.delete(&format!("/admin/users/{}", admin.id)).await.status, 204);
        assert_eq!(conflict(&accept(app, &token, PASSWORD).await), "invitation_over");
    }

    async fn invitations_of_other_organizations_do_not_exist(app: TestApp) {
        let owner = owner_of_several(app).await;
        let id = text(&invite(&owner, "ada@example.org", json!([])).await["id"]);
        let stranger = app.stranger().await;
        stranger.delete(&format!("/admin/invitations/{id}")).await.problem(404);
        stranger.act(&format!("/admin/invitations/{id}/resend")).await.problem(404);
        assert_eq!(stranger.get("/admin/invitations").await.expect(200)["pagination"]["total"], 0);
    }
}
