//! Files of collections.

use perigee_model::{CollectionStatus, FileId, ProcessId, Scope};
use sea_orm::sea_query::{Expr, Func, Query, WindowStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, JoinType, Order,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::collections;
use crate::entity::file::{Column, Entity, Model};
use crate::{StoreError, access, entity};

/// The files that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(collections::is_visible(scope, (Entity, Column::CollectionId)))
}

/// One file.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: FileId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// The files of these collections in the order of the upload.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<Vec<Model>, StoreError> {
    let files = visible_to(scope).filter(Column::CollectionId.is_in(ids.iter().copied()));
    Ok(files.order_by_asc(Column::CollectionId).order_by_asc(Column::Position).all(conn).await?)
}

/// Collections that are told of one file: more would be no list any more, and a file that is sent every minute must not
/// make the list slow.
const SAME_BYTES_MOST: i64 = 101;

/// The collections of a process that hold one of these digests, the newest of each: `(digest, collection)`.
///
/// # Errors
/// When the database fails.
pub async fn list_same_bytes(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Uuid,
    digests: &[String],
) -> Result<Vec<(String, Uuid)>, StoreError> {
    use entity::collection::Column as C;
    let in_process = Condition::all()
        .add(Expr::col((entity::collection::Entity, C::Id)).equals((Entity, Column::CollectionId)))
        .add(C::ProcessId.eq(process_id));
    let by_digest = WindowStatement::partition_by((Entity, Column::Sha256))
        .order_by((Entity, Column::CollectionId), Order::Desc)
        .to_owned();
    let mut numbered = Query::select();
    numbered
        .columns([(Entity, Column::Sha256), (Entity, Column::CollectionId)])
        .expr_window_as(Func::cust("row_number"), by_digest, "number")
        .from(Entity)
        .join(JoinType::InnerJoin, entity::collection::Entity, in_process)
        .and_where(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .and_where(Column::Sha256.is_in(digests.iter().cloned()));
    if let Some(permitting) = scope.permitting_processes() {
        numbered.and_where(C::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    let mut newest = Query::select();
    newest
        .columns([Column::Sha256, Column::CollectionId])
        .from_subquery(numbered, "numbered")
        .and_where(Expr::col("number").lte(SAME_BYTES_MOST))
        .order_by(Column::CollectionId, Order::Asc);
    let rows = conn.query_all(&newest).await?;
    let pairs = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    pairs.collect::<Result<_, DbErr>>().map_err(StoreError::from)
}

/// Adds files.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), StoreError> {
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}

/// How reading a file ended.
#[derive(Debug, Clone)]
pub struct ReadResult {
    /// Its pages.
    pub page_count: i32,
    /// Detected.
    pub media_type: Option<String>,
    /// Compressed XML of an e-invoice.
    pub einvoice_xml: Option<Vec<u8>>,
    /// Compressed JSON of what it says.
    pub einvoice: Option<Vec<u8>>,
}

/// Notes that a file was read, if it is still in this run.
///
/// # Errors
/// When the database fails.
pub async fn set_read(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    result: ReadResult,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(CollectionStatus::Processing.as_str()))
        .col_expr(Column::PageCount, Expr::value(result.page_count))
        .col_expr(Column::MediaType, Expr::value(result.media_type))
        .col_expr(Column::EinvoiceXml, Expr::value(result.einvoice_xml))
        .col_expr(Column::Einvoice, Expr::value(result.einvoice))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Says how far a file is, if it is still in this run. Returns whether it is.
///
/// # Errors
/// When the database fails.
pub async fn set_progress(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    (progress, page_count): (i32, i32),
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(CollectionStatus::Processing.as_str()))
        .col_expr(Column::Progress, Expr::value(progress))
        .col_expr(Column::PageCount, Expr::value(page_count))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Ends the work on a file, if it is still in this run.
///
/// # Errors
/// When the database fails.
pub async fn set_done(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    status: CollectionStatus,
    fault_json: Option<String>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(status.as_str()))
        .col_expr(Column::Progress, Expr::value(100))
        .col_expr(Column::Fault, Expr::value(fault_json))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Sets the status of the files of a collection that have this one.
///
/// # Errors
/// When the database fails.
pub async fn change_status(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    from: CollectionStatus,
    to: CollectionStatus,
    now_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.as_str()))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::CollectionId.eq(collection_id))
        .filter(Column::Status.eq(from.as_str()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Sends a file that is done back to work in its run, because its documents are others now.
///
/// # Errors
/// When the database fails.
pub async fn set_processing(conn: &impl ConnectionTrait, id: Uuid, now_ms: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(CollectionStatus::Processing.as_str()))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Moves every file of a collection to a new run; files that are done stay done unless `all`.
///
/// # Errors
/// When the database fails.
pub async fn start_run(
    conn: &impl ConnectionTrait,
    collection_id: Uuid,
    run: i32,
    status: CollectionStatus,
    all: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    let files = Entity::update_many().filter(Column::CollectionId.eq(collection_id));
    files.clone().col_expr(Column::Run, Expr::value(run)).exec(conn).await?;
    let mut affected = files
        .col_expr(Column::Status, Expr::value(status.as_str()))
        .col_expr(Column::Progress, Expr::value(0))
        .col_expr(Column::Fault, Expr::value(Option::<String>::None))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms));
    if !all {
        let running = [CollectionStatus::Queued.as_str(), CollectionStatus::Processing.as_str()];
        affected = affected.filter(Column::Status.is_in(running));
    }
    affected.exec(conn).await?;
    Ok(())
}

/// The ids of every file of a process.
///
/// # Errors
/// When the database fails.
pub async fn list_ids_of_process(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    let in_process = sea_orm::QueryTrait::into_query(
        collections::visible_to(scope)
            .filter(entity::collection::Column::ProcessId.eq(process_id))
            .select_only()
            .column(entity::collection::Column::Id),
    );
    Ok(visible_to(scope)
        .select_only()
        .column(Column::Id)
        .filter(Column::CollectionId.in_subquery(in_process))
        .into_tuple()
        .all(conn)
        .await?)
}
