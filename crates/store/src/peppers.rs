//! Fingerprints of the server's peppers, and what depends on each. For the server itself, hence without a scope.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::pepper::{Column, Entity, Model};
use crate::entity::{api_key, user};

/// Every pepper that was in use, the newest first, those given up too.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().order_by_desc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// Adds a pepper, unless it is known.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, id: &str, now_ms: i64) -> Result<(), StoreError> {
    let row = Model { id: id.to_owned(), created_at: now_ms, retired_at: None };
    let there_already = OnConflict::column(Column::Id).do_nothing().to_owned();
    let added = Entity::insert(row.into_active_model()).on_conflict(there_already).try_insert();
    added.exec_without_returning(conn).await?;
    Ok(())
}

/// Notes that a pepper was given up; the answer is whether it was in use.
///
/// # Errors
/// When the database fails.
pub async fn retire(conn: &impl ConnectionTrait, id: &str, now_ms: i64) -> Result<bool, StoreError> {
    let retired = Entity::update_many()
        .col_expr(Column::RetiredAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::RetiredAt.is_null())
        .exec(conn)
        .await?;
    Ok(retired.rows_affected == 1)
}

/// Keys that can be used.
fn alive(now_ms: i64) -> Condition {
    use api_key::Column;
    Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now_ms)))
}

/// How many keys that can be used were made under each pepper; `None` for those older than fingerprints.
///
/// # Errors
/// When the database fails.
pub async fn count_keys(
    conn: &impl ConnectionTrait,
    now_ms: i64,
) -> Result<Vec<(Option<String>, i64)>, StoreError> {
    Ok(api_key::Entity::find()
        .select_only()
        .column(api_key::Column::PepperId)
        .column_as(api_key::Column::Id.count(), "keys")
        .filter(alive(now_ms))
        .group_by(api_key::Column::PepperId)
        .into_tuple()
        .all(conn)
        .await?)
}

/// Notes the pepper of the keys that are older than fingerprints, where only one can be meant.
///
/// # Errors
/// When the database fails.
pub async fn stamp_keys(conn: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::PepperId, Expr::value(id))
        .filter(api_key::Column::PepperId.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Stores what a key's secret is under another pepper, unless somebody else did.
///
/// # Errors
/// When the database fails.
pub async fn renew_key(
    conn: &impl ConnectionTrait,
    key_id: Uuid,
    before: Option<&str>,
    id: &str,
    secret_mac: Vec<u8>,
) -> Result<(), StoreError> {
    let was = match before {
        Some(before) => api_key::Column::PepperId.eq(before),
        None => api_key::Column::PepperId.is_null(),
    };
    api_key::Entity::update_many()
        .col_expr(api_key::Column::SecretMac, Expr::value(secret_mac))
        .col_expr(api_key::Column::PepperId, Expr::value(id))
        .filter(api_key::Column::Id.eq(key_id))
        .filter(was)
        .exec(conn)
        .await?;
    Ok(())
}

/// Revokes the keys that were made under a pepper; the answer is how many there were.
///
/// # Errors
/// When the database fails.
pub async fn revoke_keys(conn: &impl ConnectionTrait, id: &str, now_ms: i64) -> Result<u64, StoreError> {
    let revoked = api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(now_ms))
        .filter(api_key::Column::PepperId.eq(id))
        .filter(alive(now_ms))
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected)
}

/// People and the sealed secrets of their second factors.
///
/// # Errors
/// When the database fails.
pub async fn list_sealed(conn: &impl ConnectionTrait) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    Ok(user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .column(user::Column::TotpSecret)
        .filter(user::Column::TotpSecret.is_not_null())
        .into_tuple()
        .all(conn)
        .await?)
}

/// Stores a sealed secret anew, unless it was changed meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn set_sealed(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    before: Vec<u8>,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    user::Entity::update_many()
        .col_expr(user::Column::TotpSecret, Expr::value(sealed))
        .filter(user::Column::Id.eq(user_id))
        .filter(Expr::col(user::Column::TotpSecret).eq(before))
        .exec(conn)
        .await?;
    Ok(())
}
