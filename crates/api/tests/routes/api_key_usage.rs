//! How the use of keys is counted and shown.

use std::time::Duration;

use perigee_app::api_key::watch;
use perigee_model::ApiKeyId;
use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, both};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::fixture::text;

const ORG: &str = "/admin/api-keys";

async fn usage(owner: &Actor, key: &Value) -> Value {
    owner.get(&format!("{ORG}/{}/usage", key["id"].as_str().unwrap())).await.expect(200)
}

fn today(usage: &Value) -> &Value {
    usage["days"].as_array().unwrap().last().unwrap()
}

both! {
    async fn requests_are_shown_by_day_route_and_network_before_and_after_they_are_written(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post(ORG, &json!({"name": "x", "scopes": ["workspace.process:read"]})).await.expect(201);
        let before = usage(&owner, &made).await;
        assert_eq!(before["days"].as_array().unwrap().len(), 90);
        assert_eq!((&before["routes"], &before["networks"]), (&json!([]), &json!([])));
        let key = app.with_key(made["key"].as_str().unwrap());
        key.get("/processes").await.expect(200);
        key.get("/processes?limit=1").await.expect(200);
        key.get("/me").await.expect(200);
        key.get(&format!("/processes/{}", "0".repeat(32))).await.problem(404);
        key.get("/admin/users").await.problem(403);
        let pending = usage(&owner, &made).await;
        let expected = json!({"day": today(&pending)["day"], "succeeded": 3, "refused": 2, "failed": 0});
        assert_eq!(today(&pending), &expected);
        watch::flush(&app.app).await.unwrap();
        assert_eq!(usage(&owner, &made).await, pending, "writing changes nothing");
        let routes = pending["routes"].as_array().unwrap();
        let listing = routes.iter().find(|route| route["route"] == "GET /processes").unwrap();
        assert_eq!(listing["requests"], 2);
        assert!(routes.iter().any(|route| route["route"] == "GET /processes/{process_id}"), "{routes:?}");
        assert_eq!(pending["networks"][0]["network"], "127.0.0.0/24");
        key.get("/me").await.expect(200);
        watch::flush(&app.app).await.unwrap();
        assert_eq!(today(&usage(&owner, &made).await)["succeeded"], 4);
        let shown = owner.get(&format!("{ORG}/{}", text(&made["id"]))).await.expect(200);
        assert_eq!((&shown["lastUsedIp"], &shown["lastUsedRoute"]), (&json!("127.0.0.1"), &json!("GET /me")));
        assert!(shown["lastUsedAt"].is_string());
    }

    async fn a_list_shows_a_use_at_once(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let path = format!("/processes/{process_id}/api-keys");
        let made = owner.post(&path, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        assert!(owner.get(&path).await.expect(200)["apiKeys"][0]["lastUsedAt"].is_null());
        app.with_key(made["key"].as_str().unwrap()).get("/processes").await.expect(200);
        let listed = owner.get(&path).await.expect(200);
        assert_eq!(listed["apiKeys"][0]["lastUsedRoute"], "GET /processes");
        let used = owner.get(&format!("{path}/{}/usage", text(&made["id"]))).await.expect(200);
        assert_eq!(today(&used)["succeeded"], 1);
    }

    async fn use_of_a_key_that_is_gone_hinders_nobody(app: TestApp) {
        let owner = app.owner().await;
        let process_id = owner.new_process().await;
        let path = format!("/processes/{process_id}/api-keys");
        let gone = owner.post(&path, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        app.with_key(gone["key"].as_str().unwrap()).get("/me").await.expect(200);
        let made = owner.post(ORG, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        app.with_key(made["key"].as_str().unwrap()).get("/me").await.expect(200);
        assert_eq!(owner.delete(&format!("/processes/{process_id}")).await.status, 204);
        watch::flush(&app.app).await.unwrap();
        assert_eq!(today(&usage(&owner, &made).await)["succeeded"], 1);
    }

    async fn what_cannot_be_written_is_written_later(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post(ORG, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        let key = app.with_key(made["key"].as_str().unwrap());
        key.get("/me").await.expect(200);
        let db = app.app.db().writer();
        db.execute_unprepared("alter table api_key_days rename to elsewhere").await.unwrap();
        assert!(watch::flush(&app.app).await.is_err());
        db.execute_unprepared("alter table elsewhere rename to api_key_days").await.unwrap();
        key.get("/me").await.expect(200);
        watch::flush(&app.app).await.unwrap();
        let used = usage(&owner, &made).await;
        assert_eq!(today(&used)["succeeded"], 2);
        assert_eq!(used["routes"][0]["requests"], 2, "nothing was written twice");
    }

    async fn the_watch_writes_what_is_left_when_the_server_goes_down(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post(ORG, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        let id: ApiKeyId = made["id"].as_str().unwrap().parse().unwrap();
        let closing = CancellationToken::new();
        let watching = tokio::spawn(watch::run(app.app.clone(), closing.clone()));
        tokio::time::sleep(Duration::from_millis(50)).await;
        app.with_key(made["key"].as_str().unwrap()).get("/me").await.expect(200);
        closing.cancel();
        watching.await.unwrap();
        let stored = perigee_testkit::store::api_key_usage::list_routes(app.app.db().reader(), id).await.unwrap();
        assert_eq!(stored.iter().map(|row| row.route.as_str()).collect::<Vec<_>>(), ["GET /me"]);
    }

    async fn days_before_today_are_kept_for_ninety_days(app: TestApp) {
        let owner = app.owner().await;
        let made = owner.post(ORG, &json!({"name": "x", "scopes": ["All"]})).await.expect(201);
        app.with_key(made["key"].as_str().unwrap()).get("/me").await.expect(200);
        watch::flush(&app.app).await.unwrap();
        for days in [10, 200] {
            let moved = format!("update api_key_days set day = day - {days}");
            app.app.db().writer().execute_unprepared(&moved).await.unwrap();
            let used = usage(&owner, &made).await;
            let total: u64 = used["days"].as_array().unwrap().iter().map(|day| day["succeeded"].as_u64().unwrap()).sum();
            assert_eq!(total, u64::from(days == 10), "after {days}");
        }
        assert_eq!(today(&usage(&owner, &made).await)["succeeded"], 0);
    }
}
