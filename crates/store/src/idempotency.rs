//! Requests that must have their effect once.

use perigee_model::{CollectionId, Scope};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::StoreError;
use crate::entity::idempotency_key::{Column, Entity, Model};

/// What an earlier request with this key made.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    name: &str,
) -> Result<Option<CollectionId>, StoreError> {
    let key = (scope.organization_id.uuid(), scope.subject.to_string(), name.to_owned());
    let row = Entity::find_by_id(key).one(conn).await?;
    Ok(row.map(|row| CollectionId::from_uuid(row.collection_id)))
}

/// Notes what this request made.
///
/// # Errors
/// `Conflict` when another request with the same key was faster.
pub async fn insert(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    name: &str,
    collection_id: CollectionId,
    now_ms: i64,
) -> Result<(), StoreError> {
    let row = Model {
        organization_id: scope.organization_id.uuid(),
        subject: scope.subject.to_string(),
        name: name.to_owned(),
        collection_id: collection_id.uuid(),
        created_at: now_ms,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Forgets keys from before this time.
///
/// # Errors
/// When the database fails.
pub async fn sweep(conn: &impl ConnectionTrait, before_ms: i64) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lt(before_ms)).exec(conn).await?;
    Ok(())
}
