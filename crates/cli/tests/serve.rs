//! The real program as a server: first start, bad files, keys, and going down.

use std::process::Command;

use perigee_testkit::{Server, TestApp};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_files_fail_with_words_and_the_server_and_the_others_live_on() {
    let folder = tempfile::tempdir().unwrap();
    // The form bomb would otherwise be given a minute of CPU time, twice.
    let server = Server::start(PROGRAM, folder.path(), &["--page-seconds", "5"]);
    let key = server.key();
    let process_id = key.new_process().await;
    let bad = perigee_synth::hostile::all();
    for file in &bad {
        key.upload(&process_id, &[(file.file_name, file.bytes.clone())]).await.expect(201);
    }
    let (name, pdf) = TestApp::invoice(0);
    let mut mixed: Vec<(&str, Vec<u8>)> =
        bad.iter().map(|file| (file.file_name, file.bytes.clone())).collect();
    mixed.push((&name, pdf));
    key.upload(&process_id, &mixed).await.expect(201);

    let is_over =
        |collection: &Value| !matches!(collection["status"].as_str(), Some("Queued" | "Processing"));
    let all = key.wait(&process_id, |all| all.iter().all(is_over)).await;
    let (mixed, alone): (Vec<_>, Vec<_>) =
        all.iter().partition(|collection| collection["files"].as_array().unwrap().len() > 1);
    for collection in alone {
        assert_eq!(collection["status"], "Failed", "{collection}");
        for field in ["code", "message", "action"] {
            assert!(collection["error"][field].as_str().is_some_and(|text| !text.is_empty()), "{collection}");
        }
    }
    let files = mixed[0]["files"].as_array().unwrap();
    assert_eq!(mixed[0]["status"], "Needs Review");
    assert_eq!(files.iter().filter(|file| file["status"] == "Failed").count(), bad.len());
    assert_eq!(files.last().unwrap()["status"], "Needs Review");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_with_samples_has_something_to_look_at_and_the_log_holds_none_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(PROGRAM, folder.path(), &["--with-samples"]);
    let key = server.key();
    let listed = key.get("/processes").await.expect(200);
    assert_eq!(listed["processes"][0]["name"], "Invoices");
    let process_id = listed["processes"][0]["id"].as_str().unwrap().to_owned();
    let is_done = |all: &[Value]| all.len() == 3 && all.iter().all(|one| one["status"] == "Needs Review");
    let all = key.wait(&process_id, is_done).await;
    let results = key.get(&format!("/results/{}", all[0]["id"].as_str().unwrap())).await.expect(200);
    let number = &results["results"][0]["documents"][0]["extractedData"]["invoice_number"][0]["rawValue"];
    assert!(server.stop(), "asked to end, it ends well");
    assert!(!server.log().contains(number.as_str().expect("samples have a number")), "{}", server.log());

    let again = Server::start(PROGRAM, folder.path(), &["--with-samples"]);
    assert_eq!(again.key().get("/processes").await.expect(200)["pagination"]["total"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_and_people_are_made_on_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(PROGRAM).arg("admin").args(arguments).arg("--data").arg(folder.path()).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let key: Value = serde_json::from_str(&run(&[
        "key",
        "create",
        "--name",
        "a",
        "--scopes",
        "workspace.process:read",
        "--json",
    ]))
    .unwrap();
    assert_eq!(key["scopes"][0], "workspace.process:read");
    assert!(key["exp"].as_str().is_some_and(|exp| exp.ends_with('Z')));
    let user: Value = serde_json::from_str(&run(&[
        "user",
        "create",
        "--email",
        "ada@example.org",
        "--name",
        "Ada",
        "--role",
        "user",
        "--json",
    ]))
    .unwrap();
    assert!(user["link"].as_str().is_some_and(|link| link.contains("/sign-in#token=")));
    assert!(run(&["user", "link"]).contains("/sign-in#token="));
    run(&["migrate"]);
    let server = Server::start(PROGRAM, folder.path(), &[]);
    server.actor(key["key"].as_str().unwrap()).get("/processes").await.expect(200);
    let denied =
        server.actor(key["key"].as_str().unwrap()).get(&format!("/collections/{}", "0".repeat(32))).await;
    denied.problem(403);
}

#[test]
fn every_command_of_the_server_shows_an_example() {
    for arguments in [
        &["serve"][..],
        &["work"],
        &["admin"],
        &["admin", "key", "create"],
        &["admin", "user", "create"],
        &["admin", "user", "link"],
        &["admin", "migrate"],
        &["admin", "doctor"],
    ] {
        let output = Command::new(PROGRAM).args(arguments).arg("--help").output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(help.contains("Example:"), "{arguments:?}");
    }
}

/// Paths and sizes of all files below a folder.
fn files_below(folder: &std::path::Path) -> Vec<(std::path::PathBuf, u64)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(metadata) => found.push((entry.path(), metadata.len())),
                // The database removes files of its own meanwhile.
                Err(_) => {}
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_onto_a_full_disk_leaves_nothing_and_the_server_lives_on() {
    let folder = tempfile::tempdir().unwrap();
    let limited = folder.path().join("limited");
    // A file may have 16 MiB, and writing more is an error, as on a full disk.
    let script = format!("#!/bin/sh\ntrap '' XFSZ\nulimit -f 32768\nexec '{PROGRAM}' \"$@\"\n");
    std::fs::write(&limited, script).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&limited).status().unwrap().success());
    let data = folder.path().join("data");
    let server = Server::start(limited.to_str().unwrap(), &data, &[]);
    let key = server.key();
    let process_id = key.new_process().await;
    let large = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 24 << 20]].concat();
    let refused = key.upload(&process_id, &[("large.pdf", large)]).await;
    assert!(refused.status.is_server_error(), "{}", refused.status);
    assert_eq!(
        key.get(&format!("/processes/{process_id}/collections")).await.expect(200)["pagination"]["total"],
        0
    );
    let left: Vec<_> = files_below(&data).into_iter().filter(|(_, bytes)| *bytes > 5 << 20).collect();
    assert!(left.is_empty(), "{left:?}");

    let (name, pdf) = TestApp::invoice(0);
    key.upload(&process_id, &[(&name, pdf)]).await.expect(201);
    let all = key.wait(&process_id, |all| all.iter().all(|one| one["status"] == "Needs Review")).await;
    assert_eq!(all.len(), 1);
}
