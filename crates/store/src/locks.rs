//! Who edits a collection, and who looks at it. Both end by themselves unless they are renewed.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{collection_lock as lock, collection_viewer as viewer};

/// The lock of a collection, if somebody holds it now.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    now_ms: i64,
) -> Result<Option<lock::Model>, StoreError> {
    let held = lock::Entity::find_by_id(collection_id).filter(lock::Column::ExpiresAt.gt(now_ms));
    Ok(held.one(conn).await?)
}

/// Renews a lock, takes one that is free or over, and with `by_force` anybody's. Says nothing about who has it then.
///
/// # Errors
/// When the database fails.
pub async fn take(
    conn: &impl ConnectionTrait,
    wanted: lock::Model,
    now_ms: i64,
    by_force: bool,
) -> Result<(), StoreError> {
    let own = lock::Column::Subject.eq(wanted.subject.as_str());
    let renewed = lock::Entity::update_many()
        .col_expr(lock::Column::ExpiresAt, Expr::value(wanted.expires_at))
        .filter(lock::Column::CollectionId.eq(wanted.collection_id))
        .filter(own)
        .filter(lock::Column::ExpiresAt.gt(now_ms))
        .exec(conn)
        .await?;
    if renewed.rows_affected > 0 {
        return Ok(());
    }
    // One statement decides who gets it: of two that come at once the second finds the row taken.
    let mut taken = lock::Entity::update_many()
        .col_expr(lock::Column::Subject, Expr::value(wanted.subject.as_str()))
        .col_expr(lock::Column::Name, Expr::value(wanted.name.as_str()))
        .col_expr(lock::Column::Since, Expr::value(wanted.since))
        .col_expr(lock::Column::ExpiresAt, Expr::value(wanted.expires_at))
        .filter(lock::Column::CollectionId.eq(wanted.collection_id));
    if !by_force {
        taken = taken.filter(Condition::all().add(lock::Column::ExpiresAt.lte(now_ms)));
    }
    if taken.exec(conn).await?.rows_affected == 0 {
        let there_already = OnConflict::column(lock::Column::CollectionId).do_nothing().to_owned();
        let new = lock::Entity::insert(wanted.into_active_model()).on_conflict(there_already).try_insert();
        new.exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Gives a lock back, if this subject holds it.
///
/// # Errors
/// When the database fails.
pub async fn give_back(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    subject: &str,
) -> Result<(), StoreError> {
    lock::Entity::delete_many()
        .filter(lock::Column::CollectionId.eq(collection_id))
        .filter(lock::Column::Subject.eq(subject))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes that somebody looks at a collection.
///
/// # Errors
/// When the database fails.
pub async fn look(conn: &impl ConnectionTrait, row: viewer::Model, now_ms: i64) -> Result<(), StoreError> {
    // Who has gone away without a word is forgotten at the next look.
    viewer::Entity::delete_many()
        .filter(viewer::Column::CollectionId.eq(row.collection_id))
        .filter(viewer::Column::ExpiresAt.lte(now_ms))
        .exec(conn)
        .await?;
    let there_already = OnConflict::columns([viewer::Column::CollectionId, viewer::Column::Subject])
        .update_columns([viewer::Column::ExpiresAt, viewer::Column::Name])
        .to_owned();
    let put = viewer::Entity::insert(row.into_active_model()).on_conflict(there_already);
    put.exec_without_returning(conn).await?;
    Ok(())
}

/// Who looks at a collection now, the first to come first.
///
/// # Errors
/// When the database fails.
pub async fn list_viewers(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    now_ms: i64,
) -> Result<Vec<viewer::Model>, StoreError> {
    let now = viewer::Entity::find()
        .filter(viewer::Column::CollectionId.eq(collection_id))
        .filter(viewer::Column::ExpiresAt.gt(now_ms));
    Ok(now.order_by_asc(viewer::Column::Since).order_by_asc(viewer::Column::Subject).all(conn).await?)
}

/// Somebody looks no longer.
///
/// # Errors
/// When the database fails.
pub async fn look_away(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    subject: &str,
) -> Result<(), StoreError> {
    viewer::Entity::delete_many()
        .filter(viewer::Column::CollectionId.eq(collection_id))
        .filter(viewer::Column::Subject.eq(subject))
        .exec(conn)
        .await?;
    Ok(())
}
