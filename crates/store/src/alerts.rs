//! Alerts about API keys.

use perigee_model::{AlertId, Scope};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, TryInsertResult,
};

use crate::StoreError;
use crate::entity::alert::{Column, Entity, Model};

/// The alerts that exist for this scope.
fn visible_to(scope: &Scope) -> Select<Entity> {
    Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
}

/// Adds an alert, unless there is one with its id; the answer is whether it was added.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<bool, StoreError> {
    let there_already = OnConflict::column(Column::Id).do_nothing().to_owned();
    let added = Entity::insert(row.into_active_model()).on_conflict(there_already).try_insert();
    Ok(matches!(added.exec_without_returning(conn).await?, TryInsertResult::Inserted(rows) if rows > 0))
}

/// One alert.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: AlertId) -> Result<Model, StoreError> {
    visible_to(scope).filter(Column::Id.eq(id.uuid())).one(conn).await?.ok_or(StoreError::NotFound)
}

/// A part of the list, newest first, and how many there are; on demand only those that nobody looked at.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    open_only: bool,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let mut select = visible_to(scope);
    if open_only {
        select = select.filter(Column::AcknowledgedAt.is_null());
    }
    let total = select.clone().count(conn).await?;
    let newest_first = select.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    Ok((newest_first.offset(offset).limit(limit).all(conn).await?, total))
}

/// Notes who looked at an alert, unless somebody did before; the answer is whether nobody had.
///
/// # Errors
/// When the database fails.
pub async fn acknowledge(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: AlertId,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let noted = Entity::update_many()
        .col_expr(Column::AcknowledgedAt, Expr::value(now_ms))
        .col_expr(Column::AcknowledgedBy, Expr::value(scope.subject.to_string()))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::AcknowledgedAt.is_null())
        .exec(conn)
        .await?;
    Ok(noted.rows_affected == 1)
}
