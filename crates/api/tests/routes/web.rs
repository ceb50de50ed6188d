//! What is outside of the API: health, documentation, the web app, and what every answer carries.

use perigee_testkit::both;
use reqwest::Method;
use serde_json::json;

both! {
    async fn health_and_documentation_need_no_key(app: TestApp) {
        let anon = app.anon();
        assert_eq!(anon.get("//healthz").await.body, b"ok\n");
        assert_eq!(anon.get("//readyz").await.status, 200);
        let document = anon.get("//api/openapi.json").await.expect(200);
        assert_eq!(document["openapi"], "3.1.0");
        let page = anon.get("//docs").await;
        let html = String::from_utf8(page.body.clone()).unwrap();
        assert!(html.contains("/docs/docs.js") && !html.contains("https://unpkg"), "nothing comes from elsewhere");
        assert_eq!(anon.get("//docs/docs.js").await.status, 200);
        assert_eq!(anon.get("//docs/docs.css").await.status, 200);
    }

    async fn a_screen_of_the_web_app_is_a_page_and_a_missing_file_is_not(app: TestApp) {
        let anon = app.anon();
        for path in ["//", "//processes/1/queue", "//sign-in"] {
            let page = anon.get(path).await;
            assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
        }
        anon.get("//missing.js").await.problem(404);
        anon.get("//api/v0.4/nothing").await.problem(404);
        anon.get("//api/nothing").await.problem(404);
        anon.delete("//processes").await.problem(405);
    }

    async fn every_answer_is_guarded(app: TestApp) {
        for path in ["//", "//docs", "/processes"] {
            let answer = app.anon().get(path).await;
            assert!(answer.header("content-security-policy").contains("default-src 'self'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "DENY");
        }
        let owner = app.owner().await;
        assert_eq!(owner.get("/processes").await.header("cache-control"), "no-store");
        assert_ne!(owner.get("/me").await.header("x-request-id"), owner.get("/me").await.header("x-request-id"));
    }

    async fn a_request_with_two_lengths_hides_no_second_one(app: TestApp) {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let address = app.origin().trim_start_matches("http://").to_owned();
        let hidden = "GET /healthz HTTP/1.1\r\nHost: hidden\r\n\r\n";
        let request = format!(
            "POST /api/v0.4/session HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n{hidden}",
            hidden.len() + 5
        );
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answers = Vec::new();
        // A connection that is cut is as good as one that ends.
        let _cut = stream.read_to_end(&mut answers).await;
        let answers = String::from_utf8_lossy(&answers).into_owned();
        assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{answers}");
        assert!(answers.starts_with("HTTP/1.1 400"), "{answers}");
    }

    async fn a_body_that_is_no_json_or_too_large_is_refused(app: TestApp) {
        let owner = app.owner().await;
        let send = async |kind: &str, body: String| {
            let request = owner.request(Method::POST, "/processes").header("content-type", kind).body(body);
            let answer = request.send().await.unwrap();
            let is_last = answer.headers().get("connection").is_some_and(|value| value == "close");
            assert_eq!(is_last, answer.status() == 413, "the rest of a body is not read");
            answer.status().as_u16()
        };
        assert_eq!(send("application/json", "{".to_owned()).await, 400);
        assert_eq!(send("application/json", "[]".to_owned()).await, 400);
        assert_eq!(send("text/plain", "{}".to_owned()).await, 415);
        assert_eq!(send("application/json", format!("\"{}\"", "x".repeat(2 << 20))).await, 413);
        assert_eq!(owner.v03().post("/processes", &json!([])).await.status, 422);
    }
}
