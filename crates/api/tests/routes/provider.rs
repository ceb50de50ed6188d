//! Signing in with another provider: the way there, the way back, and who is let in.

use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Answer, ApiConfig, AppConfig, Backend, Issuer, TestApp, send};
use reqwest::{Method, redirect};
use serde_json::{Value, json};

use crate::fixture::{owner_of_several, text};

const PASSWORD: &str = "nine ladders, one copper violin";

/// A server that knows a provider, on this database.
async fn started(backend: Backend) -> (TestApp, Issuer) {
    let issuer = Issuer::start().await;
    let providers = vec![issuer.provider("work")];
    let reached = ApiConfig { wrong_per_minute: u32::MAX, ..ApiConfig::default() };
    let connect = |config: AppConfig| AppConfig { providers, ..config };
    (TestApp::start_connected(backend, reached, connect).await, issuer)
}

/// A browser with its cookie for the way back, which goes nowhere by itself.
struct Browser<'a> {
    app: &'a TestApp,
    http: reqwest::Client,
    cookie: String,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { app, http, cookie: String::new() }
    }

    async fn get(&self, path: &str) -> Answer {
        let url = format!("{}/api/v0.4{path}", self.app.origin());
        send(self.http.request(Method::GET, url).header("cookie", &self.cookie)).await
    }

    /// Goes to the provider; the answer is the address that the browser was sent to.
    async fn start(&mut self, return_to: &str) -> String {
        let answer = self.get(&format!("/session/providers/work/start?returnTo={return_to}")).await;
        assert_eq!(answer.status, 303, "{:?}", String::from_utf8_lossy(&answer.body));
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        self.cookie = cookie.split(';').next().unwrap().to_owned();
        answer.header("location").to_owned()
    }

    async fn back(&self, (state, code): &(String, String)) -> Answer {
        let answer = self.get(&format!("/session/providers/work/callback?state={state}&code={code}")).await;
        assert_eq!(answer.status, 303);
        answer
    }

    /// There and back as somebody of whom the provider says this.
    async fn sign_in(&mut self, issuer: &Issuer, claims: &Value) -> Answer {
        let address = self.start("/").await;
        self.back(&issuer.sign_in(&address, claims)).await
    }
}

/// Somebody of the organization with this e-mail, without a password.
async fn ada(app: &TestApp) {
    let email = "ada@example.org".to_owned();
    let new = perigee_app::user::NewUser { email, name: "Ada".into(), role: "user".into(), password: None };
    perigee_app::user::create(&app.app, &app.owner.scope, new).await.unwrap();
}

fn of_ada() -> Value {
    json!({"email": "Ada@example.org", "email_verified": true, "name": "Ada Lovelace"})
}

/// The reason in the address of a refusal.
fn refusal(answer: &Answer) -> &str {
    assert!(answer.header("set-cookie").is_empty(), "nobody is signed in");
    answer.header("location").strip_prefix("/sign-in?error=").expect("a refusal")
}

async fn somebody_who_exists_signs_in_and_is_known_from_then_on(backend: Backend) {
    let (app, issuer) = started(backend).await;
    ada(&app).await;
    let options = app.anon().get("/session/options").await.expect(200);
    assert_eq!(options["providers"], json!([{"id": "work", "name": "Issuer"}]));
    let mut browser = Browser::new(&app);
    let address = browser.start("/processes?tab%3Dkeys").await;
    let answer = browser.back(&issuer.sign_in(&address, &of_ada())).await;
    assert_eq!(answer.header("location"), "/processes?tab=keys");
    let ada = app.signed_in_by(&answer);
    let me = ada.get("/me").await.expect(200);
    assert_eq!((&me["email"], &me["hasPassword"]), (&json!("ada@example.org"), &json!(false)));
    assert!(text(&me["subjectId"]).starts_with("local|"), "somebody who existed keeps the name");
    app.work().await;
    let mails = app.owner().await.get("/admin/mails").await.expect(200);
    assert_eq!(mails["mails"][0]["subject"], "A way to sign in was added");
    // Who it is stands on what never changes: neither the e-mail nor whether it is verified.
    let renamed = json!({"email": "countess@example.org", "email_verified": false});
    let answer = Browser::new(&app).sign_in(&issuer, &renamed).await;
    assert_eq!(app.signed_in_by(&answer).get("/me").await.expect(200)["userId"], me["userId"]);
    let audit = app.owner().await.get("/admin/audit?action=identity.link").await.expect(200);
    assert_eq!(audit["pagination"]["total"], 1);
    app.end().await;
}

