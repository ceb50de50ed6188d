//! Backups that are taken while the server runs, and what the command line hands out of a process.

use std::path::Path;
use std::process::{Command, Output};

use perigee_testkit::Server;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What a refused call says; it must have failed.
fn refusal(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_running_server_is_the_same_server_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("a.backup"));
    let server = Server::start(PROGRAM, &data, &["--with-samples"]);
    let secret = server.key_text(&[]);
    let key = server.actor(&secret);
    let listed = key.get("/processes").await.expect(200);
    let process_id = listed["processes"][0]["id"].as_str().unwrap().to_owned();
    let is_done = |all: &[Value]| all.len() == 3 && all.iter().all(|one| one["status"] == "Needs Review");
    let all = key.wait(&process_id, is_done).await;
    let results_path = format!("/results/{}", all[0]["id"].as_str().unwrap());
    let results = key.get(&results_path).await.expect(200);
    let original_path = format!("/files/{}/download", all[0]["files"][0]["id"].as_str().unwrap());
    let original = key.get(&original_path).await.body;

    let saved = run(&["admin", "backup", "--data", text(&data), "--out", text(&file), "--json"]);
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    let saved: Value = serde_json::from_slice(&saved.stdout).unwrap();
    assert!(saved["files"].as_u64().unwrap() >= 3, "{saved}");
    let again = run(&["admin", "backup", "--data", text(&data), "--out", text(&file)]);
    assert!(refusal(&again).contains("such a file already"));
    // What happens afterwards is not in it.
    let gone = key.delete(&format!("/collections/{}", all[0]["id"].as_str().unwrap())).await;
    assert_eq!(gone.status, 204);
    drop(server);

    let restored = folder.path().join("restored");
    let output = run(&["admin", "restore", text(&file), "--data", text(&restored), "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        refusal(&run(&["admin", "restore", text(&file), "--data", text(&restored)])).contains("not empty")
    );
    let server = Server::start(PROGRAM, &restored, &[]);
    // The key of the first server, under the same pepper.
    let key = server.actor(&secret);
    assert_eq!(key.get(&results_path).await.expect(200), results);
    assert_eq!(key.get(&original_path).await.body, original);
}

#[test]
fn what_is_no_whole_backup_is_refused_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file, into) =
        (folder.path().join("data"), folder.path().join("a.backup"), folder.path().join("into"));
    assert!(run(&["admin", "backup", "--data", text(&data), "--out", text(&file)]).status.success());
    let whole = std::fs::read(&file).unwrap();
    let bad = folder.path().join("bad");
    for (bytes, _what) in [
        (b"no archive".to_vec(), "no archive"),
        (whole[..whole.len() / 2].to_vec(), "half of one"),
        (Vec::new(), "nothing"),
    ] {
        std::fs::write(&bad, bytes).unwrap();
        refusal(&run(&["admin", "restore", text(&bad), "--data", text(&into)]));
        assert!(!into.exists());
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
    let elsewhere = ["admin", "backup", "--data", text(&data), "--blobs", "s3://bucket", "--out", "x"];
    assert!(!run(&elsewhere).status.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_data_of_a_process_comes_out_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(PROGRAM, folder.path(), &["--with-samples"]);
    let key = server.key();
    let listed = key.get("/processes").await.expect(200);
    let process_id = listed["processes"][0]["id"].as_str().unwrap().to_owned();
    let is_done = |all: &[Value]| all.len() == 3 && all.iter().all(|one| one["status"] == "Needs Review");
    key.wait(&process_id, is_done).await;
    let export = |more: &[&str]| {
        run(&[&["export", "--process", &process_id, "--data", text(folder.path())], more].concat())
    };
    let read: Value = serde_json::from_slice(&export(&["--format", "json"]).stdout).unwrap();
    assert_eq!(read["collections"].as_array().unwrap().len(), 3);
    let csv = String::from_utf8(export(&["--format", "csv"]).stdout).unwrap();
    assert!(csv.starts_with("collection_id,") && csv.lines().count() > 3, "{csv}");
    let out = folder.path().join("a.xlsx");
    assert!(export(&["--format", "xlsx", "--out", text(&out)]).status.success());
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    let none: Value =
        serde_json::from_slice(&export(&["--format", "json", "--status", "Accepted"]).stdout).unwrap();
    assert_eq!(none["collections"].as_array().unwrap().len(), 0);
    let unknown = run(&[
        "export",
        "--process",
        "0198c0ffee0070008000000000000001",
        "--format",
        "csv",
        "--data",
        text(folder.path()),
    ]);
    assert!(refusal(&unknown).contains("not found"));
    assert_eq!(export(&["--format", "docx"]).status.code(), Some(2));
}
