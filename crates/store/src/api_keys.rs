//! API keys. Looking one up makes a scope, hence without one.

use perigee_model::ApiKeyId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::StoreError;
use crate::entity::api_key::{Column, Entity, Model};

/// Adds a key.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The key with this id, whatever its state.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, id: ApiKeyId) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id.uuid()).one(conn).await?)
}

/// Notes a use, unless one was noted since `unless_after_ms`.
///
/// # Errors
/// When the database fails.
pub async fn note_use(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
    now_ms: i64,
    ip: Option<&str>,
    unless_after_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now_ms))
        .col_expr(Column::LastUsedIp, Expr::value(ip.map(str::to_owned)))
        .filter(Column::Id.eq(id.uuid()))
        .filter(
            Condition::any().add(Column::LastUsedAt.is_null()).add(Column::LastUsedAt.lte(unless_after_ms)),
        )
        .exec(conn)
        .await?;
    Ok(())
}

/// Revokes a key; it fails at the next request.
///
/// # Errors
/// When the database fails.
pub async fn revoke(conn: &impl ConnectionTrait, id: ApiKeyId, now_ms: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}
