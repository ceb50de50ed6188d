//! Documents: page ranges of files.

use perigee_model::{DocumentId, Scope};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use crate::StoreError;
use crate::access;
use crate::collections;
use crate::entity::document::{Column, Entity, Model};

/// The documents that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::CollectionId.in_subquery(collections::visible_ids(scope)))
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
        .update_columns([Column::Name, Column::DocumentClass, Column::FirstPage, Column::LastPage])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(on_conflict).exec_without_returning(conn).await?;
    let stored = Entity::find().filter(Column::FileId.eq(file_id)).filter(Column::Position.eq(position));
    Ok(stored.one(conn).await?.ok_or(StoreError::NotFound)?.id)
}
