//! Organizations. Together with signing in, the place where a scope comes from, hence without one.

use perigee_model::OrganizationId;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::StoreError;
use crate::entity::organization::{Column, Entity, Model};

/// Adds one.
///
/// # Errors
/// `Conflict` when its public id is taken.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The organization with this id.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, id: OrganizationId) -> Result<Model, StoreError> {
    Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(StoreError::NotFound)
}

/// The oldest one: the single-user organization of an installation.
///
/// # Errors
/// When the database fails.
pub async fn find_first(conn: &impl ConnectionTrait) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).one(conn).await?)
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(Entity::find().count(conn).await?)
}

/// Takes an organization and holds it until the transaction ends: of two transactions that count its owners, one
/// waits for the other. On SQLite every writing transaction does so anyway.
///
/// The lock lets rows that refer to the organization be added meanwhile; a stronger one could end in a deadlock
/// with the audit log.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn hold(conn: &impl ConnectionTrait, id: OrganizationId) -> Result<Model, StoreError> {
    let held = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate);
    held.one(conn).await?.ok_or(StoreError::NotFound)
}

/// Sets the name and the longest life of an API key (`None` for the built-in one).
///
/// # Errors
/// When the database fails.
pub async fn edit(
    conn: &impl ConnectionTrait,
    id: OrganizationId,
    name: &str,
    api_key_longest_days: Option<i32>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::ApiKeyLongestDays, Expr::value(api_key_longest_days))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Gives an organization another public id.
///
/// # Errors
/// `Conflict` when it is taken.
pub async fn set_public_id(
    conn: &impl ConnectionTrait,
    id: OrganizationId,
    public_id: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PublicId, Expr::value(public_id))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Every organization, oldest first: for an operator, who belongs to none.
///
/// # Errors
/// When the database fails.
pub async fn list_all(conn: &impl ConnectionTrait) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// The organizations with these ids, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_with(conn: &impl ConnectionTrait, ids: Vec<uuid::Uuid>) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::Id.is_in(ids)).all(conn).await?)
}

/// The organization that the API shows by this id.
///
/// # Errors
/// When the database fails.
pub async fn find_by_public_id(
    conn: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(Column::PublicId.eq(public_id)).one(conn).await?)
}
