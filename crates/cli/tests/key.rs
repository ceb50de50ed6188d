//! Keys and peppers from the command line, and that no secret is ever logged.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use perigee_testkit::Server;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

/// Long enough for a loaded machine; tests go on as soon as what they wait for is there.
const PATIENCE: Duration = Duration::from_secs(60);

/// An installation and the commands on it.
struct Operator {
    folder: TempDir,
    pepper: Option<String>,
}

impl Operator {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), pepper: None }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn output(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.arg("admin").args(arguments).arg("--data").arg(self.path()).env_remove("PERIGEE_PEPPER");
        if let Some(pepper) = &self.pepper {
            command.env("PERIGEE_PEPPER", pepper);
        }
        command.output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// What a command that fails says.
    fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(!output.status.success(), "{arguments:?} was done");
        String::from_utf8(output.stderr).unwrap()
    }

    fn new_key(&self, name: &str) -> Value {
        self.json(&["key", "create", "--name", name])
    }

    fn peppers(&self) -> Vec<Value> {
        self.json(&["pepper", "list"]).as_array().unwrap().clone()
    }
}

fn check(input: &str, arguments: &[&str]) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(["admin", "key", "check"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end without reading all of it.
    let _read = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn file(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn keys_are_made_listed_rotated_and_revoked() {
    let operator = Operator::new();
    let made = operator.json(&["key", "create", "--name", "robot", "--networks", "10.1.2.3/8"]);
    let listed = operator.json(&["key", "list", "--status", "Active"]);
    assert_eq!((&listed[0]["id"], &listed[0]["networks"]), (&made["id"], &json!(["10.0.0.0/8"])));
    assert!(listed[0].get("key").is_none());
    let id = made["id"].as_str().unwrap();
    let new = operator.json(&["key", "rotate", id, "--grace-seconds", "0"]);
    assert_eq!(operator.json(&["key", "list", "--status", "Expired"])[0]["replacedBy"], new["id"]);
    let prefix = new["key"].as_str().unwrap().split_once(':').unwrap().0.to_owned();
    operator.run(&["key", "revoke", &prefix]);
    let lines = operator.run(&["key", "list", "--status", "Revoked"]);
    assert!(lines.starts_with(&prefix) && lines.lines().count() == 1, "{lines}");
    let refusal = operator.refusal(&["key", "create", "--name", "x", "--scopes", "workspace.proces:read"]);
    assert!(refusal.contains("workspace.process:read"), "{refusal}");
    let refusal = operator.refusal(&["key", "create", "--name", "x", "--days", "3650"]);
    assert!(refusal.contains("last possible day"), "{refusal}");
    let refusal = operator.refusal(&["key", "revoke", new["key"].as_str().unwrap()]);
    assert!(
        !refusal.contains(&new["key"].as_str().unwrap()[40..]),
        "a secret in the wrong place is not repeated"
    );
    operator.refusal(&["key", "revoke", &"0".repeat(32)]);
}

#[test]
fn a_key_is_told_offline_from_what_is_none() {
    let operator = Operator::new();
    let made = operator.new_key("x");
    let key = made["key"].as_str().unwrap();
    for output in
        [check(&format!("{key}\n"), &["--json"]), check(key, &["-", "--json"]), check("", &[key, "--json"])]
    {
        assert_eq!(output.status.code(), Some(0));
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&said["isKey"], &said["id"]), (&json!(true), &made["id"]));
    }
    let last = if key.ends_with('A') { "B" } else { "A" };
    for wrong in
        [format!("{}{last}", &key[..key.len() - 1]), String::new(), "é".repeat(5_000), "a:b:c".to_owned()]
    {
        let output = check(&wrong, &[]);
        assert_eq!(output.status.code(), Some(1), "{wrong}");
    }
}

#[test]
fn keys_in_files_are_found_and_not_repeated() {
    let operator = Operator::new();
    let key = operator.new_key("x")["key"].as_str().unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let clean = file(&folder, "clean.txt", "pk_org_ and nothing else\n");
    let leaking = file(&folder, "leaking.env", &format!("A=1\nKEY='{key}'\n"));
    let scan = |files: &[&Path]| {
        let arguments: Vec<&str> =
            ["--scan"].into_iter().chain(files.iter().map(|path| path.to_str().unwrap())).collect();
        check("", &arguments)
    };
    assert_eq!(scan(&[&clean]).status.code(), Some(0));
    let output = scan(&[&clean, &leaking]);
    assert_eq!(output.status.code(), Some(1));
    let (user, secret) = key.split_once(':').unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, format!("{}:2: {user}:***\n", leaking.display()));
    assert!(!said.contains(secret));
    assert_eq!(scan(&[&folder.path().join("missing")]).status.code(), Some(3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pepper_is_rotated_under_a_running_server() {
    let operator = Operator::new();
    let (used, unused) = (operator.new_key("used"), operator.new_key("unused"));
    let server = Server::start(PROGRAM, operator.path(), &["--no-worker"]);
    let first = operator.peppers()[0]["fingerprint"].as_str().unwrap().to_owned();
    let second = operator.run(&["pepper", "rotate"]).trim().to_owned();
    assert_ne!(first, second);
    let later = operator.new_key("later");
    server.actor(later["key"].as_str().unwrap()).get("/me").await.expect(200);
    server.actor(used["key"].as_str().unwrap()).get("/me").await.expect(200);
    let started = Instant::now();
    let keys = loop {
        let peppers = operator.peppers();
        let keys: Vec<_> =
            peppers.iter().map(|one| (one["fingerprint"].clone(), one["keys"].clone())).collect();
        if keys[1].1 == 1 || started.elapsed() > PATIENCE {
            break keys;
        }
    };
    assert_eq!(
        keys,
        [(json!(second), json!(2)), (json!(first), json!(1))],
        "a used key comes under the newest"
    );
    let refusal = operator.refusal(&["pepper", "retire", &first]);
    assert!(refusal.contains("1 API keys depend"), "{refusal}");
    assert!(operator.refusal(&["pepper", "retire", &second, "--force"]).contains("newest"));
    operator.refusal(&["pepper", "retire", "0000000000000000"]);
    server.actor(unused["key"].as_str().unwrap()).get("/me").await.expect(200);
    let started = Instant::now();
    while !operator.output(&["pepper", "retire", &first]).status.success() {
        assert!(started.elapsed() < PATIENCE, "the last key comes under the newest pepper, too");
    }
    drop(server);
    let server = Server::start(PROGRAM, operator.path(), &["--no-worker"]);
    for key in [&used, &unused, &later] {
        server.actor(key["key"].as_str().unwrap()).get("/me").await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_pepper_is_a_clear_error_at_the_start() {
    let operator = Operator::new();
    let key = operator.new_key("x");
    let fingerprint = operator.peppers()[0]["fingerprint"].as_str().unwrap().to_owned();
    let (file, elsewhere) = (operator.path().join("pepper"), operator.path().join("backup"));
    std::fs::rename(&file, &elsewhere).unwrap();
    for command in [&["key", "list"][..], &["migrate"]] {
        let refusal = operator.refusal(command);
        assert!(refusal.contains(&fingerprint) && refusal.contains("1 API keys"), "{refusal}");
        assert!(!file.exists(), "no new pepper hides the loss");
    }
    assert_eq!(operator.peppers()[0]["isHere"], false);
    std::fs::rename(&elsewhere, &file).unwrap();
    operator.run(&["migrate"]);
    let another = Operator { folder: operator.folder, pepper: Some("ab".repeat(32)) };
    let refusal = another.refusal(&["key", "list"]);
    assert!(refusal.contains(&fingerprint) && !refusal.contains("abab"), "{refusal}");
    let operator = Operator { pepper: None, ..another };
    std::fs::remove_file(&file).unwrap();
    assert!(operator.refusal(&["pepper", "retire", &fingerprint]).contains("newest"));
    let given_up = operator.json(&["pepper", "retire", &fingerprint, "--force"]);
    assert_eq!(given_up["endedKeys"], 1);
    let server = Server::start(PROGRAM, operator.path(), &["--no-worker"]);
    server.actor(key["key"].as_str().unwrap()).get("/me").await.problem(401);
    server.key().get("/me").await.expect(200);
}

#[test]
fn peppers_from_outside_come_newest_first() {
    let mut operator = Operator::new();
    let (old, new) = ("1a".repeat(32), "2b".repeat(32));
    operator.pepper = Some(old.clone());
    operator.new_key("x");
    assert!(!operator.path().join("pepper").exists());
    let made = operator.json(&["pepper", "rotate"]);
    assert_eq!(made["pepper"].as_str().unwrap().len(), 64);
    operator.pepper = Some(format!("{old},{new}"));
    operator.run(&["migrate"]);
    assert_eq!(
        operator.peppers().iter().filter(|one| one["createdAt"].is_null()).count(),
        1,
        "known, not used yet"
    );
    operator.pepper = Some(format!("{new}, {old}"));
    operator.new_key("y");
    let keys: Vec<_> = operator.peppers().iter().map(|one| one["keys"].clone()).collect();
    assert_eq!(keys, [json!(1), json!(1)]);
    operator.pepper = Some(format!("{old},{new}"));
    assert!(operator.refusal(&["migrate"]).contains("put the newest first"));
    operator.pepper = Some(new);
    assert!(operator.refusal(&["migrate"]).contains("is missing"));
    operator.pepper = Some("nonsense".to_owned());
    let refusal = operator.refusal(&["migrate"]);
    assert!(refusal.contains("64 hex digits") && !refusal.contains("nonsense"), "{refusal}");
}

/// The program, logging as much as it can.
fn chatty(folder: &TempDir) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let script = format!("#!/bin/sh\nPERIGEE_LOG=trace exec \"{PROGRAM}\" \"$@\"\n");
    let path = file(folder, "chatty", &script);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_are_never_logged() {
    let (operator, scripts) = (Operator::new(), tempfile::tempdir().unwrap());
    let mut server = Server::start(chatty(&scripts).to_str().unwrap(), operator.path(), &["--no-worker"]);
    let key = operator.new_key("x")["key"].as_str().unwrap().to_owned();
    let actor = server.actor(&key);
    let made = actor.post("/admin/api-keys", &json!({"name": "y", "scopes": ["All"]})).await.expect(201);
    let path = format!("/admin/api-keys/{}", made["id"].as_str().unwrap());
    let rotated = actor.post(&format!("{path}/rotate"), &json!({"graceSeconds": 60})).await.expect(201);
    let (first, second) = (made["key"].as_str().unwrap(), rotated["key"].as_str().unwrap());
    server.actor(second).get("/processes").await.expect(200);
    actor.delete(&path).await.expect(204);
    server.actor(first).get("/me").await.problem(401);
    let mistyped = format!("{}x", &second[..second.len() - 1]);
    server.actor(&mistyped).get("/me").await.problem(401);
    let in_query = actor.request(Method::GET, &format!("/me?key={second}"));
    assert_eq!(in_query.send().await.unwrap().status(), 400);
    let password = "correct horse battery staple";
    let sign_in = json!({"email": "ada@example.org", "password": password});
    server.actor(&key).post("/session", &sign_in).await.problem(401);
    assert!(server.stop());
    let log = server.log();
    assert!(log.contains("TRACE") || log.contains("DEBUG"), "it logs as much as it can: {log}");
    for secret in [key.as_str(), first, second, &mistyped] {
        let (_, secret) = secret.split_once(':').unwrap();
        assert!(!log.contains(&secret[..12]), "a secret is in the log");
    }
    let peppers = std::fs::read(operator.path().join("pepper")).unwrap();
    let hex: String = peppers.iter().map(|byte| format!("{byte:02x}")).collect();
    for secret in [password, hex.as_str()] {
        assert!(!log.contains(secret), "a secret is in the log");
    }
}
