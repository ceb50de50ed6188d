//! Credentials that are no credentials, limits, and ways on which a key may not travel.

use std::num::NonZeroU32;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::future::join_all;
use perigee_api::ApiConfig;
use perigee_testkit::{Actor, Answer, Backend, TestApp, both, send};
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A request of `GET /me` with this text behind `Authorization: Basic`, before it is encoded.
async fn me_with(app: &TestApp, credentials: &[u8]) -> Answer {
    let value = format!("Basic {}", STANDARD.encode(credentials));
    send(app.anon().request(Method::GET, "/me").header("authorization", value)).await
}

async fn with_header(app: &TestApp, value: &[u8]) -> Answer {
    let value = HeaderValue::from_bytes(value).unwrap();
    send(app.anon().request(Method::GET, "/me").header("authorization", value)).await
}

both! {
    async fn what_is_no_pair_of_name_and_secret_is_refused(app: TestApp) {
        let key = app.key_text(&["All"]).await;
        me_with(app, key.as_bytes()).await.expect(200);
        me_with(app, format!("{key}:").as_bytes()).await.expect(200);
        let (user, pass) = key.split_once(':').unwrap();
        let wrong = [
            format!("{user}{pass}"),
            format!("{user}::{pass}"),
            format!("{key}:{key}"),
            format!(":{key}"),
            format!(" {key}"),
            format!("{}:{pass}", user.replace("pk_org_", "pk_prc_")),
            user.to_owned(),
            format!("{user}:"),
            ":".to_owned(),
            String::new(),
        ];
        for text in &wrong {
            me_with(app, text.as_bytes()).await.problem(401);
        }
        me_with(app, b"pk_org_\xff\xfe:\xff").await.problem(401);
        for header in [&b"Basic"[..], b"Basic ", b"Basic !!!", b"Bearer x", b"\xff\xfe", b"Basic \xff"] {
            with_header(app, header).await.problem(401);
        }
    }

    async fn a_header_of_a_megabyte_is_refused_and_the_others_are_served(app: TestApp) {
        let address = app.origin().trim_start_matches("http://").to_owned();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("GET /api/v0.4/me HTTP/1.1\r\nhost: x\r\nauthorization: Basic {}\r\n\r\n", "A".repeat(1 << 20));
        // The server may close while the header is still being sent.
        let _sent = stream.write_all(head.as_bytes()).await;
        let mut answer = vec![0; 64];
        let read = stream.read(&mut answer).await.unwrap_or(0);
        let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
        assert!(read == 0 || answer.starts_with("HTTP/1.1 431"), "{answer}");
        app.owner().await.get("/me").await.expect(200);
    }

    async fn a_key_in_an_address_is_refused_even_if_it_is_right(app: TestApp) {
        let key = app.key_text(&["All"]).await;
        let (_, pass) = key.split_once(':').unwrap();
        let encoded = key.replace(':', "%3A");
        let paths = [format!("/me?key={encoded}"), format!("/processes?a=b&api_key={key}"), format!("/files/{pass}")];
        for path in &paths {
            let answer = app.with_key(&key).get(path).await;
            assert_eq!(answer.problem(400)["type"], "KeyInUrlError", "{path}");
        }
    }

    async fn a_key_is_known_by_its_secret_whatever_was_asked_before(app: TestApp) {
        let (one, two) = (app.key_text(&["All"]).await, app.key_text(&["All"]).await);
        let swapped = format!("{}:{}", one.split_once(':').unwrap().0, two.split_once(':').unwrap().1);
        for _ in 0..3 {
            app.with_key(&swapped).get("/me").await.problem(401);
            app.with_key(&one).get("/me").await.expect(200);
            app.with_key(&two).get("/me").await.expect(200);
        }
    }
}

async fn started(reached: ApiConfig) -> TestApp {
    TestApp::start_with(Backend::Sqlite, reached).await
}

/// Says what a trusted proxy in front would say.
async fn through_proxy(actor: &Actor, address: &str, scheme: &str) -> Answer {
    let request = actor.request(Method::GET, "/me");
    send(request.header("x-forwarded-for", address).header("x-forwarded-proto", scheme)).await
}

