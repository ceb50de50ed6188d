//! Browser sessions and one-time links; only hashes of their secrets are stored.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{session, sign_in_link};

/// Adds a session.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: session::Model) -> Result<(), StoreError> {
    session::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The session with this secret, unless it has ended.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
    now_ms: i64,
) -> Result<Option<session::Model>, StoreError> {
    let alive = session::Entity::find()
        .filter(session::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(session::Column::ExpiresAt.gt(now_ms));
    Ok(alive.one(conn).await?)
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), StoreError> {
    session::Entity::delete_by_id(id).exec(conn).await?;
    Ok(())
}

/// Ends every session of a person but one.
///
/// # Errors
/// When the database fails.
pub async fn delete_others(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    keep: Option<Uuid>,
) -> Result<(), StoreError> {
    let mut delete = session::Entity::delete_many().filter(session::Column::UserId.eq(user_id));
    if let Some(keep) = keep {
        delete = delete.filter(session::Column::Id.ne(keep));
    }
    delete.exec(conn).await?;
    Ok(())
}

/// Removes sessions and links that have ended.
///
/// # Errors
/// When the database fails.
pub async fn sweep(conn: &impl ConnectionTrait, now_ms: i64) -> Result<(), StoreError> {
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now_ms)).exec(conn).await?;
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::ExpiresAt.lte(now_ms))
        .exec(conn)
        .await?;
    Ok(())
}

/// Adds a one-time link.
///
/// # Errors
/// When the database fails.
pub async fn insert_link(conn: &impl ConnectionTrait, row: sign_in_link::Model) -> Result<(), StoreError> {
    sign_in_link::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Uses up a link: `None` when it is unknown, has ended or was used before, also when two use it at once.
///
/// # Errors
/// When the database fails.
pub async fn use_link(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
    purpose: &str,
    now_ms: i64,
) -> Result<Option<sign_in_link::Model>, StoreError> {
    let used = sign_in_link::Entity::update_many()
        .col_expr(sign_in_link::Column::UsedAt, Expr::value(now_ms))
        .filter(sign_in_link::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(sign_in_link::Column::Purpose.eq(purpose))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .filter(sign_in_link::Column::ExpiresAt.gt(now_ms))
        .exec(conn)
        .await?;
    if used.rows_affected == 0 {
        return Ok(None);
    }
    Ok(sign_in_link::Entity::find()
        .filter(sign_in_link::Column::TokenHash.eq(token_hash.to_vec()))
        .one(conn)
        .await?)
}
