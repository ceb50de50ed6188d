//! Exports.

use perigee_testkit::both;
use serde_json::json;

use crate::fixture::{conflict, reviewed, text};

both! {
    async fn results_leave_in_every_format(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}/exports", found.process_id);
        for (format, media_type, begin) in [
            ("csv", "text/csv; charset=utf-8", "collection_id,"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
            ("json", "application/json", "{\"collections\":["),
            ("xml", "application/xml", "<?xml"),
        ] {
            let wish = json!({"format": format, "collectionIds": [found.collection_id], "destinationId": null});
            let made = found.owner.post(&path, &wish).await.expect(202);
            assert_eq!((&made["status"], &made["numberOfCollections"], &made["sizeBytes"]), (&json!("Queued"), &json!(1), &json!(null)));
            let export = format!("/exports/{}", text(&made["id"]));
            assert_eq!(conflict(&found.owner.get(&format!("{export}/download")).await), "not_exported");
            app.work().await;
            let done = found.owner.get(&export).await.expect(200);
            assert_eq!((&done["status"], &done["progress"], &done["numberOfDocuments"]), (&json!("Completed"), &json!(100), &json!(1)), "{done}");
            let answer = found.owner.get(&format!("{export}/download")).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, media_type));
            assert!(answer.body.starts_with(begin.as_bytes()), "{format}");
            assert_eq!(done["sizeBytes"], answer.body.len());
            assert!(answer.header("content-disposition").ends_with(&format!(".{format}")));
        }
        let list = found.owner.get(&path).await.expect(200);
        assert_eq!((list["pagination"]["total"].clone(), &list["exports"][0]["format"]), (json!(4), &json!("xml")));
    }

    async fn an_export_says_what_the_results_say_with_the_corrections_of_people(app: TestApp) {
        let found = reviewed(app).await;
        let change = json!({"rawValue": "PERIGEE-4711"});
        found.owner.patch(&format!("/annotations/{}", found.value_id), &change).await.expect(200);
        let path = format!("/processes/{}/exports", found.process_id);
        let made = found.owner.post(&path, &json!({"format": "json", "filter": {"status": "Needs Review"}})).await.expect(202);
        app.work().await;
        let answer = found.owner.get(&format!("/exports/{}/download", text(&made["id"]))).await.expect(200);
        let results = found.owner.get(&format!("/results/{}", found.collection_id)).await.expect(200);
        assert_eq!(answer["collections"][0]["results"], results["results"]);
        assert!(results.to_string().contains("PERIGEE-4711"));
    }

    async fn what_cannot_be_exported_is_refused_with_every_fault(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}/exports", found.process_id);
        let problem = found.owner.post(&path, &json!({"format": "docx", "destinationId": "x"})).await;
        let locations: Vec<String> =
            problem.problem(400)["errors"].as_array().unwrap().iter().map(|error| text(&error["location"])).collect();
        assert_eq!(locations, ["body: format", "body: destinationId", "body: collectionIds"]);
        let both = json!({"format": "csv", "collectionIds": [], "filter": {}});
        found.owner.post(&path, &both).await.problem(400);
        let nested = json!({"format": "csv", "filter": {"dateFrom": "yesterday", "status": "Lost"}});
        let problem = found.owner.post(&path, &nested).await;
        assert_eq!(problem.problem(400)["errors"][0]["location"], "body: filter.dateFrom");
        let unknown = json!({"format": "csv", "collectionIds": ["0198c0ffee0070008000000000000001"]});
        let problem = found.owner.post(&path, &unknown).await;
        assert_eq!(problem.problem(400)["errors"][0]["location"], "body: collectionIds");
        let none = json!({"format": "csv", "filter": {"status": "Failed"}});
        assert_eq!(conflict(&found.owner.post(&path, &none).await), "nothing_to_export");
        let all_but_it = json!({"format": "csv", "filter": {}, "except": [found.collection_id]});
        assert_eq!(conflict(&found.owner.post(&path, &all_but_it).await), "nothing_to_export");
        let several = json!({"format": "csv", "filter": {"status": ["Accepted", "Needs Review"]}});
        assert_eq!(found.owner.post(&path, &several).await.expect(202)["numberOfCollections"], 1);
        let empty = json!({"format": "csv", "collectionIds": []});
        assert_eq!(conflict(&found.owner.post(&path, &empty).await), "nothing_to_export");
    }

    async fn a_deleted_export_is_gone_with_its_file_and_one_that_waits_is_not_written(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}/exports", found.process_id);
        let wish = json!({"format": "csv", "filter": {}});
        let (first, second) = (found.owner.post(&path, &wish).await.expect(202), found.owner.post(&path, &wish).await.expect(202));
        let of = |made: &serde_json::Value| format!("/exports/{}", text(&made["id"]));
        assert_eq!(found.owner.delete(&of(&first)).await.status, 204);
        app.work().await;
        assert_eq!(found.owner.delete(&of(&second)).await.status, 204);
        for gone in [&first, &second] {
            found.owner.get(&format!("{}/download", of(gone))).await.problem(404);
        }
        let (organization, process) = (app.owner.scope.organization_id, found.process_id.parse().unwrap());
        assert!(app.app.blobs().list_exports(organization, process).await.unwrap().is_empty());
        let audit = found.owner.get("/admin/audit?action=export.").await.expect(200);
        assert_eq!(audit["events"].as_array().unwrap().len(), 4);
    }

    async fn a_collection_that_is_deleted_before_its_turn_is_left_out(app: TestApp) {
        let found = reviewed(app).await;
        let path = format!("/processes/{}/exports", found.process_id);
        let made = found.owner.post(&path, &json!({"format": "json", "filter": {}})).await.expect(202);
        assert_eq!(found.owner.delete(&format!("/collections/{}", found.collection_id)).await.status, 204);
        app.work().await;
        let answer = found.owner.get(&format!("/exports/{}/download", text(&made["id"]))).await.expect(200);
        assert_eq!(answer, json!({"collections": []}));
    }
}
