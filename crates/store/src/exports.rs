//! Exports: results that are written into one file to be taken away.

use perigee_model::{ExportId, ExportStatus, ProcessId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::export::{Column, Entity, Model};
use crate::{StoreError, access};

/// The exports that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(Column::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// One export.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: ExportId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// The exports of a process, newest first, and how many there are.
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

/// The exports of the scope's organization that were asked for before a time.
///
/// # Errors
/// When the database fails.
pub async fn list_older(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    before_ms: i64,
) -> Result<Vec<Model>, StoreError> {
    let own = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    Ok(own.filter(Column::CreatedAt.lt(before_ms)).all(conn).await?)
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// How far a run is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Where it stands.
    pub status: ExportStatus,
    /// Percent.
    pub percent: i32,
    /// Documents written.
    pub documents: i32,
    /// Bytes of the file, once it is whole.
    pub size_bytes: Option<i64>,
    /// Why there is no file.
    pub fault: Option<String>,
    /// When it ended.
    pub finished_at_ms: Option<i64>,
}

/// Notes how far an export is; `false` when it was deleted meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn set_progress(
    conn: &impl ConnectionTrait,
    id: Uuid,
    progress: Progress,
) -> Result<bool, StoreError> {
    let noted = Entity::update_many()
        .col_expr(Column::Status, Expr::value(progress.status.as_str()))
        .col_expr(Column::Progress, Expr::value(progress.percent))
        .col_expr(Column::DocumentCount, Expr::value(progress.documents))
        .col_expr(Column::SizeBytes, Expr::value(progress.size_bytes))
        .col_expr(Column::Fault, Expr::value(progress.fault))
        .col_expr(Column::FinishedAt, Expr::value(progress.finished_at_ms))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(noted.rows_affected > 0)
}

/// Deletes exports.
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
