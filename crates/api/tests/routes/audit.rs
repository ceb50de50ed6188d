//! The audit log: what is in it, who reads it, and that nobody rewrites it.

use perigee_app::audit::{Fault, Verdict, verify};
use perigee_model::OrganizationId;
use perigee_testkit::store::entity::{audit_event, audit_head};
use perigee_testkit::{Actor, TestApp, both};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

use crate::fixture::{Reviewed, owner_of_several, reviewed, text};

/// What a check says about the organization of the tests.
async fn check(app: &TestApp, expected: Option<&str>) -> Verdict {
    let id = app.owner.scope.organization_id;
    let row = perigee_testkit::store::organizations::get(app.app.db().reader(), id).await.unwrap();
    let mut verdicts = verify(&app.app, Some(&row.public_id), expected).await.unwrap();
    assert_eq!(verdicts.len(), 1);
    verdicts.remove(0)
}

async fn fault(app: &TestApp) -> Option<(i64, Fault)> {
    check(app, None).await.fault
}

/// Writes into the log behind its back.
async fn overwrite(app: &TestApp, number: i64, column: audit_event::Column, value: Expr) {
    audit_event::Entity::update_many()
        .col_expr(column, value)
        .filter(audit_event::Column::OrganizationId.eq(app.owner.scope.organization_id.uuid()))
        .filter(audit_event::Column::Number.eq(number))
        .exec(app.app.db().writer())
        .await
        .unwrap();
}

async fn rows(app: &TestApp) -> Vec<audit_event::Model> {
    let id: OrganizationId = app.owner.scope.organization_id;
    perigee_testkit::store::audit::list_from(app.app.db().reader(), id, 1, 1_000).await.unwrap()
}

/// Several events.
async fn busy(owner: &Actor) {
    for name in ["one", "two", "three", "four"] {
        owner.patch("/organization", &json!({"name": name})).await.expect(200);
    }
}

fn actions(listed: &Value) -> Vec<String> {
    listed["events"].as_array().unwrap().iter().map(|event| text(&event["action"])).collect()
}

