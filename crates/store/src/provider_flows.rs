//! Sign-ins that are under way at a provider.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::StoreError;
use crate::entity::provider_flow::{Column, Entity, Model};

/// Adds one, and removes those that are too late.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model, now_ms: i64) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now_ms)).exec(conn).await?;
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes the sign-in with this state away, so that it is used once: `None` when it is unknown or too late, also
/// when two take it at once. Whose browser began it is for the caller to compare.
///
/// # Errors
/// When the database fails.
pub async fn take(
    conn: &impl ConnectionTrait,
    state_hash: &[u8],
    now_ms: i64,
) -> Result<Option<Model>, StoreError> {
    let Some(flow) = Entity::find_by_id(state_hash.to_vec()).one(conn).await? else { return Ok(None) };
    let taken = Entity::delete_many().filter(Column::StateHash.eq(state_hash.to_vec())).exec(conn).await?;
    Ok((taken.rows_affected > 0 && flow.expires_at > now_ms).then_some(flow))
}
