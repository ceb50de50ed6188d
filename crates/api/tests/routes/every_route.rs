//! What holds for every route of the router's list: 401, 403, 404 for strangers, and faults of ids.

use perigee_testkit::both;

use crate::everything::everything;
use crate::fixture::owner_of_several;
use crate::operation::{Needs, UNKNOWN, all_ids, operations};

both! {
    async fn nobody_is_answered_with_401_and_told_how(app: TestApp) {
        let ids = all_ids(UNKNOWN);
        let wrong_keys = ["pk_org_0198c0ffee0070008000000000000001:wrong", "somebody:secret"];
        for operation in operations().iter().filter(|operation| operation.needs() != Needs::Nothing) {
            let answer = operation.send(&app.anon(), &ids).await;
            assert_eq!(answer.problem(401)["type"], "AuthenticationError", "{}", operation.id);
            assert!(answer.header("www-authenticate").starts_with("Basic"), "{}", operation.id);
        }
        for key in wrong_keys {
            app.with_key(key).get("/processes").await.problem(401);
        }
    }

    async fn what_belongs_to_another_organization_does_not_exist(app: TestApp) {
        let all = everything(app).await;
        let stranger = app.stranger().await;
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            if operation.needs() == Needs::Person {
                continue;
            }
            let answer = operation.send(&stranger, &all.ids).await;
            assert_eq!(answer.problem(404)["type"], "NotFoundError", "{}", operation.id);
        }
        all.owner.get(&format!("/collections/{}", all.ids["collection_id"])).await.expect(200);
        let listed = stranger.get("/processes").await.expect(200);
        assert_eq!(listed["pagination"]["total"], 0);
    }

    async fn an_id_that_nothing_has_is_not_found_and_a_text_that_is_no_id_is_a_fault(app: TestApp) {
        let (key, person) = (app.key(&["All"]).await, owner_of_several(app).await);
        let (unknown, none) = (all_ids(UNKNOWN), all_ids("none"));
        for operation in operations().iter().filter(|operation| operation.has_id()) {
            let actor = if operation.needs() == Needs::Person { &person } else { &key };
            operation.send(actor, &unknown).await.problem(404);
            let answer = operation.send(actor, &none).await;
            answer.problem(400);
            assert!(answer.locations()[0].starts_with("path: "), "{}", operation.id);
        }
    }

    async fn a_key_is_no_person(app: TestApp) {
        let key = app.key(&["All"]).await;
        let ids = all_ids(UNKNOWN);
        for operation in operations().iter().filter(|operation| operation.needs() == Needs::Person) {
            operation.send(&key, &ids).await.problem(403);
        }
    }
}

#[test]
fn the_kept_openapi_document_is_fresh() {
    let kept = include_str!("../../../../web/openapi.json");
    let is_fresh = kept == perigee_api::openapi::json();
    assert!(
        is_fresh,
        "web/openapi.json is stale: cargo run -p perigee-api --example openapi > web/openapi.json"
    );
}
