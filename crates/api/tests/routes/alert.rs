//! What is noticed about keys, who is told, and who looked.

use std::net::IpAddr;
use std::time::Duration;

use chrono::Utc;
use perigee_app::api_key::watch;
use perigee_model::ApiKeyId;
use perigee_testkit::store::ConnectionTrait as _;
use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::fixture::text;

const ORG: &str = "/admin/api-keys";

/// Milliseconds of an hour.
const HOUR_MS: i64 = 3_600_000;

struct Key {
    id: ApiKeyId,
    made: Value,
}

async fn key(owner: &Actor, body: Value) -> Key {
    let made = owner.post(ORG, &body).await.expect(201);
    Key { id: made["id"].as_str().unwrap().parse().unwrap(), made }
}

fn plain() -> Value {
    json!({"name": "robot", "scopes": ["All"]})
}

/// Requests as the server counts them.
fn used(app: &TestApp, key: &Key, from: &str, status: u16, times: usize) {
    let (address, now) = (from.parse::<IpAddr>().unwrap(), Utc::now().timestamp_millis());
    for _ in 0..times {
        app.app.usage().record(key.id, "GET /me", status, Some(address), now);
    }
}

async fn alerts(owner: &Actor) -> Vec<Value> {
    let listed = owner.get("/admin/alerts?state=open").await.expect(200);
    listed["alerts"].as_array().unwrap().clone()
}

async fn sql(app: &TestApp, text: &str) {
    app.app.db().writer().execute_unprepared(text).await.unwrap();
}

/// The owner, with an address to be told at.
async fn told_owner(app: &TestApp) -> Actor {
    sql(app, "update users set email = 'owner@example.org' where email is null").await;
    app.owner().await
}

/// How many mails with this subject were written.
async fn mails(owner: &Actor, subject: &str) -> usize {
    let listed = owner.get("/admin/mails?limit=1000").await.expect(200);
    listed["mails"].as_array().unwrap().iter().filter(|mail| mail["subject"] == subject).count()
}

