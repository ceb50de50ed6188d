//! What a process asks for, and who may change it.

use perigee_testkit::{Actor, both};
use serde_json::{Value, json};

use crate::fixture::{conflict, text};

async fn custom(owner: &Actor) -> String {
    let type_id = perigee_model::process_type::find_by_short_name("custom").unwrap().id;
    text(
        &owner.post("/processes", &json!({"name": "Boats", "processTypeId": type_id})).await.expect(201)["id"],
    )
}

async fn names(owner: &Actor, process_id: &str) -> Vec<String> {
    let listed = owner.get(&format!("/processes/{process_id}/data-points")).await.expect(200);
    listed["dataPoints"].as_array().unwrap().iter().map(|point| text(&point["name"])).collect()
}

both! {
    async fn a_custom_process_is_built_point_by_point(app: TestApp) {
        let owner = app.owner().await;
        let id = custom(&owner).await;
        let path = format!("/processes/{id}/data-points");
        assert_eq!(names(&owner, &id).await, Vec::<String>::new());
        let case = json!({"label": "Case no.", "type": "text", "synonyms": ["Our sign"], "mandatory": true});
        let made = owner.post(&path, &case).await.expect(201);
        assert_eq!((&made["name"], &made["id"]), (&json!("case_no"), &json!(format!("{id}.case_no"))));
        assert_eq!((&made["occurrence"], &made["synonyms"]), (&json!("one"), &json!(["Our sign"])));
        let rows = json!({"label": "Rows", "name": "rows", "type": "table", "headers": [{"name": "day", "label": "Day", "type": "date"}]});
        owner.post(&path, &rows).await.expect(201);
        assert_eq!(names(&owner, &id).await, ["case_no", "rows"]);
        let changed = owner.patch(&format!("/data-points/{id}.case_no"), &json!({"label": "Sign", "occurrence": "many"})).await.expect(200);
        assert_eq!((&changed["name"], &changed["label"]), (&json!("case_no"), &json!("Sign")));
        assert_eq!((&changed["occurrence"], &changed["mandatory"]), (&json!("many"), &json!(true)));
        assert_eq!(owner.delete(&format!("/data-points/{id}.rows")).await.status, 204);
        assert_eq!(names(&owner, &id).await, ["case_no"]);
        owner.delete(&format!("/data-points/{id}.rows")).await.problem(404);
        owner.patch(&format!("/data-points/{id}.rows"), &json!({"mandatory": true})).await.problem(404);
        owner.delete("/data-points/nonsense").await.problem(400);
        let log = owner.get("/admin/audit?limit=1000").await.expect(200).to_string();
        assert!(log.contains("process.edit_config") && log.contains("case_no"));
    }

    async fn a_custom_process_finds_what_its_labels_and_confirmed_documents_say(app: TestApp) {
        let owner = app.owner().await;
        let id = custom(&owner).await;
        let path = format!("/processes/{id}/data-points");
        owner.post(&path, &json!({"label": "Mooring fee", "type": "amount"})).await.expect(201);
        let page = "REGISTRY OF BOATS\n\nBoat name       Seagull\nMooring fee     120.50\n";
        let made = owner.upload(&id, &[("boat.txt", page.as_bytes().to_vec())]).await.expect(201);
        app.work().await;
        let results = owner.get(&format!("/results/{}", text(&made["id"]))).await.expect(200);
        let data = &results["results"][0]["documents"][0]["extractedData"];
        assert_eq!(data["mooring_fee"][0]["value"], "120.50", "{data}");
    }

    async fn the_whole_list_is_replaced_unless_somebody_was_faster(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let path = format!("/processes/{id}/config");
        let before = owner.get(&path).await.expect(200);
        let mut points: Vec<Value> = before["dataPoints"].as_array().unwrap().clone();
        points.reverse();
        points.push(json!({"name": "cost_centre", "label": "Cost centre", "type": "text"}));
        let change = json!({"configId": before["configId"], "dataPoints": points});
        let after = owner.put(&path, &change).await.expect(200);
        assert_ne!(after["configId"], before["configId"]);
        let listed = names(&owner, &id).await;
        assert_eq!((listed.len(), listed.last().map(String::as_str)), (points.len(), Some("cost_centre")));
        assert_eq!(listed[0], points[0]["name"]);
        assert_eq!(conflict(&owner.put(&path, &change).await), "config_changed");
        let same = owner.put(&path, &json!({"dataPoints": points})).await.expect(200);
        assert_eq!(same["configId"], after["configId"], "nothing changed, so there is no new version");
        let limit = owner.put(&path, &json!({"autoAcceptThreshold": 0.95})).await.expect(200);
        assert!((limit["autoAcceptThreshold"].as_f64().unwrap() - 0.95).abs() < 1e-6);
        assert_eq!(limit["dataPoints"], after["dataPoints"]);
        let off = owner.put(&path, &json!({"autoAcceptThreshold": null})).await.expect(200);
        assert_eq!(off["autoAcceptThreshold"], Value::Null);
    }

    async fn what_a_process_cannot_ask_for_is_refused_with_every_reason(app: TestApp) {
        let owner = app.owner().await;
        let id = owner.new_process().await;
        let add = format!("/processes/{id}/data-points");
        for (body, place) in [
            (json!({"type": "text"}), "body: label"),
            (json!({"label": "x"}), "body: type"),
            (json!({"label": "x", "type": "colour"}), "body: type"),
            (json!({"label": "x", "type": "text", "occurrence": "some"}), "body: occurrence"),
            (json!({"label": "x", "type": "text", "headers": [{"label": "y"}]}), "body: headers[0].name"),
            (json!({"label": "x", "type": "text", "name": "Not A Name"}), "body: dataPoints"),
            (json!({"label": "x", "type": "enum"}), "body: dataPoints"),
            (json!({"label": "x", "type": "table"}), "body: dataPoints"),
            (json!({"label": "???", "type": "text"}), "body: dataPoints"),
            (json!({"label": "x", "type": "text", "name": "order_number"}), "body: dataPoints"),
        ] {
            let answer = owner.post(&add, &body).await;
            answer.problem(400);
            assert!(answer.locations().iter().any(|location| location == place), "{body}: {:?}", answer.locations());
        }
        let answer = owner.patch(&format!("/data-points/{id}.order_number"), &json!({"type": "date"})).await;
        answer.problem(400);
        let two = json!({"dataPoints": [{"name": "A", "label": "x", "type": "text"}, {"name": "iban", "label": "", "type": "text"}]});
        let answer = owner.put(&format!("/processes/{id}/config"), &two).await;
        answer.problem(400);
        assert_eq!(answer.locations().len(), 3, "{:?}", answer.locations());
        let wrong = owner.put(&format!("/processes/{id}/config"), &json!({"autoAcceptThreshold": 2})).await;
        assert_eq!(wrong.locations(), ["body: autoAcceptThreshold"]);
    }
}