both! {
    async fn what_is_done_to_processes_and_collections_is_written_down(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}", found.process_id);
        found.owner.patch(&path, &json!({"name": "Renamed"})).await.expect(200);
        found.owner.act(&format!("{path}/config/reset")).await.expect(200);
        let collection = format!("/collections/{}", found.collection_id);
        found.owner.post(&format!("{collection}/accept"), &json!({"force": true})).await.expect(200);
        found.owner.act(&format!("{collection}/reopen")).await.expect(200);
        found.owner.delete(&collection).await;
        found.owner.delete(&path).await;
        let listed = found.owner.get("/admin/audit").await.expect(200);
        let mut expected = vec!["process.delete", "collection.delete", "collection.reopen"];
        // Only what was accepted although something is missing is worth an event.
        if actions(&listed).contains(&"collection.accept".to_owned()) {
            expected.push("collection.accept");
        }
        expected.extend(["process.reset_config", "process.rename", "process.create", "session.sign_in"]);
        assert_eq!(actions(&listed), expected);
        let rename = found.owner.get("/admin/audit?action=process.rename").await.expect(200)["events"][0].clone();
        assert_eq!((&rename["objectId"], &rename["objectName"]), (&json!(found.process_id), &json!("Renamed")));
        assert_eq!(rename["details"], json!({"nameBefore": "TEST Invoices"}));
        assert_eq!((&rename["ip"], &rename["actorName"]), (&json!("127.0.0.1"), &json!("Owner")));
        assert!(listed["actions"].as_array().unwrap().contains(&json!("api_key.create")));
    }

    async fn a_forced_acceptance_is_written_down(app: TestApp) {
        let Reviewed { owner, collection_id, results, .. } = reviewed(app).await;
        let document = &results["results"][0]["documents"][0];
        for value in document["extractedData"]["invoice_number"].as_array().unwrap() {
            owner.delete(&format!("/annotations/{}", text(&value["id"]))).await.expect(204);
        }
        let path = format!("/collections/{collection_id}/accept");
        owner.post(&path, &json!({"force": true})).await.expect(200);
        let event = owner.get("/admin/audit?action=collection.accept").await.expect(200)["events"][0].clone();
        assert!(event["details"]["missing"].as_array().unwrap().contains(&json!("invoice_number")), "{event}");
    }

    async fn the_log_is_filtered_and_paged(app: TestApp) {
        let owner = app.owner().await;
        busy(&owner).await;
        let process_id = owner.new_process().await;
        let total = async |query: &str| {
            let listed = owner.get(&format!("/admin/audit?{query}")).await.expect(200);
            listed["pagination"]["total"].as_u64().unwrap()
        };
        assert_eq!(total("action=organization.edit").await, 4);
        assert_eq!(total("action=organization.").await, 4);
        assert_eq!(total("action=organization").await, 0);
        assert_eq!(total("action=pro_ess.").await, 0, "an underscore stands for itself");
        assert_eq!(total(&format!("query={process_id}")).await, 1);
        assert_eq!(total("query=THREE").await, 2, "the object's name, and the name before in the details");
        assert_eq!(total("actor=own").await, 6);
        assert_eq!(total(&format!("actor={}", app.owner.scope.subject.replace('|', "%7C"))).await, 6);
        assert_eq!(total("actor=nobody").await, 0);
        let today = chrono::Utc::now().date_naive();
        assert_eq!(total(&format!("from={today}&to={today}")).await, 6);
        assert_eq!(total(&format!("to={}", today - chrono::TimeDelta::days(1))).await, 0);
        let part = owner.get("/admin/audit?offset=1&limit=2").await.expect(200);
        assert_eq!((&part["events"][0]["number"], &part["pagination"]["total"]), (&json!(5), &json!(6)));
        owner.get("/admin/audit?from=yesterday").await.problem(400);
    }

    async fn the_export_is_whole_and_harmless_in_a_spreadsheet(app: TestApp) {
        let owner = owner_of_several(app).await;
        for name in ["=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "plain, \"quoted\""] {
            owner.patch("/organization", &json!({"name": name})).await.expect(200);
        }
        let answer = owner.get("/admin/audit/export?action=organization.edit").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert!(answer.header("content-disposition").starts_with("attachment"));
        let csv = String::from_utf8(answer.body).unwrap();
        let lines: Vec<_> = csv.split("\r\n").collect();
        assert!(lines[0].starts_with("number,at,actor,"));
        assert_eq!(lines.len(), 7, "a head, five events, and nothing after the last: {csv}");
        for cell in ["\"'=HYPERLINK(\"\"http", "\"'+1\"", "\"'-1\"", "\"'@SUM(A1)\"", "\"plain, \"\"quoted\"\"\""] {
            assert!(csv.contains(cell), "{cell} in {csv}");
        }
        assert_eq!(actions(&owner.get("/admin/audit?limit=1").await.expect(200)), ["audit.export"]);
    }

    async fn a_long_log_is_exported_part_by_part(app: TestApp) {
        let owner = app.owner().await;
        let first = rows(app).await.remove(0);
        let many = (2..=1_203).map(|number| audit_event::Model { number, ..first.clone() });
        for row in many {
            use sea_orm::IntoActiveModel as _;
            audit_event::Entity::insert(row.into_active_model()).exec_without_returning(app.app.db().writer()).await.unwrap();
        }
        audit_head::Entity::update_many()
            .col_expr(audit_head::Column::Number, Expr::value(1_203_i64))
            .exec(app.app.db().writer())
            .await
            .unwrap();
        let csv = String::from_utf8(owner.get("/admin/audit/export").await.body).unwrap();
        let numbers: Vec<i64> =
            csv.lines().skip(1).map(|line| line.split('"').nth(1).unwrap().parse().unwrap()).collect();
        assert!(numbers.into_iter().eq((1..=1_203).rev()));
    }

    async fn what_was_changed_in_the_log_is_found(app: TestApp) {
        let owner = app.owner().await;
        busy(&owner).await;
        let sound = check(app, None).await;
        assert_eq!((sound.fault, sound.events), (None, 5));
        let listed = owner.get("/admin/audit?limit=1").await.expect(200);
        assert_eq!(listed["events"][0]["hash"], sound.head.as_str());
        use audit_event::Column;
        let before = rows(app).await.remove(2);
        let changes = [
            (Column::ActorName, Expr::value("Eve"), Expr::value(before.actor_name)),
            (Column::Details, Expr::value("{}"), Expr::value(before.details)),
            (Column::At, Expr::value(before.at + 1), Expr::value(before.at)),
            (Column::Ip, Expr::value(Option::<String>::None), Expr::value(before.ip)),
        ];
        for (column, wrong, right) in changes {
            overwrite(app, 3, column, wrong).await;
            assert_eq!(fault(app).await, Some((3, Fault::Changed)), "{column:?}");
            overwrite(app, 3, column, right).await;
            assert_eq!(fault(app).await, None);
        }
    }

    async fn what_was_taken_out_of_the_log_or_moved_in_it_is_found(app: TestApp) {
        busy(&app.owner().await).await;
        let kept = check(app, None).await.head;
        overwrite(app, 2, audit_event::Column::Number, Expr::value(99_i64)).await;
        assert_eq!(fault(app).await, Some((2, Fault::Missing)));
        overwrite(app, 3, audit_event::Column::Number, Expr::value(2_i64)).await;
        overwrite(app, 99, audit_event::Column::Number, Expr::value(3_i64)).await;
        assert_eq!(fault(app).await, Some((2, Fault::Changed)), "two that changed places");
        overwrite(app, 2, audit_event::Column::Number, Expr::value(98_i64)).await;
        overwrite(app, 3, audit_event::Column::Number, Expr::value(2_i64)).await;
        overwrite(app, 98, audit_event::Column::Number, Expr::value(3_i64)).await;
        assert_eq!(fault(app).await, None);

        // Cut off with the head set back: sound in itself, and without the hash that somebody kept.
        audit_event::Entity::delete_many()
            .filter(audit_event::Column::Number.gt(3))
            .exec(app.app.db().writer())
            .await
            .unwrap();
        assert_eq!(fault(app).await, Some((4, Fault::Missing)));
        let last = rows(app).await.pop().unwrap();
        audit_head::Entity::update_many()
            .col_expr(audit_head::Column::Number, Expr::value(3_i64))
            .col_expr(audit_head::Column::Hash, Expr::value(last.hash))
            .exec(app.app.db().writer())
            .await
            .unwrap();
        let cut = check(app, Some(&kept)).await;
        assert_eq!((cut.fault, cut.has_expected), (None, Some(false)));
        assert_eq!(check(app, Some(&cut.head)).await.has_expected, Some(true));
    }

    async fn fifty_who_write_at_once_make_one_chain_without_gaps(app: TestApp) {
        let owner = app.owner().await;
        let writers = (0..50).map(|number| {
            let owner = owner.clone();
            tokio::spawn(async move {
                owner.patch("/organization", &json!({"name": format!("name {number}")})).await.expect(200);
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let sound = check(app, None).await;
        assert_eq!((sound.fault, sound.events), (None, 51));
    }

    async fn the_log_of_another_organization_is_out_of_reach(app: TestApp) {
        let owner = owner_of_several(app).await;
        busy(&owner).await;
        let stranger = app.stranger().await;
        let listed = stranger.get("/admin/audit").await.expect(200);
        assert_eq!(actions(&listed), ["api_key.create"], "the stranger's own, with the number 1");
        assert_eq!(listed["events"][0]["number"], 1);
        let csv = stranger.get("/admin/audit/export").await;
        assert_eq!(String::from_utf8(csv.body).unwrap().lines().count(), 2);
        let clerk = app.clerk().await;
        for path in ["/admin/audit", "/admin/audit/export"] {
            let detail = clerk.get(path).await.problem(403)["detail"].to_string();
            assert!(detail.contains("workspace.admin.audit:read"), "{detail}");
            app.anon().get(path).await.problem(401);
        }
    }
}
