//! Documents, pages, words and files.

use perigee_testkit::{TestApp, both};
use reqwest::Method;

use crate::fixture::{conflict, reviewed, text};

both! {
    async fn words_of_a_page_have_places_on_it(app: TestApp) {
        let found = reviewed(app).await;
        let words = found.owner.get(&format!("/documents/{}/pages/0/words", found.document_id)).await.expect(200);
        let (width, height) = (words["width"].as_f64().unwrap(), words["height"].as_f64().unwrap());
        let list = words["words"].as_array().unwrap();
        assert!(list.len() > 20);
        for word in list {
            let corner = |index: usize| word["bbox"][index].as_f64().unwrap();
            assert!(corner(0) >= -1.0 && corner(2) <= width + 1.0 && corner(3) <= height + 1.0, "{word}");
        }
        let ocr = found.owner.get(&format!("/ocr/{}?format=words", found.collection_id)).await.expect(200);
        assert_eq!(ocr["results"][0]["documents"][0]["pages"][0]["words"], words["words"]);
        let plain = found.owner.get(&format!("/ocr/{}", found.collection_id)).await.expect(200);
        let page = &plain["results"][0]["documents"][0]["pages"][0];
        assert!(page["words"].is_null());
        assert!(page["text"].as_str().unwrap().starts_with(list[0]["text"].as_str().unwrap()));
        let pages = plain["results"][0]["documents"][0]["pages"].as_array().unwrap().len();
        assert_eq!(plain["results"][0]["totalPages"], pages);
        found.owner.get(&format!("/ocr/{}?format=docx", found.collection_id)).await.problem(400);
    }

    async fn what_was_read_is_passed_on_to_other_programs(app: TestApp) {
        let found = reviewed(app).await;
        let path = |format: &str| format!("/ocr/{}?format={format}", found.collection_id);
        for (format, media_type, begin) in [
            ("hocr", "text/vnd.hocr+html", "<?xml"),
            ("alto", "application/xml", "<?xml"),
            ("pdf", "application/pdf", "%PDF-"),
        ] {
            let answer = found.owner.get(&path(format)).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, media_type));
            assert!(answer.body.starts_with(begin.as_bytes()), "{format}");
            assert!(answer.header("content-disposition").starts_with("attachment; filename*=UTF-8''"), "{format}");
        }
        assert_eq!(app.key(&["workspace.result:read"]).await.get(&path("alto")).await.status, 200);
        app.key(&["workspace.result:read"]).await.get(&path("pdf")).await.problem(403);
        app.stranger().await.get(&path("pdf")).await.problem(404);
    }

    async fn what_was_not_read_cannot_be_passed_on_and_several_files_come_as_an_archive(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let (name, pdf) = TestApp::invoice(0);
        let made = owner.upload(&process_id, &[(&name, pdf.clone()), (&name, pdf), ("a.pdf", b"RIFF\x04\0\0\0WAVE".to_vec())]).await;
        let path = format!("/ocr/{}?format=pdf", text(&made.expect(201)["id"]));
        assert_eq!(conflict(&owner.get(&path).await), "not_read");
        app.work().await;
        let answer = owner.get(&path).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/zip"));
        let end = String::from_utf8_lossy(&answer.body).matches("PK\u{1}\u{2}").count();
        assert_eq!(end, 2, "the file that could not be read is left out");
    }

    async fn a_document_names_its_pages_and_its_model(app: TestApp) {
        let found = reviewed(app).await;
        let document = found.owner.get(&format!("/documents/{}", found.document_id)).await.expect(200);
        assert_eq!(document["pages"][0]["pageNum"], 0);
        assert_eq!(document["collectionId"], found.collection_id.as_str());
        assert!(document["model"].is_string());
    }

    async fn a_page_is_drawn_once_and_not_sent_again(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/documents/{}/pages/0/image?dpi=50", found.document_id);
        let first = found.owner.get(&path).await;
        assert_eq!((first.status.as_u16(), first.header("content-type")), (200, "image/png"));
        assert!(first.body.starts_with(b"\x89PNG"));
        let second = found.owner.get(&path).await;
        assert_eq!(first.body, second.body);
        let request = found.owner.request(Method::GET, &path).header("if-none-match", first.header("etag"));
        assert_eq!(request.send().await.unwrap().status(), 304);
        found.owner.get(&format!("/documents/{}/pages/99/image", found.document_id)).await.problem(404);
        found.owner.get(&format!("/documents/{}/pages/0/image?dpi=9999", found.document_id)).await.problem(400);
    }

    async fn the_original_comes_back_whole_and_in_ranges(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/files/{}/download", found.file_id);
        let whole = found.owner.get(&path).await;
        assert_eq!(whole.body, found.pdf);
        assert!(whole.header("content-disposition").starts_with("attachment; filename*=UTF-8''invoice"));
        assert!(whole.header("content-security-policy").starts_with("sandbox"));
        let range = async |range: &str| {
            let response = found.owner.request(Method::GET, &path).header("range", range).send().await.unwrap();
            let shown = response.headers().get("content-range").map(|value| value.to_str().unwrap().to_owned());
            (response.status().as_u16(), shown.unwrap_or_default(), response.bytes().await.unwrap().to_vec())
        };
        let size = found.pdf.len();
        assert_eq!(range("bytes=2-5").await, (206, format!("bytes 2-5/{size}"), found.pdf[2..6].to_vec()));
        assert_eq!(range("bytes=-3").await.2, found.pdf[size - 3..]);
        assert_eq!(range(&format!("bytes={size}-")).await.0, 416);
        let only = found.owner.get(&format!("/collections/{}/files/download", found.collection_id)).await;
        assert_eq!(only.body, found.pdf, "the one file of a collection comes as itself");
    }

    async fn an_e_invoice_gives_its_values_and_gets_a_picture(app: TestApp) {
        let xml = "<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'><Fa><KodWaluty>PLN</KodWaluty>\
                   <P_1>2026-02-15</P_1><P_2>FV/150</P_2><P_15>123.00</P_15></Fa></Faktura>";
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let files = [("invoice.xml", xml.as_bytes().to_vec())];
        let made = owner.upload(&process_id, &files).await.expect(201);
        app.work().await;
        let results = owner.get(&format!("/results/{}", made["id"].as_str().unwrap())).await.expect(200);
        let document = &results["results"][0]["documents"][0];
        let total = &document["extractedData"]["gross_total"][0];
        assert_eq!((total["value"].as_str(), total["source"].as_str()), (Some("123.00"), Some("einvoice")));
        assert_eq!(total["evidence"][0]["page"], 0);
        let path = format!("/documents/{}/pages/0/image?dpi=50", document["documentId"].as_str().unwrap());
        assert!(owner.get(&path).await.body.starts_with(b"\x89PNG"));
    }

    async fn several_files_come_as_an_archive(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let files = [("a.txt", b"one".to_vec()), ("a.txt", b"two".to_vec())];
        let made = owner.upload(&process_id, &files).await.expect(201);
        let path = format!("/collections/{}/files/download", made["id"].as_str().unwrap());
        let archive = owner.get(&path).await;
        assert_eq!(archive.header("content-type"), "application/zip");
        assert!(archive.body.starts_with(b"PK"));
        let holds = |part: &[u8]| archive.body.windows(part.len()).any(|window| window == part);
        assert!(holds(b"one") && holds(b"two") && holds(b"2-a.txt"));
        app.work().await;
    }
}