fn behind_a_proxy() -> ApiConfig {
    ApiConfig { trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()], ..ApiConfig::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_plain_http_from_another_machine_a_key_is_refused_with_advice() {
    let app = started(behind_a_proxy()).await;
    let key = app.key(&["All"]).await;
    let answer = through_proxy(&key, "203.0.113.9", "http").await;
    let problem = answer.problem(403);
    assert_eq!(problem["type"], "HttpsRequiredError");
    assert!(problem["action"].as_str().unwrap().contains("https"));
    through_proxy(&key, "203.0.113.9", "https").await.expect(200);
    app.end().await;
    let allowed = started(ApiConfig { allow_plain_http: true, ..behind_a_proxy() }).await;
    let key = allowed.key(&["All"]).await;
    through_proxy(&key, "203.0.113.9", "http").await.expect(200);
    allowed.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_may_be_used_from_its_networks_only() {
    let app = started(ApiConfig { allow_plain_http: true, ..behind_a_proxy() }).await;
    let owner = app.owner().await;
    let body = json!({"name": "x", "scopes": ["All"], "networks": ["203.0.113.0/24", "2001:db8::/32"]});
    let made = owner.post("/admin/api-keys", &body).await.expect(201);
    let key = app.with_key(made["key"].as_str().unwrap());
    for inside in ["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9"] {
        through_proxy(&key, inside, "https").await.expect(200);
    }
    for outside in ["203.0.114.9", "2001:db9::1", "127.0.0.1"] {
        let answer = through_proxy(&key, outside, "https").await;
        assert!(answer.problem(403)["detail"].as_str().unwrap().contains(outside), "{outside}");
    }
    app.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_asks_too_much_has_to_wait_and_is_told_what_it_has_left() {
    let one = NonZeroU32::MIN;
    let app = started(ApiConfig { key_requests_per_second: one, ..ApiConfig::default() }).await;
    let (key, other) = (app.key(&["All"]).await, app.key(&["All"]).await);
    let first = key.get("/me").await;
    first.expect(200);
    assert_eq!((first.header("ratelimit-limit"), first.header("ratelimit-remaining")), ("2", "1"));
    assert!(first.header("ratelimit-reset").parse::<u64>().is_ok_and(|seconds| seconds >= 1));
    let answers = join_all((0..5).map(|_| key.get("/me"))).await;
    let refused =
        answers.iter().find(|answer| answer.status == 429).expect("one of five at once is too many");
    refused.problem(429);
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=2).contains(&seconds)));
    other.get("/me").await.expect(200);
    app.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_asks_too_much_has_to_wait_and_another_does_not() {
    let reached = ApiConfig { address_requests_per_second: NonZeroU32::MIN, ..behind_a_proxy() };
    let app = started(reached).await;
    let key = app.key(&["All"]).await;
    let asked = join_all((0..6).map(|_| through_proxy(&key, "203.0.113.9", "https"))).await;
    assert!(asked.iter().any(|answer| answer.status == 429 && !answer.header("retry-after").is_empty()));
    through_proxy(&key, "203.0.113.10", "https").await.expect(200);
    app.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_wrong_keys_slow_their_address_down_and_who_is_known_is_served() {
    let many = NonZeroU32::new(1_000_000).unwrap();
    let app = started(ApiConfig { address_requests_per_second: many, ..behind_a_proxy() }).await;
    let known = app.key(&["All"]).await;
    through_proxy(&known, "203.0.113.9", "https").await.expect(200);
    let wrong = app.key_text(&["All"]).await.replace("pk_org_", "pk_org_x");
    let wrong = app.with_key(&wrong);
    let mut statuses = Vec::new();
    for _ in 0..20 {
        let asked = join_all((0..50).map(|_| through_proxy(&wrong, "203.0.113.9", "https"))).await;
        statuses.extend(asked.into_iter().map(|answer| answer.status.as_u16()));
        through_proxy(&known, "203.0.113.9", "https").await.expect(200);
        through_proxy(&app.key(&["All"]).await, "203.0.113.10", "https").await.expect(200);
    }
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert!(refused >= 900, "{refused} of 1,000 had to wait");
    assert!(statuses.iter().all(|status| matches!(status, 401 | 429)), "{statuses:?}");
    app.end().await;
}