async fn a_stranger_is_sent_to_an_admin(backend: Backend) {
    let (app, issuer) = started(backend).await;
    ada(&app).await;
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "owner@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    let eve = json!({"sub": "1", "email": "eve@example.org", "email_verified": true});
    assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &eve).await), "no_account");
    let nobody = json!({"sub": "2"});
    assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &nobody).await), "no_account");
    for unverified in [json!(false), json!(null)] {
        let claims = json!({"sub": "3", "email": "ada@example.org", "email_verified": unverified});
        assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &claims).await), "email_unverified");
    }
    // The e-mail of the owner was never proven, and there is a password: that may be somebody else's account.
    let claims = json!({"sub": "4", "email": "owner@example.org", "email_verified": true});
    assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &claims).await), "not_linked");
    // Nor does a provider's word replace a second factor.
    let users =
        "update users set email_verified_at = 1, totp_confirmed_at = 1 where email = 'owner@example.org'";
    app.app.db().writer().execute_unprepared(users).await.unwrap();
    assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &claims).await), "not_linked");
    app.end().await;
}

async fn somebody_invited_comes_in_without_a_password(backend: Backend) {
    let (app, issuer) = started(backend).await;
    let owner = owner_of_several(&app).await;
    let process_id = owner.new_process().await;
    let guest = json!({
        "email": "ada@example.org", "fullName": "Guest", "role": "user",
        "processes": [{"id": process_id, "role": "user"}],
    });
    let invitation = owner.post("/admin/invitations", &guest).await.expect(201);
    let answer = Browser::new(&app).sign_in(&issuer, &of_ada()).await;
    let ada = app.signed_in_by(&answer);
    let me = ada.get("/me").await.expect(200);
    assert_eq!((&me["subjectId"], &me["name"]), (&json!("oidc|4711"), &json!("Ada Lovelace")));
    assert_eq!(me["processIds"], json!([process_id]));
    let listed = owner.get("/admin/invitations").await.expect(200);
    assert_eq!(
        (&listed["invitations"][0]["id"], &listed["invitations"][0]["state"]),
        (&invitation["id"], &json!("Accepted"))
    );
    app.end().await;
}

async fn the_first_owner_comes_in_from_the_machine_itself_alone(backend: Backend) {
    let (app, issuer) = started(backend).await;
    let mut elsewhere = Browser::new(&app);
    let address = elsewhere.start("/").await;
    let (state, code) = issuer.sign_in(&address, &of_ada());
    let url = format!("{}/api/v0.4/session/providers/work/callback?state={state}&code={code}", app.origin());
    let request = elsewhere.http.get(url).header("cookie", &elsewhere.cookie);
    assert_eq!(refusal(&send(request.header("x-forwarded-for", "203.0.113.9")).await), "no_account");
    let answer = Browser::new(&app).sign_in(&issuer, &of_ada()).await;
    let me = app.signed_in_by(&answer).get("/me").await.expect(200);
    assert_eq!((&me["role"], &me["email"]), (&json!("owner"), &json!("ada@example.org")));
    assert_eq!(app.anon().get("/session/options").await.expect(200)["signUp"], "closed");
    app.end().await;
}

