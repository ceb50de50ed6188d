//! API keys. Looking one up makes a scope, hence [`find`] without one.

use perigee_model::{ApiKeyId, ApiKeyStatus, ProcessId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

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

/// The keys of the organization as a whole, or those of one process. Whether the caller may see the process is
/// asked before.
fn of_place(scope: &Scope, process_id: Option<ProcessId>) -> Select<Entity> {
    let own = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    match process_id {
        Some(id) => own.filter(Column::ProcessId.eq(id.uuid())),
        None => own.filter(Column::ProcessId.is_null()),
    }
}

/// One key of the organization as a whole, or of a process.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
) -> Result<Model, StoreError> {
    of_place(scope, process_id).filter(Column::Id.eq(id.uuid())).one(conn).await?.ok_or(StoreError::NotFound)
}

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Option<ProcessId>,
    status: Option<(ApiKeyStatus, i64)>,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let mut select = of_place(scope, process_id);
    if let Some((status, now_ms)) = status {
        select = select.filter(has_status(status, now_ms));
    }
    let total = select.clone().count(conn).await?;
    let newest_first = select.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    Ok((newest_first.offset(offset).limit(limit).all(conn).await?, total))
}

fn has_status(status: ApiKeyStatus, now_ms: i64) -> Condition {
    let alive = Condition::all().add(Column::RevokedAt.is_null());
    match status {
        ApiKeyStatus::Revoked => Condition::all().add(Column::RevokedAt.is_not_null()),
        ApiKeyStatus::Expired => alive.add(Column::ExpiresAt.lte(now_ms)),
        ApiKeyStatus::Active => {
            alive.add(Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now_ms)))
        }
    }
}

/// The keys of the scope's organization with these ids, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: Vec<Uuid>,
) -> Result<Vec<Model>, StoreError> {
    let own = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    Ok(own.filter(Column::Id.is_in(ids)).all(conn).await?)
}

/// The keys that these keys made.
///
/// # Errors
/// When the database fails.
pub async fn list_made_by(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::CreatorKeyId.is_in(ids)).all(conn).await?)
}

/// Writes what can be changed in a key: its name, its networks and its end.
///
/// # Errors
/// When the database fails.
pub async fn edit(conn: &impl ConnectionTrait, row: &Model) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(row.name.clone()))
        .col_expr(Column::Networks, Expr::value(row.networks.clone()))
        .col_expr(Column::ExpiresAt, Expr::value(row.expires_at))
        .filter(Column::Id.eq(row.id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends these keys at this time, if they do not end before.
///
/// # Errors
/// When the database fails.
pub async fn end_by(conn: &impl ConnectionTrait, ids: Vec<Uuid>, at_ms: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(at_ms))
        .filter(Column::Id.is_in(ids))
        .filter(Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(at_ms)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes that a key was replaced by another one; the answer is whether it was not yet.
///
/// # Errors
/// When the database fails.
pub async fn replace(conn: &impl ConnectionTrait, id: ApiKeyId, by: ApiKeyId) -> Result<bool, StoreError> {
    let replaced = Entity::update_many()
        .col_expr(Column::ReplacedBy, Expr::value(by.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::ReplacedBy.is_null())
        .filter(Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(replaced.rows_affected == 1)
}

/// Puts what a key made under the key that took its place.
///
/// # Errors
/// When the database fails.
pub async fn adopt(conn: &impl ConnectionTrait, from: ApiKeyId, to: ApiKeyId) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::CreatorKeyId, Expr::value(to.uuid()))
        .filter(Column::CreatorKeyId.eq(from.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Names another person as the one who stands behind these keys.
///
/// # Errors
/// When the database fails.
pub async fn set_person(
    conn: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    person: Option<Uuid>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::CreatorUserId, Expr::value(person))
        .filter(Column::Id.is_in(ids))
        .exec(conn)
        .await?;
    Ok(())
}

/// Revokes a key, unless it was revoked already; the answer is whether it was not.
///
/// # Errors
/// When the database fails.
pub async fn revoke(conn: &impl ConnectionTrait, id: ApiKeyId, now_ms: i64) -> Result<bool, StoreError> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected == 1)
}

/// Those of these keys that are there, in no order; of every organization, for what the server itself does.
///
/// # Errors
/// When the database fails.
pub async fn list_of_server(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::Id.is_in(ids)).all(conn).await?)
}

/// Keys that can be used, end before a time, and whose makers were not yet told that they end in so few days.
///
/// # Errors
/// When the database fails.
pub async fn list_ending(
    conn: &impl ConnectionTrait,
    now_ms: i64,
    before_ms: i64,
    days: i32,
) -> Result<Vec<Model>, StoreError> {
    let ending = Entity::find()
        .filter(Column::ExpiresAt.gt(now_ms))
        .filter(Column::ExpiresAt.lte(before_ms))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ReplacedBy.is_null())
        .filter(not_reminded(days));
    Ok(ending.order_by_asc(Column::Id).all(conn).await?)
}

/// Takes on reminding of a key's end; the answer is whether nobody else did.
///
/// # Errors
/// When the database fails.
pub async fn claim_reminder(conn: &impl ConnectionTrait, id: Uuid, days: i32) -> Result<bool, StoreError> {
    let claimed = Entity::update_many()
        .col_expr(Column::RemindedDays, Expr::value(days))
        .filter(Column::Id.eq(id))
        .filter(not_reminded(days))
        .exec(conn)
        .await?;
    Ok(claimed.rows_affected == 1)
}

fn not_reminded(days: i32) -> Condition {
    Condition::any().add(Column::RemindedDays.is_null()).add(Column::RemindedDays.gt(days))
}
