//! Recovery codes of second factors; only their hashes are stored.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::recovery_code::{Column, Entity, Model};

/// Gives a person these codes in place of all earlier ones.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    code_hashes: Vec<Vec<u8>>,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::UserId.eq(user_id)).exec(conn).await?;
    for code_hash in code_hashes {
        let row = Model { user_id, code_hash, used_at: None };
        Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Uses up a code: `false` when the person has no such code or used it before, also when two use it at once.
///
/// # Errors
/// When the database fails.
pub async fn use_up(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    code_hash: &[u8],
    now_ms: i64,
) -> Result<bool, StoreError> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now_ms))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::CodeHash.eq(code_hash.to_vec()))
        .filter(Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(used.rows_affected > 0)
}

/// How many codes of a person were not used yet.
///
/// # Errors
/// When the database fails.
pub async fn count_left(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<u64, StoreError> {
    let left = Entity::find().filter(Column::UserId.eq(user_id)).filter(Column::UsedAt.is_null());
    Ok(left.count(conn).await?)
}
