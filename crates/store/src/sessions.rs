//! Browser sessions and one-time links; only hashes of their secrets are stored.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
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

/// What is neither over nor was left unused since `idle_since_ms`.
fn alive(now_ms: i64, idle_since_ms: i64) -> Condition {
    Condition::all().add(session::Column::ExpiresAt.gt(now_ms)).add(
        Condition::any()
            .add(session::Column::LastSeenAt.is_null())
            .add(session::Column::LastSeenAt.gt(idle_since_ms)),
    )
}

/// The session with this secret, unless it has ended or was left unused since `idle_since_ms`.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
    now_ms: i64,
    idle_since_ms: i64,
) -> Result<Option<session::Model>, StoreError> {
    let own = session::Entity::find().filter(session::Column::TokenHash.eq(token_hash.to_vec()));
    Ok(own.filter(alive(now_ms, idle_since_ms)).one(conn).await?)
}

/// The sessions of a person that have not ended, the latest used first.
///
/// # Errors
/// When the database fails.
pub async fn list_of_person(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    now_ms: i64,
    idle_since_ms: i64,
) -> Result<Vec<session::Model>, StoreError> {
    let own = session::Entity::find().filter(session::Column::UserId.eq(user_id));
    let own = own.filter(alive(now_ms, idle_since_ms));
    Ok(own.order_by_desc(session::Column::LastSeenAt).order_by_asc(session::Column::Id).all(conn).await?)
}

/// Notes when a session was last used; never an earlier time than is noted.
///
/// # Errors
/// When the database fails.
pub async fn set_seen(conn: &impl ConnectionTrait, id: Uuid, at_ms: i64) -> Result<(), StoreError> {
    let earlier = Condition::any()
        .add(session::Column::LastSeenAt.is_null())
        .add(session::Column::LastSeenAt.lt(at_ms));
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(at_ms))
        .filter(session::Column::Id.eq(id))
        .filter(earlier)
        .exec(conn)
        .await?;
    Ok(())
}

/// Moves a session to another organization.
///
/// # Errors
/// `NotFound` when it has ended.
pub async fn set_organization(
    conn: &impl ConnectionTrait,
    id: Uuid,
    organization_id: Uuid,
) -> Result<session::Model, StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::OrganizationId, Expr::value(organization_id))
        .filter(session::Column::Id.eq(id))
        .exec(conn)
        .await?;
    get(conn, id).await
}

/// Ends a session of this person; the answer is whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete_own(conn: &impl ConnectionTrait, user_id: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let own = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::UserId.eq(user_id));
    Ok(own.exec(conn).await?.rows_affected > 0)
}

/// The session with this id.
///
/// # Errors
/// `NotFound` when it has ended.
pub async fn get(conn: &impl ConnectionTrait, id: Uuid) -> Result<session::Model, StoreError> {
    session::Entity::find_by_id(id).one(conn).await?.ok_or(StoreError::NotFound)
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), StoreError> {
    session::Entity::delete_by_id(id).exec(conn).await?;
    Ok(())
}

/// Ends the session with this secret; the answer is whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete_by_token(conn: &impl ConnectionTrait, token_hash: &[u8]) -> Result<bool, StoreError> {
    let own = session::Column::TokenHash.eq(token_hash.to_vec());
    Ok(session::Entity::delete_many().filter(own).exec(conn).await?.rows_affected > 0)
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
pub async fn sweep(conn: &impl ConnectionTrait, now_ms: i64, idle_since_ms: i64) -> Result<(), StoreError> {
    session::Entity::delete_many().filter(alive(now_ms, idle_since_ms).not()).exec(conn).await?;
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::ExpiresAt.lte(now_ms))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends the links of a person that are good for this.
///
/// # Errors
/// When the database fails.
pub async fn delete_links(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    purpose: &str,
) -> Result<(), StoreError> {
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::UserId.eq(user_id))
        .filter(sign_in_link::Column::Purpose.eq(purpose))
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

/// The link with this token, unless it has ended or was used. It is not used up by that.
///
/// # Errors
/// When the database fails.
pub async fn find_link(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
    purpose: &str,
    now_ms: i64,
) -> Result<Option<sign_in_link::Model>, StoreError> {
    let link = sign_in_link::Entity::find()
        .filter(sign_in_link::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(sign_in_link::Column::Purpose.eq(purpose))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .filter(sign_in_link::Column::ExpiresAt.gt(now_ms));
    Ok(link.one(conn).await?)
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
