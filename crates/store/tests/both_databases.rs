//! What must be alike on SQLite and PostgreSQL.

use perigee_model::{Confidence, Graphics, ModelId, Page, PageSource, ProcessId, Rect, Word};
use perigee_store::entity::{model, process, process_config};
use perigee_store::{StoreError, classes, learning, migration, models, pages, processes};
use perigee_testkit::{Migrator, TestApp, both};
use uuid::Uuid;

fn rows(organization_id: Uuid) -> (process::Model, process_config::Model) {
    let (id, config_id) = (Uuid::now_v7(), Uuid::now_v7());
    let row = process::Model {
        id,
        organization_id,
        type_id: Uuid::now_v7(),
        name: "Zażółć gęślą jaźń".to_owned(),
        config_id,
        created_by: "local|test".to_owned(),
        created_at: 1,
        updated_at: 1,
    };
    let config = process_config::Model {
        id: config_id,
        organization_id,
        process_id: id,
        version: 1,
        data_points: "[]".to_owned(),
        auto_accept_threshold: Some(0.875),
        splits: false,
        created_by: "local|test".to_owned(),
        created_at: 1,
    };
    (row, config)
}

both! {
    async fn migrating_again_changes_nothing(app: TestApp) {
        assert_eq!(migration::pending::<Migrator>(app.app.db()).await.unwrap(), 0);
        migration::run::<Migrator>(app.app.db()).await.unwrap();
    }

    async fn what_is_written_is_read_back(app: TestApp) {
        let (db, scope) = (app.app.db(), &app.owner.scope);
        let (row, config) = rows(scope.organization_id.uuid());
        let tx = db.begin_write().await.unwrap();
        processes::insert(&tx, row.clone(), config.clone()).await.unwrap();
        tx.commit().await.unwrap();
        let id = ProcessId::from_uuid(row.id);
        assert_eq!(processes::get(db.reader(), scope, id).await.unwrap(), row);
        let config_id = perigee_model::ConfigId::from_uuid(config.id);
        assert_eq!(processes::get_config(db.reader(), scope, config_id).await.unwrap(), config);
        let mut blind = scope.clone();
        blind.rights = std::sync::Arc::new(perigee_model::Rights { processes: Some([].into()), ..perigee_model::Rights::default() });
        assert!(matches!(processes::get(db.reader(), &blind, id).await, Err(StoreError::NotFound)));
    }

    async fn a_second_row_with_the_same_key_is_a_conflict(app: TestApp) {
        let (db, scope) = (app.app.db(), &app.owner.scope);
        let (row, config) = rows(scope.organization_id.uuid());
        processes::insert(db.writer(), row, config.clone()).await.unwrap();
        let again = process_config::Model { id: Uuid::now_v7(), ..config };
        assert!(matches!(processes::add_config(db.writer(), again).await, Err(StoreError::Conflict)));
    }

    async fn writers_that_read_first_wait_for_each_other(app: TestApp) {
        let (db, scope) = (app.app.db(), &app.owner.scope);
        let (row, config) = rows(scope.organization_id.uuid());
        processes::insert(db.writer(), row.clone(), config).await.unwrap();
        let id = ProcessId::from_uuid(row.id);
        let writers = (0..50).map(|index| {
            let (db, scope) = (db.clone(), scope.clone());
            tokio::spawn(async move {
                let tx = db.begin_write().await?;
                processes::get(&tx, &scope, id).await?;
                processes::rename(&tx, &scope, id, &format!("name {index}"), index).await?;
                tx.commit().await.map_err(StoreError::from)
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap().unwrap();
        }
    }

    async fn words_of_a_page_come_back_to_the_hundredth_of_a_point(app: TestApp) {
        let found = words_of_a_stored_page(app).await;
        assert_eq!(found.words[0].text, "Łódź 🧾");
        assert_eq!(found.words[0].bbox, Rect::new(1.23, 4.57, 100.0, 12.35));
        assert_eq!(found.words[0].confidence, Confidence::new(0.5));
        assert_eq!(found.graphics.rules, [Rect::new(0.0, 10.0, 500.0, 11.0)]);
        assert_eq!((found.width, found.rotation, found.source), (595.28, 90, PageSource::Ocr));
    }

    async fn a_process_uses_at_most_one_model(app: TestApp) {
        let (db, scope) = (app.app.db(), &app.owner.scope);
        let (row, config) = rows(scope.organization_id.uuid());
        processes::insert(db.writer(), row.clone(), config).await.unwrap();
        let id = ProcessId::from_uuid(row.id);
        let (old, new) = (learned(&row, "active", 1), learned(&row, "candidate", 2));
        models::insert(db.writer(), old.clone()).await.unwrap();
        models::insert(db.writer(), new.clone()).await.unwrap();
        assert_eq!(models::find_active(db.reader(), scope, id).await.unwrap(), Some(old.clone()));
        let new_id = ModelId::from_uuid(new.id);
        let both = models::activate(db.writer(), scope, new_id, "chosen", 3).await;
        assert!(matches!(both, Err(StoreError::Conflict)));
        let tx = db.begin_write().await.unwrap();
        models::retire_active(&tx, scope, id).await.unwrap();
        models::activate(&tx, scope, new_id, "chosen", 3).await.unwrap();
        tx.commit().await.unwrap();
        let (listed, total) = models::list(db.reader(), scope, id, (0, 1)).await.unwrap();
        assert_eq!((listed[0].id, listed[0].activated_at, total), (new.id, Some(3), 2));
        assert!(models::set_fault(db.writer(), scope, new_id, "damaged").await.unwrap());
        assert!(!models::set_fault(db.writer(), scope, new_id, "damaged").await.unwrap(), "it is no news");
        let stranger = app.another_organization().await;
        assert!(matches!(models::get(db.reader(), &stranger, new_id).await, Err(StoreError::NotFound)));
        assert_eq!(models::find_active(db.reader(), &stranger, id).await.unwrap(), None);
        models::delete(db.writer(), &stranger, &[old.id]).await.unwrap();
        models::delete(db.writer(), scope, &[new.id]).await.unwrap();
        assert_eq!(models::list(db.reader(), scope, id, (0, 9)).await.unwrap().1, 1);
    }

    async fn classes_are_called_for_and_noted_for_each_organization_alone(app: TestApp) {
        let (db, id) = (app.app.db(), app.owner.scope.organization_id);
        let stranger = app.another_organization().await.organization_id;
        assert_eq!(classes::find_state(db.reader(), id).await.unwrap(), None);
        assert!(classes::demand(db.writer(), id).await.unwrap(), "no job is there");
        assert!(!classes::demand(db.writer(), id).await.unwrap(), "one is");
        let began_at = classes::begin(db.writer(), id, 5).await.unwrap();
        assert_eq!(began_at, 2);
        assert!(!classes::demand(db.writer(), id).await.unwrap());
        let learned = classes::Learned {
            model_id: Uuid::now_v7(),
            digest: "00".repeat(32),
            size_bytes: 7,
            documents: 3,
            tried: 2,
            told: 1,
        };
        classes::put_learned(db.writer(), id, Some(&learned)).await.unwrap();
        assert!(classes::end(db.writer(), id, began_at, None, 6).await.unwrap(), "one more was called for");
        let state = classes::find_state(db.reader(), id).await.unwrap().unwrap();
        assert_eq!((state.model_id, state.documents, state.told, state.has_job), (Some(learned.model_id), 3, 1, true));
        assert!(classes::set_fault(db.writer(), id, "damaged").await.unwrap());
        assert!(!classes::set_fault(db.writer(), id, "damaged").await.unwrap(), "it is no news");
        let began_at = classes::begin(db.writer(), id, 7).await.unwrap();
        classes::put_learned(db.writer(), id, None).await.unwrap();
        assert!(!classes::end(db.writer(), id, began_at, None, 8).await.unwrap());
        let state = classes::find_state(db.reader(), id).await.unwrap().unwrap();
        assert_eq!((state.model_id, state.documents, state.fault, state.has_job), (None, 0, None, false));
        classes::demand(db.writer(), id).await.unwrap();
        classes::break_off(db.writer(), id, Some("broke off")).await.unwrap();
        assert!(classes::demand(db.writer(), id).await.unwrap(), "a dead job gets a new one");
        assert_eq!(classes::find_state(db.reader(), stranger).await.unwrap(), None);
        assert!(matches!(classes::begin(db.writer(), stranger, 9).await, Err(StoreError::NotFound)));
    }

    async fn what_is_called_for_while_a_process_learns_leads_to_one_more_job(app: TestApp) {
        let (db, scope) = (app.app.db(), &app.owner.scope);
        let (row, config) = rows(scope.organization_id.uuid());
        processes::insert(db.writer(), row.clone(), config).await.unwrap();
        let id = ProcessId::from_uuid(row.id);
        let demand = async || learning::demand(db.writer(), scope, id).await.unwrap();
        assert!(demand().await);
        assert!(!demand().await, "one job waits already");
        let began_at = learning::begin(db.writer(), scope, id, 5).await.unwrap();
        assert_eq!(began_at, 2);
        assert!(!demand().await, "the running job will see to it");
        assert!(learning::end(db.writer(), id, began_at, None, 6).await.unwrap(), "one more");
        let began_at = learning::begin(db.writer(), scope, id, 7).await.unwrap();
        assert!(!learning::end(db.writer(), id, began_at, Some("why"), 8).await.unwrap());
        let state = learning::find_state(db.reader(), scope, id).await.unwrap().unwrap();
        assert_eq!((state.has_job, state.running_since, state.ended_at), (false, None, Some(8)));
        assert_eq!(state.fault.as_deref(), Some("why"));
        assert!(demand().await);
        learning::bury(db.writer(), id, "broke off").await.unwrap();
        assert!(demand().await, "after a dead job there is a new one");
    }
}

async fn words_of_a_stored_page(app: &TestApp) -> Page {
    let owner = app.owner().await;
    let process_id = owner.new_process().await;
    let made = owner.upload(&process_id, &[("a.pdf", b"x".to_vec())]).await.expect(201);
    let file_id: perigee_model::FileId = made["files"][0]["id"].as_str().unwrap().parse().unwrap();
    let word = Word {
        text: "Łódź 🧾".to_owned(),
        bbox: Rect::new(1.234, 4.567, 100.001, 12.345_6),
        confidence: Confidence::new(0.5),
    };
    let page = Page {
        number: 0,
        width: 595.28,
        height: 842.0,
        rotation: 90,
        source: PageSource::Ocr,
        words: vec![word],
        graphics: Graphics { rules: vec![Rect::new(0.0, 10.0, 500.0, 11.0)], ..Graphics::default() },
    };
    let scope = &app.owner.scope;
    let organization_id = scope.organization_id.uuid();
    for _ in 0..2 {
        let pages = std::slice::from_ref(&page);
        pages::replace(app.app.db().writer(), organization_id, file_id.uuid(), pages).await.unwrap();
    }
    let mut stored = pages::list(app.app.db().reader(), scope, file_id.uuid(), (0, 9)).await.unwrap();
    assert_eq!(stored.len(), 1, "a file that is read again has its pages once");
    stored.remove(0).page
}

fn learned(process: &process::Model, state: &str, created_at: i64) -> model::Model {
    model::Model {
        id: Uuid::now_v7(),
        organization_id: process.organization_id,
        process_id: process.id,
        state: state.to_owned(),
        name: "learned@00000000".to_owned(),
        digest: "00".repeat(32),
        size_bytes: 5_000_000_000,
        documents: 2,
        trained_on: "[]".to_owned(),
        metrics: "{}".to_owned(),
        reason: "ż".to_owned(),
        fault: None,
        created_at,
        activated_at: None,
    }
}
