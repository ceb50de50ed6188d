//! Models: what processes learned, one row for each training that is kept.

use perigee_model::{ModelId, ModelState, ProcessId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::model::{Column, Entity, Model};
use crate::{StoreError, access};

/// The models that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(Column::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// One model.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: ModelId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// The model that a process uses.
///
/// # Errors
/// When the database fails.
pub async fn find_active(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Option<Model>, StoreError> {
    let of_process = visible_to(scope).filter(Column::ProcessId.eq(process_id.uuid()));
    Ok(of_process.filter(Column::State.eq(ModelState::Active.as_str())).one(conn).await?)
}

/// The newest model of a process that has this name.
///
/// # Errors
/// When the database fails.
pub async fn find_by_name(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    name: &str,
) -> Result<Option<Model>, StoreError> {
    let of_process = visible_to(scope).filter(Column::ProcessId.eq(process_id.uuid()));
    let newest = of_process.filter(Column::Name.eq(name)).order_by_desc(Column::CreatedAt);
    Ok(newest.one(conn).await?)
}

/// A part of the models of a process, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let select = visible_to(scope).filter(Column::ProcessId.eq(process_id.uuid()));
    let total = select.clone().count(conn).await?;
    let newest_first = select.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    Ok((newest_first.offset(offset).limit(limit).all(conn).await?, total))
}

/// Adds a model.
///
/// # Errors
/// `NotFound` when its process is gone; `Conflict` when it is active beside another one.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes the model of a process out of use; another one follows in the same transaction, or none.
///
/// # Errors
/// When the database fails.
pub async fn retire_active(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ModelState::Retired.as_str()))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::State.eq(ModelState::Active.as_str()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes a model into use; the one before it was retired in the same transaction.
///
/// # Errors
/// `Conflict` when another one is in use.
pub async fn activate(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ModelId,
    reason: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ModelState::Active.as_str()))
        .col_expr(Column::Reason, Expr::value(reason))
        .col_expr(Column::ActivatedAt, Expr::value(now_ms))
        .col_expr(Column::Fault, Expr::value(Option::<String>::None))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes why the artefact of a model cannot be used, unless that is known; the answer is whether it is news.
///
/// # Errors
/// When the database fails.
pub async fn set_fault(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ModelId,
    fault: &str,
) -> Result<bool, StoreError> {
    let noted = Entity::update_many()
        .col_expr(Column::Fault, Expr::value(fault))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Fault.is_null())
        .exec(conn)
        .await?;
    Ok(noted.rows_affected > 0)
}

/// Sets what is known of how a model does.
///
/// # Errors
/// When the database fails.
pub async fn set_metrics(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ModelId,
    metrics: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Metrics, Expr::value(metrics))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes models; their blobs are left to the caller.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, scope: &Scope, ids: &[Uuid]) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await?;
    Ok(())
}
