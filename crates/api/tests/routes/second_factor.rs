//! The second factor.

use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both, totp};
use serde_json::{Value, json};

use crate::fixture::{conflict, text};

const PASSWORD: &str = "nine ladders, one copper violin";

async fn with_password(app: &TestApp) -> Actor {
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    owner
}

/// Turns it on; the answer is the secret and the recovery codes.
async fn enable(owner: &Actor) -> (String, Vec<String>) {
    let setup = owner.post("/me/second-factor", &json!({"currentPassword": PASSWORD})).await.expect(200);
    let secret = text(&setup["secret"]);
    let code = totp::code(&secret, 0);
    let confirmed = owner.post("/me/second-factor/confirm", &json!({ "code": code })).await.expect(200);
    let codes = confirmed["recoveryCodes"].as_array().unwrap().iter().map(text).collect();
    (secret, codes)
}

async fn sign_in(app: &TestApp, code: Option<&str>) -> perigee_testkit::Answer {
    app.anon()
        .post("/session", &json!({"email": "ada@example.org", "password": PASSWORD, "code": code}))
        .await
}

both! {
    async fn a_second_factor_is_set_up_confirmed_and_asked_for(app: TestApp) {
        let owner = with_password(app).await;
        let other = app.owner().await;
        let off = json!({"enabled": false, "confirmedAt": null, "recoveryCodesLeft": 0});
        assert_eq!(owner.get("/me/second-factor").await.expect(200), off);
        owner.post("/me/second-factor", &json!({"currentPassword": "x"})).await.problem(400);
        let confirm = "/me/second-factor/confirm";
        assert_eq!(conflict(&owner.post(confirm, &json!({"code": "123456"})).await), "second_factor_not_begun");

        let setup = owner.post("/me/second-factor", &json!({"currentPassword": PASSWORD})).await.expect(200);
        let secret = text(&setup["secret"]);
        assert_eq!(secret.len(), 32);
        let url = text(&setup["otpauthUrl"]);
        assert!(url.starts_with("otpauth://totp/Perigee:ada%40example.org?") && url.contains(&secret), "{url}");
        assert!(text(&setup["qrSvg"]).contains("<svg"));
        // It does not count before its first code was seen.
        assert_eq!(owner.get("/me/second-factor").await.expect(200), off);
        sign_in(app, None).await.expect(200);
        owner.post(confirm, &json!({"code": totp::code(&secret, -5)})).await.problem(400);
        let codes = owner.post(confirm, &json!({"code": totp::code(&secret, 0)})).await.expect(200);
        assert_eq!(codes["recoveryCodes"].as_array().unwrap().len(), 10);

        other.get("/me").await.problem(401);
        assert_eq!(owner.get("/me").await.expect(200)["hasSecondFactor"], true);
        let on = owner.get("/me/second-factor").await.expect(200);
        assert_eq!((&on["enabled"], &on["recoveryCodesLeft"]), (&json!(true), &json!(10)));
        assert_eq!(sign_in(app, None).await.problem(401)["type"], "SecondFactorRequired");
        assert_eq!(sign_in(app, Some("000000")).await.problem(401)["type"], "SecondFactorError");
        sign_in(app, Some(&totp::code(&secret, 1))).await.expect(200);
        let again = owner.post("/me/second-factor", &json!({"currentPassword": PASSWORD})).await;
        assert_eq!(conflict(&again), "second_factor_on");
        app.work().await;
        let mails = owner.get("/admin/mails").await.expect(200);
        assert_eq!(mails["mails"][0]["subject"], "Two-step sign-in is on");
        assert!(!mails.to_string().contains(&secret));
        let audit = owner.get("/admin/audit?action=second_factor.enable").await.expect(200);
        assert_eq!(audit["pagination"]["total"], 1);
    }

    async fn a_code_works_once(app: TestApp) {
        let owner = with_password(app).await;
        let (secret, _) = enable(&owner).await;
        let code = totp::code(&secret, 1);
        sign_in(app, Some(&code)).await.expect(200);
        assert_eq!(sign_in(app, Some(&code)).await.problem(401)["type"], "SecondFactorError");
        // Nor does an earlier one that was not used.
        assert_eq!(sign_in(app, Some(&totp::code(&secret, 0))).await.problem(401)["type"], "SecondFactorError");
    }

    async fn the_password_is_asked_for_before_the_code(app: TestApp) {
        let owner = with_password(app).await;
        let (secret, codes) = enable(&owner).await;
        for code in [totp::code(&secret, 0), codes[0].clone()] {
            let body = json!({"email": "ada@example.org", "password": "wrong", "code": code});
            assert_eq!(app.anon().post("/session", &body).await.problem(401)["type"], "AuthenticationError");
        }
        // And they were not used up by that.
        sign_in(app, Some(&codes[0])).await.expect(200);
    }

    async fn a_recovery_code_works_once_however_it_is_typed(app: TestApp) {
        let owner = with_password(app).await;
        let (_, codes) = enable(&owner).await;
        sign_in(app, Some(&codes[3].to_lowercase().replace('-', " "))).await.expect(200);
        assert_eq!(sign_in(app, Some(&codes[3])).await.problem(401)["type"], "SecondFactorError");
        assert_eq!(owner.get("/me/second-factor").await.expect(200)["recoveryCodesLeft"], 9);
        let renewed = owner.post("/me/second-factor/recovery-codes", &json!({"code": codes[4]})).await.expect(200);
        assert_eq!(sign_in(app, Some(&codes[5])).await.problem(401)["type"], "SecondFactorError");
        sign_in(app, Some(&text(&renewed["recoveryCodes"][0]))).await.expect(200);
    }

    async fn being_asked_for_a_code_is_no_failure(app: TestApp) {
        let owner = with_password(app).await;
        let (_, codes) = enable(&owner).await;
        // Each sign-in is two requests, and an office shares one address.
        for code in &codes {
            assert_eq!(sign_in(app, None).await.problem(401)["type"], "SecondFactorRequired");
            sign_in(app, Some(code)).await.expect(200);
        }
        assert_eq!(sign_in(app, None).await.problem(401)["type"], "SecondFactorRequired");
    }

    async fn guessing_codes_has_to_wait_for_the_person_from_wherever_it_comes(app: TestApp) {
        let owner = with_password(app).await;
        let (_, codes) = enable(&owner).await;
        for _ in 0..10 {
            owner.post("/me/second-factor/recovery-codes", &json!({"code": "000000"})).await.problem(400);
        }
        let answer = owner.post("/me/second-factor/recovery-codes", &json!({"code": codes[0]})).await;
        answer.problem(429);
        assert!(!answer.header("retry-after").is_empty());
        sign_in(app, Some(&codes[0])).await.problem(429);
    }

    async fn it_is_turned_off_with_password_and_code(app: TestApp) {
        let owner = with_password(app).await;
        let disable = "/me/second-factor/disable";
        let body = |password: &str, code: &str| json!({"currentPassword": password, "code": code});
        assert_eq!(conflict(&owner.post(disable, &body(PASSWORD, "123456")).await), "second_factor_off");
        let (secret, codes) = enable(&owner).await;
        let wrong = owner.post(disable, &body("wrong", &codes[0])).await;
        wrong.problem(400);
        assert_eq!(wrong.locations(), ["body: currentPassword"]);
        let wrong = owner.post(disable, &body(PASSWORD, "000000")).await;
        wrong.problem(400);
        assert_eq!(wrong.locations(), ["body: code"]);
        assert_eq!(owner.post(disable, &body(PASSWORD, &totp::code(&secret, 1))).await.status, 204);
        assert_eq!(owner.get("/me").await.expect(200)["hasSecondFactor"], false);
        sign_in(app, None).await.expect(200);
        assert_eq!(sign_in(app, Some(&codes[1])).await.status, 200, "a code that nobody asked for is ignored");
    }

    async fn a_secret_is_encrypted_and_useless_for_somebody_else(app: TestApp) {
        let owner = with_password(app).await;
        let clerk = app.clerk().await;
        let clerk_id = text(&clerk.get("/me").await.expect(200)["userId"]);
        let (secret, _) = enable(&owner).await;
        let stored = app.app.db().reader();
        let ada = perigee_testkit::store::users::find(stored, app.owner.user_id).await.unwrap().unwrap();
        let sealed = ada.totp_secret.unwrap();
        assert!(sealed.len() > 40 && !sealed.windows(4).any(|part| secret.as_bytes().windows(4).any(|own| own == part)));
        // Copied to another row, it opens no more: the server says that something is wrong on its side.
        let clerk_id: uuid::Uuid = clerk_id.parse().unwrap();
        let now = Some(1);
        perigee_testkit::store::users::set_second_factor(app.app.db().writer(), clerk_id, Some(sealed), now, None).await.unwrap();
        let renewed = clerk.post("/me/second-factor/recovery-codes", &json!({"code": totp::code(&secret, 0)})).await;
        renewed.problem(500);
    }

    async fn a_key_has_no_second_factor_and_a_person_without_a_password_sets_one_first(app: TestApp) {
        let key = app.key(&["All"]).await;
        key.get("/me/second-factor").await.problem(403);
        key.post("/me/second-factor", &json!({"currentPassword": PASSWORD})).await.problem(403);
        let clerk = app.clerk().await;
        let answer = clerk.post("/me/second-factor", &json!({"currentPassword": PASSWORD})).await;
        assert_eq!(conflict(&answer), "no_password");
        app.app.db().writer().execute_unprepared("delete from recovery_codes").await.unwrap();
        let missing: Value = clerk.post("/me/second-factor/confirm", &json!({})).await.problem(400);
        assert_eq!(missing["errors"][0]["location"], "body: code");
    }
}
