//! Uploads: forms, base64, limits, repeated requests, and files that cannot be read.

use perigee_testkit::{TestApp, both};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::fixture::text;

both! {
    async fn a_form_may_hold_several_files_and_what_is_said_about_them(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(1);
        let form = Form::new()
            .text("name", "March")
            .text("priority", "true")
            .text("metadata", r#"{"box":"7"}"#)
            .part("files", Part::bytes(pdf.clone()).file_name(format!("../../{name}")))
            .part("files", Part::bytes(pdf.clone()).file_name("second.pdf"));
        let path = format!("/processes/{process_id}/collections");
        let response = owner.request(Method::POST, &path).multipart(form).send().await.unwrap();
        assert_eq!(response.status(), 201);
        let made: serde_json::Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(made["name"], "March");
        assert_eq!(made["priority"], true);
        assert_eq!(made["metadata"], json!({"box": "7"}));
        assert_eq!(made["files"][0]["name"], name);
        assert_eq!(made["files"][1]["sizeBytes"], pdf.len());
        app.work().await;
        let shown = owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
        assert_eq!(shown["status"], "Needs Review");
        let pages = |index: usize| shown["files"][index]["numberOfPages"].as_u64().unwrap();
        assert_eq!(shown["numberOfPages"], pages(0) + pages(1));
        assert_eq!(pages(0), pages(1));
    }

    async fn base64_is_another_way_to_send_the_same(app: TestApp) {
        let owner = app.owner().await;
        let path = format!("/processes/{}/collections/base64", owner.new_process().await);
        let body = json!({"files": [{"name": "a.pdf", "content": "JVBERi0="}], "metadata": {"a": 1}});
        let made = owner.post(&path, &body).await.expect(201);
        assert_eq!(made["files"][0]["sizeBytes"], 5);
        let answer = owner.post(&path, &json!({"files": [{"name": "a.pdf"}, {"name": "b", "content": 7}]})).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: files[0].content", "body: files[1].content"]);
        let answer = owner.post(&path, &json!({"files": [{"name": "a.pdf", "content": "%"}]})).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: files[0].content"]);
        app.work().await;
    }

    async fn a_file_over_the_limit_is_refused_and_leaves_nothing(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let large = vec![b'x'; usize::try_from(perigee_testkit::FILE_BYTES).unwrap() + 1];
        let answer = owner.upload(&process_id, &[("small.pdf", b"x".to_vec()), ("large.pdf", large)]).await;
        assert_eq!(answer.problem(413)["type"], "PayloadTooLargeError");
        let listed = owner.get(&format!("/processes/{process_id}/collections")).await.expect(200);
        assert_eq!(listed["pagination"]["total"], 0);
        let files = app.folder.path().join("blobs/files");
        let left = std::fs::read_dir(files).into_iter().flatten().flatten();
        let left: usize = left.map(|folder| std::fs::read_dir(folder.path()).unwrap().count()).sum();
        assert_eq!(left, 0, "no byte of the refused upload is kept");
    }

    async fn a_repeated_request_makes_one_collection(app: TestApp) {
        let owner = app.owner().await;
        let path = format!("/processes/{}/collections", owner.new_process().await);
        let send = async |key: &str| {
            let form = Form::new().part("files", Part::bytes(b"x".to_vec()).file_name("a.pdf"));
            let request = owner.request(Method::POST, &path).header("idempotency-key", key).multipart(form);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 201);
            let body: serde_json::Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
            text(&body["id"])
        };
        let first = send("one").await;
        assert_eq!(send("one").await, first);
        assert_ne!(send("two").await, first);
        let listed = owner.get(&path).await.expect(200);
        assert_eq!(listed["pagination"]["total"], 2);
        assert_eq!(listed["collections"][0]["duplicates"].as_array().unwrap().len(), 1, "the same bytes twice");
        app.work().await;
    }

    async fn a_form_without_files_and_a_body_that_is_no_form_are_refused(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let path = format!("/processes/{process_id}/collections");
        let form = Form::new().text("name", "x").text("priority", "perhaps").text("metadata", "[]");
        let request = owner.request(Method::POST, &path).multipart(form);
        let answer = perigee_testkit::send(request).await;
        answer.problem(400);
        assert_eq!(answer.locations(), ["body: priority", "body: metadata", "body: files"]);
        let answer = owner.post(&format!("/processes/{process_id}/collections"), &json!({})).await;
        assert!(answer.problem(415)["detail"].to_string().contains("application/json"));
    }

    async fn one_bad_file_does_not_disturb_the_others_of_its_collection(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(2);
        let made = owner.upload(&process_id, &[("empty.pdf", Vec::new()), (&name, pdf)]).await.expect(201);
        app.work().await;
        let shown = owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
        assert_eq!(shown["status"], "Needs Review");
        assert_eq!(shown["files"][0]["status"], "Failed");
        assert_eq!(shown["files"][0]["error"]["code"], "file_empty");
        assert_eq!(shown["files"][1]["status"], "Needs Review");
        assert!(shown["reviewReasons"].as_array().unwrap().iter().any(|reason| reason["code"] == "file_failed"));
        let results = owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        assert_eq!(results["results"][0]["status"]["status"], "Failed");
        assert_eq!(results["results"][1]["status"]["code"], "F100");
    }

    async fn a_collection_of_bad_files_fails_and_says_what_to_do(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        for file in perigee_synth::hostile::all().into_iter().filter(|file| file.file_name != "bomb.pdf") {
            let made = owner.upload(&process_id, &[(file.file_name, file.bytes)]).await.expect(201);
            app.work().await;
            let shown = owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
            assert_eq!(shown["status"], "Failed", "{}", file.file_name);
            for field in ["code", "message", "action"] {
                assert!(shown["error"][field].as_str().is_some_and(|text| !text.is_empty()), "{}", file.file_name);
            }
        }
        assert_eq!(app.jobs().await, (0, 0), "a bad file is no dead job");
    }
}
