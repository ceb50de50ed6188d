//! Server-sent events.

use std::time::Duration;

use perigee_testkit::{TestApp, both};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::fixture::text;

/// Long enough for a loaded machine; a test ends as soon as the event is there.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads events until one satisfies the condition.
async fn until(response: &mut reqwest::Response, buffer: &mut String, found: impl Fn(&str, &Value) -> bool) {
    let reading = async {
        loop {
            while let Some((event, rest)) =
                buffer.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned()))
            {
                *buffer = rest;
                let line =
                    |prefix: &str| event.lines().find_map(|line| line.strip_prefix(prefix)).map(str::trim);
                let (Some(name), Some(json)) = (line("event:"), line("data:")) else { continue };
                if found(name, &serde_json::from_str(json).unwrap()) {
                    return;
                }
            }
            let piece = response.chunk().await.unwrap().expect("the stream goes on");
            buffer.push_str(std::str::from_utf8(&piece).unwrap());
        }
    };
    timeout(PATIENCE, reading).await.expect("the event comes");
}

both! {
    async fn a_listener_sees_a_collection_come_change_and_go(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let path = format!("/processes/{process_id}/events");
        let mut stream = owner.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        let (name, pdf) = TestApp::invoice(0);
        let id = text(&owner.upload(&process_id, &[(&name, pdf)]).await.expect(201)["id"]);
        let mut buffer = String::new();
        until(&mut stream, &mut buffer, |name, event| name == "changed" && event["collection"]["id"] == id.as_str())
            .await;
        app.work().await;
        until(&mut stream, &mut buffer, |_, event| event["collection"]["status"] == "Needs Review").await;
        owner.delete(&format!("/collections/{id}")).await;
        until(&mut stream, &mut buffer, |name, event| name == "removed" && event["collectionId"] == id.as_str()).await;
    }

    async fn the_stream_of_a_revoked_key_ends(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let made = owner.post("/admin/api-keys", &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        let key = app.with_key(made["key"].as_str().unwrap());
        let path = format!("/processes/{process_id}/events");
        let mut stream = key.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(stream.status().as_u16(), 200);
        assert_eq!(owner.delete(&format!("/admin/api-keys/{}", text(&made["id"]))).await.status, 204);
        let ending = async { while stream.chunk().await.unwrap().is_some() {} };
        timeout(PATIENCE, ending).await.expect("the stream ends");
        key.get(&path).await.problem(401);
    }
}
