//! Comments on collections.

use perigee_model::{CommentId, Scope};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::comment::{Column, Entity, Model};
use crate::{StoreError, access, collections};

/// The comments that exist for this scope.
fn visible_to(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(collections::is_visible(scope, (Entity, Column::CollectionId)))
}

/// One comment.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: CommentId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// A part of the comments on a collection, oldest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    collection_id: Uuid,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let all = visible_to(scope).filter(Column::CollectionId.eq(collection_id));
    let total = all.clone().count(conn).await?;
    let oldest_first = all.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
    Ok((oldest_first.offset(offset).limit(limit).all(conn).await?, total))
}

/// Adds a comment.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Removes a comment.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, row: &Model) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Id.eq(row.id)).exec(conn).await?;
    Ok(())
}
