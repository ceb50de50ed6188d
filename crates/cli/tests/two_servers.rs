//! Two servers on one PostgreSQL: what one of them takes away is gone on the other, at the next request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use perigee_testkit::postgres::{self, Cluster};
use perigee_testkit::{Actor, Server};
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

/// Requests after the answer to `DELETE`, on both servers together.
const REQUESTS: usize = 10_000;

/// Connections that keep asking on each server meanwhile.
const CONNECTIONS: usize = 4;

/// Two servers, and the program of an administrator on each.
struct Pair {
    servers: [Server; 2],
    admins: [Actor; 2],
    _folder: TempDir,
    _cluster: Option<Cluster>,
}

impl Pair {
    async fn start() -> Self {
        let (cluster_url, cluster) = match std::env::var(postgres::VARIABLE) {
            Ok(url) => (url, None),
            Err(_) => {
                let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
                (cluster.url().to_owned(), Some(cluster))
            }
        };
        let url = postgres::new_database(&cluster_url).await;
        let folder = tempfile::tempdir().unwrap();
        let arguments = [
            "--no-worker",
            "--database",
            &url,
            "--key-requests-per-second",
            "1000000",
            "--wrong-per-minute",
            "1000000",
        ];
        let start = || Server::start(PROGRAM, folder.path(), &arguments);
        let servers = [start(), start()];
        let key = servers[0].key_text(&["--database", &url]);
        let admins = [servers[0].actor(&key), servers[1].actor(&key)];
        Self { servers, admins, _folder: folder, _cluster: cluster }
    }

    /// The same key on both servers.
    fn both(&self, key: &str) -> [Actor; 2] {
        [self.servers[0].actor(key), self.servers[1].actor(key)]
    }

    async fn new_key(&self) -> Value {
        let body = json!({"name": "to be deleted", "scopes": ["All"]});
        self.admins[0].post("/admin/api-keys", &body).await.expect(201)
    }
}

/// Counts what succeeds of `requests` requests over a few connections at once.
async fn count_successes(actor: &Actor, requests: usize) -> usize {
    let each = requests.div_ceil(CONNECTIONS);
    let tasks = (0..CONNECTIONS).map(|_| {
        let actor = actor.clone();
        tokio::spawn(async move {
            let mut succeeded = 0;
            for _ in 0..each {
                succeeded += usize::from(actor.get("/me").await.status.is_success());
            }
            succeeded
        })
    });
    let mut sum = 0;
    for task in tasks.collect::<Vec<_>>() {
        sum += task.await.unwrap();
    }
    sum
}

/// Asks until told to stop; the answer is how many requests succeeded that began after the deletion was answered.
fn keep_asking(actor: Actor, deleted: Arc<AtomicBool>, warm: Arc<AtomicU64>) -> tokio::task::JoinHandle<u64> {
    tokio::spawn(async move {
        let (mut late, mut after) = (0, 0);
        while after < 50 {
            let is_late = deleted.load(Ordering::SeqCst);
            let succeeded = actor.get("/me").await.status.is_success();
            late += u64::from(is_late && succeeded);
            after += u64::from(is_late);
            warm.fetch_add(u64::from(succeeded), Ordering::SeqCst);
        }
        late
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_answer_to_delete_no_request_with_that_key_succeeds_on_either_server() {
    let pair = Pair::start().await;
    let made = pair.new_key().await;
    let clients = pair.both(made["key"].as_str().unwrap());
    let (deleted, warm) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let asking: Vec<_> = clients
        .iter()
        .flat_map(|client| std::iter::repeat_n(client, CONNECTIONS))
        .map(|client| keep_asking(client.clone(), deleted.clone(), warm.clone()))
        .collect();
    // Both servers remember the key by now.
    while warm.load(Ordering::SeqCst) < 200 {
        tokio::task::yield_now().await;
    }

    let path = format!("/admin/api-keys/{}", made["id"].as_str().unwrap());
    assert_eq!(pair.admins[0].delete(&path).await.status, 204);
    deleted.store(true, Ordering::SeqCst);

    let (one, two) =
        tokio::join!(count_successes(&clients[0], REQUESTS / 2), count_successes(&clients[1], REQUESTS / 2));
    assert_eq!((one, two), (0, 0), "requests that succeeded on each server after the key was deleted");
    for task in asking {
        assert_eq!(task.await.unwrap(), 0, "a running client got through after the deletion was answered");
    }
    pair.admins[1].get("/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_key_loses_on_one_server_it_has_lost_on_the_other() {
    let pair = Pair::start().await;
    for round in 0..5 {
        let made = pair.new_key().await;
        let clients = pair.both(made["key"].as_str().unwrap());
        for client in &clients {
            client.get("/processes").await.expect(200);
        }
        // The networks of a key are changed on one server and hold on the other.
        let path = format!("/admin/api-keys/{}", made["id"].as_str().unwrap());
        let (here, there) = (round % 2, 1 - round % 2);
        pair.admins[here].patch(&path, &json!({"networks": ["192.0.2.0/24"]})).await.expect(200);
        let detail = clients[there].get("/processes").await.problem(403)["detail"].to_string();
        assert!(detail.contains("127.0.0.1"), "{detail}");
    }
}
