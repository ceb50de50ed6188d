//! Processes and the versions of their configuration.

use std::collections::HashMap;

use perigee_model::{ConfigId, OrganizationId, ProcessId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::access;
use crate::entity::{process, process_config};

/// The processes that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<process::Entity> {
    let mut select =
        process::Entity::find().filter(process::Column::OrganizationId.eq(scope.organization_id.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(process::Column::Id.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// One process.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ProcessId,
) -> Result<process::Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(process::Column::Id.eq(id.uuid()))).await
}

/// The organization of a process, for whoever runs the server and stands outside of every organization.
///
/// # Errors
/// When the database fails.
pub async fn find_organization(
    conn: &impl ConnectionTrait,
    id: ProcessId,
) -> Result<Option<OrganizationId>, StoreError> {
    let found = process::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(found.map(|row| OrganizationId::from_uuid(row.organization_id)))
}

/// The ids of all processes that exist for this scope, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list_ids(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Uuid>, StoreError> {
    let ids = visible_to(scope).select_only().column(process::Column::Id);
    Ok(ids.order_by_desc(process::Column::CreatedAt).into_tuple().all(conn).await?)
}

/// The names of those of these processes that exist for this scope.
///
/// # Errors
/// When the database fails.
pub async fn names(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>, StoreError> {
    let found: Vec<(Uuid, String)> = visible_to(&scope.seeing())
        .filter(process::Column::Id.is_in(ids))
        .select_only()
        .columns([process::Column::Id, process::Column::Name])
        .into_tuple()
        .all(conn)
        .await?;
    Ok(found.into_iter().collect())
}

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    offset: u64,
    limit: u64,
) -> Result<(Vec<process::Model>, u64), StoreError> {
    let total = visible_to(scope).count(conn).await?;
    let rows = visible_to(scope)
        .order_by_desc(process::Column::CreatedAt)
        .order_by_desc(process::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(conn)
        .await?;
    Ok((rows, total))
}

/// Adds a process with its first configuration.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    conn: &impl ConnectionTrait,
    row: process::Model,
    config: process_config::Model,
) -> Result<(), StoreError> {
    process::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    process_config::Entity::insert(config.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Renames a process.
///
/// # Errors
/// When the database fails.
pub async fn rename(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ProcessId,
    name: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    process::Entity::update_many()
        .col_expr(process::Column::Name, Expr::value(name))
        .col_expr(process::Column::UpdatedAt, Expr::value(now_ms))
        .filter(process::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(process::Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes a process with everything in it.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, scope: &Scope, id: ProcessId) -> Result<(), StoreError> {
    process::Entity::delete_many()
        .filter(process::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(process::Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// One version of a configuration.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get_config(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ConfigId,
) -> Result<process_config::Model, StoreError> {
    process_config::Entity::find_by_id(id.uuid())
        .filter(process_config::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .one(conn)
        .await?
        .ok_or(StoreError::NotFound)
}

/// Adds a version and makes it the one that holds.
///
/// # Errors
/// `Conflict` when somebody else added that version.
pub async fn add_config(
    conn: &impl ConnectionTrait,
    config: process_config::Model,
) -> Result<(), StoreError> {
    let (process_id, config_id, at) = (config.process_id, config.id, config.created_at);
    process_config::Entity::insert(config.into_active_model()).exec_without_returning(conn).await?;
    process::Entity::update_many()
        .col_expr(process::Column::ConfigId, Expr::value(config_id))
        .col_expr(process::Column::UpdatedAt, Expr::value(at))
        .filter(process::Column::Id.eq(process_id))
        .exec(conn)
        .await?;
    Ok(())
}
