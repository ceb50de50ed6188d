//! What the installation is made of, and how much is kept in it.

use perigee_testkit::both;
use serde_json::json;

use crate::fixture::reviewed;

both! {
    async fn an_admin_sees_what_the_installation_is_made_of_and_no_paths(app: TestApp) {
        let system = app.owner().await.get("/admin/system").await.expect(200);
        assert_eq!(system["storageAnswers"], true);
        assert!(system["version"].is_string() && system["languages"].is_array() && system["jobs"].is_u64());
        assert!(["sqlite", "postgresql"].contains(&system["database"].as_str().unwrap()));
        assert_eq!((&system["fileStore"], &system["mails"]), (&json!("folder"), &json!("kept")));
        assert!(!system.to_string().contains("/usr/"), "{system}");
        app.clerk().await.get("/admin/system").await.problem(403);
    }

    async fn usage_counts_what_is_kept_and_forgets_what_was_deleted(app: TestApp) {
        let found = reviewed(app).await;
        let usage = found.owner.get("/admin/usage").await.expect(200);
        let process = &usage["processes"][0];
        assert_eq!((&process["processId"], &process["collections"]), (&json!(found.process_id), &json!(1)));
        assert!(process["bytes"].as_u64().unwrap() > 1_000 && process["pages"].as_u64().unwrap() >= 1, "{usage}");
        let months = usage["months"].as_array().unwrap();
        assert_eq!((months.len(), &months[12]["collections"], &months[12]["pages"]), (13, &json!(1), &process["pages"]));
        assert_eq!(app.stranger().await.get("/admin/usage").await.expect(200)["processes"], json!([]));
        assert_eq!(found.owner.delete(&format!("/collections/{}", found.collection_id)).await.status, 204);
        assert_eq!(found.owner.get("/admin/usage").await.expect(200)["processes"], json!([]));
        app.clerk().await.get("/admin/usage").await.problem(403);
    }
}
