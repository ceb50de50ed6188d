//! What authentication by API key costs: requests per second of `GET /me` with a key beside a bare route of the same
//! server library in the same process, the time of one verification, and whether 100,000 keys make a difference.
//!
//! `cargo bench -p perigee-api --bench keys`. Machines differ, so what counts are the ratios of one run.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header;
use axum::routing::get;
use base64::Engine as _;
use perigee_api::ApiConfig;
use perigee_app::api_key::authenticate;
use perigee_testkit::store::entity::api_key;
use perigee_testkit::{Backend, TestApp, store};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// Connections that keep asking. Two cores are busy with four.
const CONNECTIONS: usize = 8;

/// How long each of the two is asked in a round, and how many rounds there are; they take turns.
const ROUND: Duration = Duration::from_millis(1_500);
const ROUNDS: usize = 5;

/// Verifications whose times are sorted.
const VERIFICATIONS: usize = 200_000;

/// Keys in the table when it is large.
const MANY: usize = 100_000;

/// Keys that are made, or verified for the first time, to take the median.
const SAMPLES: usize = 200;

fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for backend in [Backend::Sqlite, Backend::Postgres] {
        runtime.block_on(measure(backend));
    }
}

async fn measure(backend: Backend) {
    let fast = NonZeroU32::new(100_000_000).expect("not zero");
    let app =
        TestApp::start_with(backend, ApiConfig { key_requests_per_second: fast, ..ApiConfig::default() })
            .await;
    let key = app.key_text(&["All"]).await;
    println!("\n== {backend:?}");
    throughput(&app, &key).await;
    verification(&app, &key).await;
    many_keys(&app).await;
    app.end().await;
}

/// `GET /me` beside a bare route that answers with the same bytes.
async fn throughput(app: &TestApp, key: &str) {
    let origin = app.origin().trim_start_matches("http://").to_owned();
    let me = app.with_key(key).get("/me").await;
    let bare = bare_route(me.body.clone()).await;
    let credentials = base64::engine::general_purpose::STANDARD.encode(key);
    let request = |path: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Basic {credentials}\r\n\r\n")
    };
    let (mut bare_rates, mut me_rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare_rates.push(requests_per_second(&bare, &request("/me")).await);
        me_rates.push(requests_per_second(&origin, &request("/api/v0.4/me")).await);
    }
    let (bare, me) = (median(bare_rates), median(me_rates));
    println!("bare route            {bare:>10.0} requests/s");
    println!("GET /me with a key    {me:>10.0} requests/s");
    println!("ratio                 {:>10.2} (must be 0.35 or more)", me / bare);
}

async fn bare_route(body: Vec<u8>) -> String {
    let body = bytes::Bytes::from(body);
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], body) };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/me", get(answer))).await });
    address
}

async fn requests_per_second(address: &str, request: &str) -> f64 {
    let until = Instant::now() + ROUND;
    let tasks = (0..CONNECTIONS).map(|_| {
        let (address, request) = (address.to_owned(), request.to_owned());
        tokio::spawn(async move { ask(&address, request.as_bytes(), until).await })
    });
    let mut requests = 0;
    for task in tasks.collect::<Vec<_>>() {
        requests += task.await.expect("the connection holds");
    }
    requests as f64 / ROUND.as_secs_f64()
}

/// One connection; every answer has to be a 200 of a known length.
async fn ask(address: &str, request: &[u8], until: Instant) -> usize {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.set_nodelay(true).expect("a socket");
    let (mut requests, mut answer) = (0, Vec::with_capacity(16_384));
    while Instant::now() < until {
        stream.write_all(request).await.expect("the server reads");
        answer.clear();
        loop {
            stream.read_buf(&mut answer).await.expect("the server answers");
            if is_complete(&answer) {
                break;
            }
        }
        requests += 1;
    }
    requests
}

fn is_complete(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = std::str::from_utf8(&answer[..end]).expect("a head is ASCII");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    answer.len() >= end + 4 + length.parse::<usize>().expect("a number")
}

/// One verification of a key that was seen a moment ago.
async fn verification(app: &TestApp, key: &str) {
    let (user, pass) = key.split_once(':').expect("a key has two parts");
    let mut times = Vec::with_capacity(VERIFICATIONS);
    for _ in 0..VERIFICATIONS {
        let started = Instant::now();
        authenticate(&app.app, user, pass, None).await.expect("the key is right");
        times.push(started.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    println!("verification p50      {:>10.2} µs", at(0.5));
    println!("verification p99      {:>10.2} µs (must be under 50)", at(0.99));
}

/// Making a key, and verifying one that was not seen before, with few and with many keys in the table.
async fn many_keys(app: &TestApp) {
    let few = making_and_first_use(app).await;
    fill(app).await;
    let many = making_and_first_use(app).await;
    println!(
        "making a key          {:>10.0} µs with few, {:.0} µs with {MANY} keys, ratio {:.2}",
        few.0,
        many.0,
        many.0 / few.0
    );
    println!(
        "its first use         {:>10.0} µs with few, {:.0} µs with {MANY} keys, ratio {:.2}",
        few.1,
        many.1,
        many.1 / few.1
    );
}

async fn making_and_first_use(app: &TestApp) -> (f64, f64) {
    let (mut making, mut first_use) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES {
        let started = Instant::now();
        let key = app.key_text(&["All"]).await;
        making.push(started.elapsed().as_secs_f64() * 1e6);
        let (user, pass) = key.split_once(':').expect("a key has two parts");
        let started = Instant::now();
        authenticate(&app.app, user, pass, None).await.expect("the key is right");
        first_use.push(started.elapsed().as_secs_f64() * 1e6);
    }
    (median(making), median(first_use))
}

/// Copies of the newest key with other ids: their secrets are nobody's.
async fn fill(app: &TestApp) {
    let db = app.app.db();
    let made = api_key::Entity::find().one(db.reader()).await.expect("a query").expect("a key");
    for _ in 0..MANY / 500 {
        let rows =
            (0..500).map(|_| api_key::Model { id: Uuid::now_v7(), ..made.clone() }.into_active_model());
        let tx = db.begin_write().await.expect("a transaction");
        api_key::Entity::insert_many(rows).exec_without_returning(&tx).await.expect("an insert");
        tx.commit().await.expect("a commit");
    }
    assert!(store::api_keys::find(db.reader(), perigee_model::ApiKeyId::from_uuid(made.id)).await.is_ok());
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
