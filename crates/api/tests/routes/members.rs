//! Archives, e-mails and other files without pages of their own.

use std::io::Write as _;

use perigee_testkit::{TestApp, both};
use serde_json::Value;

use crate::fixture::text;

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn mail(attached: &str) -> Vec<u8> {
    format!(
        "From: a@example.com\r\nSubject: Your invoice\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nTotal 119\r\n\
         --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=terms.txt\r\n\r\n{attached}\r\n--b--\r\n"
    )
    .into_bytes()
}

fn names(shown: &Value) -> Vec<String> {
    shown["files"].as_array().unwrap().iter().map(|file| text(&file["name"])).collect()
}

both! {
    async fn members_become_files_of_the_collection_once(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(1);
        let inner = zipped(&[("mail.eml", &mail("Pay soon"))]);
        let archive = zipped(&[(&name, &pdf), ("inner.zip", &inner)]);
        let made = owner.upload(&process_id, &[("all.zip", archive.clone())]).await.expect(201);
        app.work().await;
        let path = format!("/collections/{}", text(&made["id"]));
        let shown = owner.get(&path).await.expect(200);
        let expected = [
            "all.zip".to_owned(),
            format!("all.zip/{name}"),
            "all.zip/inner.zip".to_owned(),
            "all.zip/inner.zip/mail.eml".to_owned(),
            "all.zip/inner.zip/mail.eml/terms.txt".to_owned(),
        ];
        assert_eq!(names(&shown), expected);
        assert_eq!(shown["status"], "Needs Review");
        assert_eq!((&shown["files"][0]["status"], &shown["files"][0]["numberOfPages"]), (&"Needs Review".into(), &0.into()));
        let results = owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        let documents = |index: usize| results["results"][index]["documents"].as_array().unwrap().len();
        assert_eq!([documents(0), documents(1), documents(2), documents(3), documents(4)], [0, 1, 0, 1, 1]);

        owner.act(&format!("{path}/reprocess")).await.expect(200);
        app.work().await;
        let again = owner.get(&path).await.expect(200);
        assert_eq!(names(&again), expected, "processing again makes no file twice");
        let original = owner.get(&format!("{path}/files/download")).await;
        assert!(original.body == archive, "what came out of the archive is in it");
    }

    async fn a_file_without_pages_is_shown_on_those_that_it_got(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let made = owner.upload(&process_id, &[("mail.eml", mail("x"))]).await.expect(201);
        app.work().await;
        let results = owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        let document = text(&results["results"][0]["documents"][0]["documentId"]);
        let image = owner.get(&format!("/documents/{document}/pages/0/image?dpi=72")).await;
        assert!(image.body.starts_with(b"\x89PNG"));
        let words = owner.get(&format!("/documents/{document}/pages/0/words")).await.expect(200);
        assert!(words["words"].as_array().unwrap().iter().any(|word| word["text"] == "119"));
        let blobs = app.folder.path().join("blobs/pages");
        let organization = std::fs::read_dir(blobs).unwrap().flatten().next().unwrap().path();
        let kept = std::fs::read_dir(organization).unwrap().flatten().filter(|file| file.path().join("shown").is_file());
        assert_eq!(kept.count(), 2, "the mail and its attachment keep the pages that they got");
    }

    async fn an_archive_of_bad_files_fails_as_they_do(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let archive = zipped(&[("a.pdf", b"%PDF-1.7"), ("b.bin", &[0, 1, 2])]);
        let made = owner.upload(&process_id, &[("all.zip", archive)]).await.expect(201);
        app.work().await;
        let shown = owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
        assert_eq!(shown["status"], "Failed");
        assert_eq!(shown["files"][2]["error"]["code"], "file_unsupported");
    }

    async fn archives_inside_archives_end_somewhere(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let mut archive = zipped(&[("a.txt", b"the innermost text")]);
        for _ in 0..4 {
            archive = zipped(&[("in.zip", &archive)]);
        }
        let made = owner.upload(&process_id, &[("all.zip", archive)]).await.expect(201);
        app.work().await;
        let shown = owner.get(&format!("/collections/{}", text(&made["id"]))).await.expect(200);
        let last = shown["files"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["name"], "all.zip/in.zip/in.zip/in.zip");
        assert_eq!(last["error"]["code"], "archive_too_deep");
    }
}