async fn the_way_back_is_good_once_in_the_browser_that_began_it(backend: Backend) {
    let (app, issuer) = started(backend).await;
    ada(&app).await;
    let (mut mine, mut other) = (Browser::new(&app), Browser::new(&app));
    other.start("/").await;
    let address = mine.start("/").await;
    let back = issuer.sign_in(&address, &of_ada());
    assert_eq!(refusal(&other.back(&back).await), "expired", "somebody else's browser");
    assert_eq!(refusal(&mine.back(&back).await), "expired", "it was used up by that");

    let address = mine.start("/").await;
    let back = issuer.sign_in(&address, &of_ada());
    let made_up = ("made-up".to_owned(), back.1.clone());
    assert_eq!(refusal(&mine.back(&made_up).await), "expired");
    assert!(!mine.back(&back).await.header("set-cookie").is_empty());
    assert_eq!(refusal(&mine.back(&back).await), "expired", "a second time");

    let address = mine.start("/").await;
    let back = issuer.sign_in(&address, &of_ada());
    app.app.db().writer().execute_unprepared("update provider_flows set expires_at = 1").await.unwrap();
    assert_eq!(refusal(&mine.back(&back).await), "expired", "too late");

    // Two tabs of one browser do not disturb each other.
    let (first, second) = (mine.start("/").await, mine.start("/").await);
    for address in [first, second] {
        let back = issuer.sign_in(&address, &of_ada());
        assert!(!mine.back(&back).await.header("set-cookie").is_empty());
    }
    app.end().await;
}

async fn a_token_that_is_not_right_signs_nobody_in(backend: Backend) {
    let (app, issuer) = started(backend).await;
    ada(&app).await;
    for wrong in [
        json!({"nonce": "another"}),
        json!({"aud": "somebody-else"}),
        json!({"iss": "https://evil.example"}),
        json!({"exp": 1_000_000}),
    ] {
        let mut claims = of_ada();
        claims.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert_eq!(refusal(&Browser::new(&app).sign_in(&issuer, &claims).await), "failed", "{wrong}");
    }
    // Two sign-ins whose codes were exchanged: the verifier of one does not fit the other.
    let (mut one, mut two) = (Browser::new(&app), Browser::new(&app));
    let (first, second) = (one.start("/").await, two.start("/").await);
    let (state, _) = issuer.sign_in(&first, &of_ada());
    let (_, code) = issuer.sign_in(&second, &of_ada());
    assert_eq!(refusal(&one.back(&(state, code)).await), "failed");
    // A provider that changes its keys is believed again at once.
    let mut browser = Browser::new(&app);
    let address = browser.start("/").await;
    issuer.change_key();
    assert!(!browser.back(&issuer.sign_in(&address, &of_ada())).await.header("set-cookie").is_empty());
    app.end().await;
}

async fn breaking_off_says_so_and_unknown_providers_do_not_exist(backend: Backend) {
    let (app, issuer) = started(backend).await;
    let mut browser = Browser::new(&app);
    let address = browser.start("//evil.example").await;
    let (state, code) = issuer.sign_in(&address, &of_ada());
    let denied = format!("/session/providers/work/callback?state={state}&error=access_denied");
    assert_eq!(refusal(&browser.get(&denied).await), "cancelled");
    assert_eq!(refusal(&browser.back(&(state, code)).await), "expired");
    let address = browser.start("/").await;
    let (state, _) = issuer.sign_in(&address, &of_ada());
    let other = format!("/session/providers/work/callback?state={state}&error=server_error");
    assert_eq!(refusal(&browser.get(&other).await), "failed");
    assert_eq!(refusal(&browser.get("/session/providers/work/callback").await), "expired");
    browser.get("/session/providers/unknown/start").await.problem(404);
    browser.get("/session/providers/unknown/callback?state=a&code=b").await.problem(404);
    app.end().await;
}

async fn only_addresses_of_this_server_are_returned_to(backend: Backend) {
    let (app, issuer) = started(backend).await;
    ada(&app).await;
    for foreign in ["//evil.example", "https://evil.example", "/%5Cevil.example"] {
        let mut browser = Browser::new(&app);
        let address = browser.start(foreign).await;
        assert_eq!(
            browser.back(&issuer.sign_in(&address, &of_ada())).await.header("location"),
            "/",
            "{foreign}"
        );
    }
    app.end().await;
}

/// Runs each on both databases.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use perigee_testkit::Backend;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(Backend::Postgres).await;
            }
        }
    )+};
}

on_both! {
    somebody_who_exists_signs_in_and_is_known_from_then_on,
    a_stranger_is_sent_to_an_admin,
    somebody_invited_comes_in_without_a_password,
    the_first_owner_comes_in_from_the_machine_itself_alone,
    the_way_back_is_good_once_in_the_browser_that_began_it,
    a_token_that_is_not_right_signs_nobody_in,
    breaking_off_says_so_and_unknown_providers_do_not_exist,
    only_addresses_of_this_server_are_returned_to,
}