both! {
    async fn a_new_network_is_told_once_after_the_key_has_settled_in(app: TestApp) {
        let owner = told_owner(app).await;
        let key = key(&owner, plain()).await;
        used(app, &key, "203.0.113.7", 200, 1);
        watch::flush(&app.app).await.unwrap();
        used(app, &key, "198.51.100.1", 200, 1);
        watch::flush(&app.app).await.unwrap();
        assert!(alerts(&owner).await.is_empty(), "in its first hour a key gets to know its networks");
        sql(app, &format!("update api_key_networks set first_seen_at = first_seen_at - {}", 2 * HOUR_MS)).await;
        used(app, &key, "203.0.113.200", 200, 1);
        watch::flush(&app.app).await.unwrap();
        assert!(alerts(&owner).await.is_empty(), "the same network");
        used(app, &key, "2001:db8:5::1", 401, 3);
        watch::flush(&app.app).await.unwrap();
        assert!(alerts(&owner).await.is_empty(), "a wrong secret is not a use");
        used(app, &key, "2001:db8:5::1", 200, 3);
        watch::flush(&app.app).await.unwrap();
        used(app, &key, "192.0.2.1", 200, 1);
        watch::flush(&app.app).await.unwrap();
        let found = alerts(&owner).await;
        assert_eq!(found.len(), 1, "one a day for each kind: {found:?}");
        assert_eq!((&found[0]["kind"], &found[0]["apiKeyName"]), (&json!("new_network"), &json!("robot")));
        assert_eq!(found[0]["apiKeyId"], key.made["id"]);
        assert!(text(&found[0]["message"]).contains("2001:db8:5::/48"), "{found:?}");
        assert_eq!(mails(&owner, "API key \"robot\" was used from a new network").await, 1);
    }

    async fn a_network_that_was_allowed_by_name_is_no_news(app: TestApp) {
        let owner = app.owner().await;
        let body = json!({"name": "x", "scopes": ["All"], "networks": ["203.0.113.0/24", "198.51.100.7"]});
        let key = key(&owner, body).await;
        used(app, &key, "203.0.113.7", 200, 1);
        watch::flush(&app.app).await.unwrap();
        sql(app, "update api_key_networks set first_seen_at = 0").await;
        used(app, &key, "198.51.100.7", 200, 1);
        watch::flush(&app.app).await.unwrap();
        assert!(alerts(&owner).await.is_empty());
    }

    async fn a_burst_of_refusals_is_told(app: TestApp) {
        let owner = told_owner(app).await;
        let (key, other) = (key(&owner, plain()).await, key(&owner, plain()).await);
        used(app, &key, "203.0.113.7", 403, 12);
        used(app, &other, "203.0.113.7", 404, 50);
        used(app, &other, "203.0.113.7", 403, 19);
        watch::flush(&app.app).await.unwrap();
        assert!(alerts(&owner).await.is_empty());
        used(app, &key, "203.0.113.7", 401, 8);
        watch::flush(&app.app).await.unwrap();
        watch::flush(&app.app).await.unwrap();
        let found = alerts(&owner).await;
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0]["kind"], &found[0]["apiKeyId"]), (&json!("refusals"), &key.made["id"]));
        assert_eq!(mails(&owner, "API key \"robot\" is being refused").await, 1);
    }

    async fn sudden_volume_is_told_against_the_busiest_hour_of_a_week(app: TestApp) {
        let owner = app.owner().await;
        let (busy, calm, young) =
            (key(&owner, plain()).await, key(&owner, plain()).await, key(&owner, plain()).await);
        for (one, usual) in [(&busy, 200), (&calm, 60)] {
            used(app, one, "203.0.113.7", 200, usual);
        }
        watch::flush(&app.app).await.unwrap();
        sql(app, "update api_key_hours set hour = hour - 30").await;
        let day = 24 * HOUR_MS;
        sql(app, &format!("update api_keys set created_at = created_at - {day} where id <> {}", literal(app, &young))).await;
        for one in [&busy, &calm, &young] {
            used(app, one, "203.0.113.7", 200, 1_001);
        }
        watch::flush(&app.app).await.unwrap();
        let found = alerts(&owner).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((&found[0]["kind"], &found[0]["apiKeyId"]), (&json!("volume"), &calm.made["id"]));
        assert!(text(&found[0]["message"]).contains("1001 requests"), "{found:?}");
    }

    async fn the_end_of_a_key_is_reminded_of_once_by_several_servers(app: TestApp) {
        let owner = told_owner(app).await;
        let days = |days: i64| (Utc::now() + chrono::Duration::days(days)).to_rfc3339();
        let soon = key(&owner, json!({"name": "soon", "scopes": ["All"], "exp": days(40)})).await;
        let short = json!({"name": "short", "scopes": ["All"], "exp": days(6)});
        key(&owner, short).await;
        let rotated = key(&owner, json!({"name": "rotated", "scopes": ["All"], "exp": days(40)})).await;
        let longest = json!({"graceSeconds": 2_592_000});
        owner.post(&format!("{ORG}/{}/rotate", rotated.id), &longest).await.expect(201);
        sql(app, "update api_keys set created_at = 0 where replaced_by is not null").await;
        for (expected, back) in [(0, 0), (1, 11), (2, 23)] {
            // As if so many days had passed.
            sql(app, &format!(
                "update api_keys set created_at = created_at - {0}, expires_at = expires_at - {0} where name = 'soon'",
                back * 24 * HOUR_MS
            )).await;
            // Alerts are one a day; these are of different days.
            sql(app, "delete from alerts").await;
            let closing = CancellationToken::new();
            let watching: Vec<_> =
                (0..3).map(|_| tokio::spawn(watch::run(app.app.clone(), closing.clone()))).collect();
            tokio::time::sleep(Duration::from_millis(800)).await;
            closing.cancel();
            for one in watching {
                one.await.unwrap();
            }
            assert_eq!(mails(&owner, "API key \"soon\" ends soon").await, expected);
            let found = alerts(&owner).await;
            assert_eq!(found.len(), usize::from(expected > 0), "{found:?}");
            if let Some(alert) = found.first() {
                assert_eq!((&alert["kind"], &alert["apiKeyId"]), (&json!("expiring"), &soon.made["id"]));
            }
        }
        assert_eq!(mails(&owner, "API key \"short\" ends soon").await, 0, "who made it knows");
        assert_eq!(mails(&owner, "API key \"rotated\" ends soon").await, 0, "it has a successor");
    }

    async fn who_looked_first_is_kept_and_open_ones_are_listed_apart(app: TestApp) {
        let owner = app.owner().await;
        let key = key(&owner, plain()).await;
        used(app, &key, "203.0.113.7", 403, 25);
        watch::flush(&app.app).await.unwrap();
        let alert = alerts(&owner).await.remove(0);
        assert!(alert["acknowledgedAt"].is_null() && alert["acknowledgedBy"].is_null());
        let path = format!("/admin/alerts/{}/acknowledge", text(&alert["id"]));
        let seen = owner.act(&path).await.expect(200);
        assert_eq!(seen["acknowledgedBy"], owner.get("/me").await.expect(200)["subjectId"]);
        let again = app.key(&["All"]).await.act(&path).await.expect(200);
        assert_eq!(again["acknowledgedBy"], seen["acknowledgedBy"]);
        assert!(alerts(&owner).await.is_empty());
        let all = owner.get("/admin/alerts").await.expect(200);
        assert_eq!((&all["alerts"][0]["id"], &all["pagination"]["total"]), (&alert["id"], &json!(1)));
        owner.get("/admin/alerts?state=closed").await.problem(400);
        app.stranger().await.act(&path).await.problem(404);
        assert_eq!(app.stranger().await.get("/admin/alerts").await.expect(200)["pagination"]["total"], 0);
        app.clerk().await.act(&path).await.problem(403);
        app.clerk().await.get("/admin/alerts").await.problem(403);
        let noted = owner.get("/admin/audit?action=alert.acknowledge").await.expect(200);
        assert_eq!(noted["pagination"]["total"], 1);
    }
}

/// The id as the database writes it.
fn literal(app: &TestApp, key: &Key) -> String {
    if app.app.db().is_sqlite() { format!("x'{}'", key.id) } else { format!("'{}'", key.id) }
}
