//! People as other providers name them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::identity::{Column, Entity, Model};

/// Who this is, if the provider's person was here before.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    issuer: &str,
    issuer_subject: &str,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id((issuer.to_owned(), issuer_subject.to_owned())).one(conn).await?)
}

/// Ties a provider's person to one of ours.
///
/// # Errors
/// `Conflict` when it is tied already.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Whether a person can sign in with some provider.
///
/// # Errors
/// When the database fails.
pub async fn has_any(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<bool, StoreError> {
    Ok(Entity::find().filter(Column::UserId.eq(user_id)).count(conn).await? > 0)
}
