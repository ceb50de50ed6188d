//! Numbers about every process, and a process like another one.

use perigee_model::ProcessRole;
use perigee_testkit::both;
use serde_json::{Value, json};

use crate::fixture::{owner_of_several, reviewed, text};

fn of<'a>(statistics: &'a Value, process_id: &str) -> &'a Value {
    let all = statistics["processes"].as_array().unwrap();
    all.iter().find(|one| one["processId"] == process_id).expect("the process is told of")
}

both! {
    async fn the_numbers_tell_what_waits_and_what_was_accepted_untouched(app: TestApp) {
        let found = reviewed(app).await;
        let owner = &found.owner;
        let before = owner.get("/statistics").await.expect(200);
        let one = of(&before, &found.process_id);
        assert_eq!((&one["total"], &one["waiting"], &one["today"], &one["accepted"]), (&json!(1), &json!(1), &json!(1), &json!(0)));
        assert_eq!(one["learning"], json!({"enabled": true, "documents": null, "trainedAt": null, "state": "idle"}));
        assert_eq!(one["days"].as_array().unwrap().len(), 30);
        let path = format!("/collections/{}", found.collection_id);
        owner.post(&format!("{path}/accept"), &json!({"force": true})).await.expect(200);
        let after = owner.get("/statistics?minutesAheadOfUtc=60").await.expect(200);
        let one = of(&after, &found.process_id);
        assert_eq!((&one["waiting"], &one["accepted"], &one["acceptedUntouched"]), (&json!(0), &json!(1), &json!(1)));
        assert_eq!(one["acceptedAutomatically"], 0);
        assert_eq!(one["days"][29]["accepted"], 1);
        owner.act(&format!("{path}/reopen")).await.expect(200);
        owner.patch(&format!("/annotations/{}", found.value_id), &json!({"rawValue": "changed"})).await.expect(200);
        owner.post(&format!("{path}/accept"), &json!({"force": true})).await.expect(200);
        let touched = owner.get("/statistics").await.expect(200);
        let one = of(&touched, &found.process_id);
        assert_eq!((&one["accepted"], &one["acceptedUntouched"]), (&json!(1), &json!(0)));
    }

    async fn numbers_are_of_what_the_caller_sees(app: TestApp) {
        let owner = owner_of_several(app).await;
        let (mine, other) = (owner.new_process().await, owner.new_process().await);
        let clerk = app.clerk_on(&mine, ProcessRole::User).await;
        let seen = clerk.get("/statistics").await.expect(200);
        assert_eq!(seen["processes"].as_array().unwrap().len(), 1);
        assert_eq!(of(&seen, &mine)["total"], 0);
        assert!(owner.get("/statistics").await.expect(200)["processes"].as_array().unwrap().iter().any(|one| one["processId"] == other));
        owner.get("/statistics?minutesAheadOfUtc=900").await.problem(400);
    }

    async fn a_copy_has_the_configuration_and_the_learning_settings_and_no_documents(app: TestApp) {
        let found = reviewed(app).await;
        let owner = &found.owner;
        let process = format!("/processes/{}", found.process_id);
        owner.put(&format!("{process}/learning"), &json!({"modelsKept": 7, "fromEinvoices": true})).await.expect(200);
        owner.post(&format!("{process}/data-points"), &json!({"label": "Policy", "type": "text"})).await.expect(201);
        let copy = owner.act(&format!("{process}/duplicate")).await.expect(201);
        assert_eq!((&copy["name"], &copy["usage"]), (&json!("TEST Invoices (copy)"), &Value::Null));
        let copied = format!("/processes/{}", text(&copy["id"]));
        let points = async |path: &str| owner.get(&format!("{path}/config")).await.expect(200)["dataPoints"].clone();
        assert_eq!(points(&process).await, points(&copied).await);
        let learning = owner.get(&format!("{copied}/learning")).await.expect(200);
        assert_eq!((&learning["modelsKept"], &learning["fromEinvoices"]), (&json!(7), &json!(true)));
        let named = owner.post(&format!("{process}/duplicate"), &json!({"name": " Berlin "})).await.expect(201);
        assert_eq!(named["name"], "Berlin");
        owner.post(&format!("{process}/duplicate"), &json!({"name": " "})).await.problem(400);
        let audit = owner.get("/admin/audit?action=process.duplicate").await.expect(200);
        assert_eq!(audit["pagination"]["total"], 2);
        app.stranger().await.act(&format!("{process}/duplicate")).await.problem(404);
    }
}
