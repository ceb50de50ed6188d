//! The real program as a server, for tests that kill it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use perigee_store::Db;
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::Value;
use tokio::time::timeout;

use crate::actor::{Actor, Credentials};

/// Long enough for a loaded machine; tests go on as soon as what they wait for is there.
const PATIENCE: Duration = Duration::from_secs(180);

/// A running `perigee serve`. It is killed when dropped.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    folder: PathBuf,
    child: Child,
    origin: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a program on a folder and waits until it says that it listens.
    ///
    /// # Panics
    /// When it does not.
    pub fn start(program: &str, folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let origin = loop {
            let line = lines.next().expect("the server says where it listens").unwrap();
            if let Some(origin) = line.strip_prefix("listening on ") {
                break origin.to_owned();
            }
        };
        let log = Arc::new(Mutex::new(String::new()));
        let kept = log.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { program: program.into(), folder: folder.to_owned(), child, origin, log }
    }

    /// A program with a key that may do everything, made beside the running server.
    pub fn key(&self) -> Actor {
        self.actor(&self.key_text(&[]))
    }

    /// The text of such a key; `arguments` say where the installation is, beside its folder.
    pub fn key_text(&self, arguments: &[&str]) -> String {
        let create = ["admin", "key", "create", "--name", "test", "--data"];
        let mut command = Command::new(&self.program);
        let output = command.args(create).arg(&self.folder).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Somebody with this key.
    pub fn actor(&self, key: &str) -> Actor {
        let http = reqwest::Client::builder().build().unwrap();
        let credentials = Credentials::Key(key.to_owned());
        Actor { http, origin: self.origin.clone(), version: "v0.4", credentials }
    }

    /// Kills it as a power failure would (SIGKILL).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end (SIGTERM) and waits; the answer is whether it ended well.
    pub fn stop(&mut self) -> bool {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        asked.success() && self.child.wait().unwrap().success()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Actor {
    /// Waits, listening to its events, until the collections of a process satisfy the condition; returns them.
    ///
    /// # Panics
    /// When they do not within three minutes.
    pub async fn wait(&self, process_id: &str, done: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let events = format!("/processes/{process_id}/events");
        let waiting = async {
            let mut stream = self.request(Method::GET, &events).send().await.expect("events");
            loop {
                let listed = self.get(&format!("/processes/{process_id}/collections")).await.expect(200);
                let collections = listed["collections"].as_array().expect("a list").clone();
                if done(&collections) {
                    return collections;
                }
                stream.chunk().await.expect("the stream goes on");
            }
        };
        timeout(PATIENCE, waiting).await.expect("it happens in time")
    }
}

/// How many rows a table of a SQLite installation has.
///
/// # Panics
/// When there is no such table.
pub async fn count_rows(folder: &Path, table: &str) -> i64 {
    let db = Db::connect(&format!("sqlite://{}", folder.join("perigee.db").display())).await.unwrap();
    let count = Statement::from_string(DbBackend::Sqlite, format!("select count(*) as n from {table}"));
    let row = db.reader().query_one_raw(count).await.unwrap().unwrap();
    let rows = row.try_get("", "n").unwrap();
    db.close().await.unwrap();
    rows
}
