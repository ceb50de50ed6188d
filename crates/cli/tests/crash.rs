//! Killing the server loses nothing and does nothing twice.

use std::collections::HashSet;

use perigee_engine::{Engine, EngineConfig, Limits, ReaderMode};
use perigee_testkit::{Server, TestApp, count_rows};

const PROGRAM: &str = env!("CARGO_BIN_EXE_perigee");

/// Pictures of invoices: recognising each takes long enough to be killed in the middle of it.
fn pictures(count: usize) -> Vec<(String, Vec<u8>)> {
    let engine =
        Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits: Limits::default(), models: None });
    let folder = tempfile::tempdir().unwrap();
    let draw = |index: usize| {
        let path = folder.path().join("page.pdf");
        std::fs::write(&path, TestApp::invoice(index).1).unwrap();
        (format!("scan-{index}.png"), engine.render_page(&path, 0, 150.0).unwrap().png)
    };
    (0..count).map(draw).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_files_that_were_being_processed_when_the_server_was_killed_are_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(PROGRAM, folder.path(), &[]);
    let key = server.key();
    let process_id = key.new_process().await;
    let pictures = pictures(10);
    // Five collections of one file, and one of five.
    let files: Vec<(&str, Vec<u8>)> =
        pictures.iter().map(|(name, png)| (name.as_str(), png.clone())).collect();
    for file in &files[..5] {
        key.upload(&process_id, std::slice::from_ref(file)).await.expect(201);
    }
    key.upload(&process_id, &files[5..]).await.expect(201);

    key.wait(&process_id, |all| all.iter().any(|collection| collection["status"] == "Needs Review")).await;
    server.kill();
    let done_before = count_rows(folder.path(), "extractions").await;
    assert!((1..10).contains(&done_before), "it was killed in the middle: {done_before} of 10 were done");

    let server = Server::start(PROGRAM, folder.path(), &[]);
    let key = server.key();
    let all = key
        .wait(&process_id, |all| all.iter().all(|collection| collection["status"] == "Needs Review"))
        .await;
    assert_eq!(all.len(), 6);
    let mut documents = HashSet::new();
    for collection in &all {
        let results = key.get(&format!("/results/{}", collection["id"].as_str().unwrap())).await.expect(200);
        for file in results["results"].as_array().unwrap() {
            assert_eq!(file["documents"].as_array().unwrap().len(), 1, "{}", file["fileName"]);
            documents.insert(file["documents"][0]["documentId"].to_string());
        }
    }
    assert_eq!(documents.len(), 10);
    for table in ["files", "pages", "documents", "extractions"] {
        assert_eq!(count_rows(folder.path(), table).await, 10, "{table}");
    }
    assert_eq!(count_rows(folder.path(), "jobs").await, 0);
}
