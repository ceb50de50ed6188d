//! What is done to many collections of a queue at once.

use perigee_model::{ProcessId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::StoreError;
use crate::collections::visible_to;
use crate::entity::collection::{Column, Entity, Model};

/// Those of these collections that are of the process and exist for this scope, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    ids: &[Uuid],
) -> Result<Vec<Model>, StoreError> {
    Ok(visible_to(scope)
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(conn)
        .await?)
}

/// Gives these collections priority, or takes it.
///
/// # Errors
/// When the database fails.
pub async fn set_priority(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: &[Uuid],
    priority: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    set(conn, scope, ids, Column::Priority, Expr::value(priority), now_ms).await
}

/// Assigns these collections, or with `None` takes them from who has them.
///
/// # Errors
/// When the database fails.
pub async fn set_assignee(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: &[Uuid],
    assignee: Option<&str>,
    now_ms: i64,
) -> Result<(), StoreError> {
    set(conn, scope, ids, Column::Assignee, Expr::value(assignee.map(str::to_owned)), now_ms).await
}

async fn set(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: &[Uuid],
    column: Column,
    value: Expr,
    now_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(column, value)
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await?;
    Ok(())
}
