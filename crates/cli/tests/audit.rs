//! `perigee admin audit verify` on the real program: what it prints, and how it ends.

use std::path::Path;
use std::process::Command;

use perigee_testkit::store::{ConnectionTrait as _, Db};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

fn admin(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(PROGRAM).arg("admin").args(arguments).arg("--data").arg(folder).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn verify(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, text) = admin(folder, &[&["audit", "verify", "--json"], arguments].concat());
    (code, serde_json::from_str(&text).unwrap())
}

async fn execute(folder: &Path, sql: &str) {
    let db = Db::connect(&format!("sqlite://{}", folder.join("perigee.db").display())).await.unwrap();
    db.writer().execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_was_tampered_with_ends_with_1_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["ada", "bert", "grace"] {
        let email = format!("{name}@example.org");
        let made = admin(folder, &["user", "create", "--email", &email, "--name", name, "--role", "user"]);
        assert_eq!(made.0, 0, "{}", made.1);
    }
    let (code, sound) = verify(folder, &[]);
    let one = &sound["organizations"][0];
    assert_eq!((code, &sound["sound"], &one["events"]), (0, &Value::Bool(true), &Value::from(3)));
    let kept = one["head"].as_str().unwrap();
    let (code, text) = admin(folder, &["audit", "verify", "--expect", kept]);
    assert!(code == 0 && text.contains("3 events are sound") && text.contains(kept), "{text}");
    assert_eq!(verify(folder, &["--organization", one["id"].as_str().unwrap()]).0, 0);
    assert_eq!(admin(folder, &["audit", "verify", "--organization", "org_unknown"]).0, 1);
    assert_eq!(admin(folder, &["audit", "verify", "--expect", "no hash"]).0, 2);

    execute(folder, "update audit_events set object_name = 'eve' where number = 2").await;
    let (code, broken) = verify(folder, &[]);
    assert_eq!((code, &broken["organizations"][0]["brokenAt"]), (1, &Value::from(2)));
    let (code, text) = admin(folder, &["audit", "verify"]);
    assert!(code == 1 && text.contains("BROKEN: event 2 was changed"), "{text}");

    execute(folder, "update audit_events set object_name = 'bert' where number = 2").await;
    execute(folder, "delete from audit_events where number = 3").await;
    let before = "(select hash from audit_events where number = 2)";
    execute(folder, &format!("update audit_heads set number = 2, hash = {before}")).await;
    assert_eq!(verify(folder, &[]).0, 0, "what was cut off whole looks sound");
    let (code, text) = admin(folder, &["audit", "verify", "--expect", kept]);
    assert!(code == 1 && text.contains("the expected hash is not in the log"), "{text}");
}
