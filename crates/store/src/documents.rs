//! Documents: pages of files that belong together.

use perigee_model::{CollectionStatus, DocumentId, ProcessId, Scope};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::access;
use crate::collections;
use crate::entity::collection;
use crate::entity::document::{Column, Entity, Model};

/// The documents that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    of_files(scope).filter(Column::Position.gte(0))
}

/// Those, and the ones that are no part of their file any more.
fn of_files(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(collections::is_visible(scope, (Entity, Column::CollectionId)))
}

/// One document.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: DocumentId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// The documents of a collection, by file and position.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    collection_id: Uuid,
) -> Result<Vec<Model>, StoreError> {
    let documents = visible_to(scope).filter(Column::CollectionId.eq(collection_id));
    Ok(documents.order_by_asc(Column::FileId).order_by_asc(Column::Position).all(conn).await?)
}

/// Adds a document, or brings the one at this position of its file up to date. Returns its id.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<Uuid, StoreError> {
    let (file_id, position) = (row.file_id, row.position);
    let on_conflict = OnConflict::columns([Column::FileId, Column::Position])
        .update_columns([
            Column::Name,
            Column::DocumentClass,
            Column::FirstPage,
            Column::LastPage,
            Column::PageOrder,
            Column::MadeBy,
            Column::ClassBy,
            Column::ClassConfidence,
            Column::ClassTeaches,
        ])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(on_conflict).exec_without_returning(conn).await?;
    let stored = Entity::find().filter(Column::FileId.eq(file_id)).filter(Column::Position.eq(position));
    Ok(stored.one(conn).await?.ok_or(StoreError::NotFound)?.id)
}

/// The documents of a file in their order, after those that are no part of it any more.
///
/// # Errors
/// When the database fails.
pub async fn list_with_retired(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    file_id: Uuid,
) -> Result<Vec<Model>, StoreError> {
    let documents = of_files(scope).filter(Column::FileId.eq(file_id));
    Ok(documents.order_by_asc(Column::Position).all(conn).await?)
}

/// Adds documents as they are.
///
/// # Errors
/// `Conflict` when a position is taken.
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes what can change about a document; its pages cannot.
///
/// # Errors
/// `Conflict` when the position is taken.
pub async fn update(conn: &impl ConnectionTrait, row: &Model) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Position, Expr::value(row.position))
        .col_expr(Column::Name, Expr::value(row.name.as_str()))
        .col_expr(Column::DocumentClass, Expr::value(row.document_class.as_str()))
        .col_expr(Column::MadeBy, Expr::value(row.made_by.clone()))
        .col_expr(Column::ClassBy, Expr::value(row.class_by.clone()))
        .col_expr(Column::ClassConfidence, Expr::value(row.class_confidence))
        .col_expr(Column::ClassTeaches, Expr::value(row.class_teaches))
        .filter(Column::Id.eq(row.id))
        .exec(conn)
        .await?;
    Ok(())
}

/// The newest documents of a process that have results, each with its collection.
///
/// # Errors
/// When the database fails.
pub async fn list_newest(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    limit: u64,
) -> Result<Vec<(Model, collection::Model)>, StoreError> {
    let done = [CollectionStatus::NeedsReview, CollectionStatus::Accepted];
    list_newest_of(conn, scope, process_id, &done, limit).await
}

/// The newest documents of a process that wait for a person, each with its collection.
///
/// # Errors
/// When the database fails.
pub async fn list_waiting(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    limit: u64,
) -> Result<Vec<(Model, collection::Model)>, StoreError> {
    list_newest_of(conn, scope, process_id, &[CollectionStatus::NeedsReview], limit).await
}

async fn list_newest_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    statuses: &[CollectionStatus],
    limit: u64,
) -> Result<Vec<(Model, collection::Model)>, StoreError> {
    let rows: Vec<(Model, Option<collection::Model>)> = visible_to(scope)
        .join(JoinType::InnerJoin, to_collection())
        .select_also(collection::Entity)
        .filter(collection::Column::ProcessId.eq(process_id.uuid()))
        .filter(collection::Column::Status.is_in(statuses.iter().map(|status| status.as_str())))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(document, collection)| Some((document, collection?))).collect())
}

/// The way from a document to its collection.
pub(crate) fn to_collection() -> RelationDef {
    let way = Entity::belongs_to(collection::Entity).from(Column::CollectionId);
    way.to(collection::Column::Id).into()
}

/// Removes the documents of a file behind this many, as when it falls into fewer parts than before.
///
/// # Errors
/// When the database fails.
pub async fn remove_behind(conn: &impl ConnectionTrait, file_id: Uuid, count: i32) -> Result<(), StoreError> {
    let behind = Entity::delete_many().filter(Column::FileId.eq(file_id)).filter(Column::Position.gte(count));
    behind.exec(conn).await?;
    Ok(())
}
