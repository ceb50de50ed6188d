//! Collections.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use sea_orm::sea_query::{Expr, Func, IntoColumnRef, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::access;
pub use crate::collection_search::{Filter, MetadataCondition, SortKey, list};
use crate::entity::collection::{Column, Entity, Model};
use crate::entity::{collection_metadata, correction, document, extraction, file, table_correction};

/// The collections that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(Column::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// Whether the collection that a row belongs to by this column is one of those.
///
/// Asked for each row: a list of all that are visible would be made whole before the first row is looked at.
pub fn is_visible(scope: &Scope, collection_id: impl IntoColumnRef) -> Expr {
    let this = Expr::col((Entity, Column::Id)).equals(collection_id);
    let mut one = visible_to(scope).filter(this).select_only().into_query();
    Expr::exists(one.expr(Expr::value(1)).to_owned())
}

/// One collection.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: CollectionId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// How many collections each of these processes has; a process without any is left out.
///
/// # Errors
/// When the database fails.
pub async fn count_by_process(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    processes: &[Uuid],
) -> Result<Vec<(Uuid, i64)>, StoreError> {
    Ok(visible_to(scope)
        .select_only()
        .column(Column::ProcessId)
        .column_as(Column::Id.count(), "count")
        .filter(Column::ProcessId.is_in(processes.iter().copied()))
        .group_by(Column::ProcessId)
        .into_tuple()
        .all(conn)
        .await?)
}

/// How many collections of a process are being worked on.
///
/// # Errors
/// When the database fails.
pub async fn count_running(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<u64, StoreError> {
    let running = [CollectionStatus::Queued.as_str(), CollectionStatus::Processing.as_str()];
    Ok(visible_to(scope)
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::Status.is_in(running))
        .count(conn)
        .await?)
}

/// The collections of a process that changed at or after this time, oldest change first.
///
/// # Errors
/// When the database fails.
pub async fn changed_since(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    since_ms: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    Ok(visible_to(scope)
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::UpdatedAt.gte(since_ms))
        .order_by_asc(Column::UpdatedAt)
        .limit(limit)
        .all(conn)
        .await?)
}

/// Adds a collection.
///
/// # Errors
/// `NotFound` when its process is gone.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Sets the metadata and the keys that filters look at.
///
/// # Errors
/// When the database fails.
pub async fn set_metadata(
    conn: &impl ConnectionTrait,
    collection: &Model,
    metadata_json: &str,
    keys: Vec<(String, String)>,
    now_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Metadata, Expr::value(metadata_json))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(collection.id))
        .exec(conn)
        .await?;
    collection_metadata::Entity::delete_many()
        .filter(collection_metadata::Column::CollectionId.eq(collection.id))
        .exec(conn)
        .await?;
    let rows = keys.into_iter().map(|(name, value)| {
        let (collection_id, organization_id) = (collection.id, collection.organization_id);
        collection_metadata::Model { collection_id, name, organization_id, value }.into_active_model()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        collection_metadata::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Sets status, progress and the reasons for a review, if the collection is still in this run.
///
/// Returns whether it was.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    status: CollectionStatus,
    progress: i32,
    review_reasons: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(status.as_str()))
        .col_expr(Column::Progress, Expr::value(progress))
        .col_expr(Column::ReviewReasons, Expr::value(review_reasons))
        .col_expr(Column::PageCount, pages_of(id))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Says how far the work on a run is: only ever forwards, and only while it is running.
///
/// # Errors
/// When the database fails.
pub async fn set_progress(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    progress: i32,
    now_ms: i64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(CollectionStatus::Processing.as_str()))
        .col_expr(Column::Progress, Expr::value(progress))
        .col_expr(Column::PageCount, pages_of(id))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .filter(Column::Progress.lte(progress))
        .filter(
            Column::Status.is_in([CollectionStatus::Queued.as_str(), CollectionStatus::Processing.as_str()]),
        )
        .exec(conn)
        .await?;
    Ok(())
}

/// The pages of all files of a collection.
fn pages_of(id: Uuid) -> Expr {
    let mut sum = Query::select();
    sum.expr(Func::coalesce([Expr::col(file::Column::PageCount).sum(), Expr::value(0)]).cast_as("integer"))
        .from(file::Entity)
        .and_where(file::Column::CollectionId.eq(id));
    Expr::SubQuery(None, Box::new(sum.into()))
}

/// Notes how sure the machine is of the values of a collection, if it is still in this run.
///
/// # Errors
/// When the database fails.
pub async fn set_confidence(
    conn: &impl ConnectionTrait,
    id: Uuid,
    run: i32,
    confidence: Option<f32>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Confidence, Expr::value(confidence))
        .filter(Column::Id.eq(id))
        .filter(Column::Run.eq(run))
        .exec(conn)
        .await?;
    Ok(())
}

/// Starts a new run: what the old one does from now on has no effect. Returns the new run.
///
/// # Errors
/// When the database fails.
pub async fn start_run(
    conn: &impl ConnectionTrait,
    collection: &Model,
    config_id: Uuid,
    status: CollectionStatus,
    now_ms: i64,
) -> Result<i32, StoreError> {
    let run = collection.run + 1;
    Entity::update_many()
        .col_expr(Column::Run, Expr::value(run))
        .col_expr(Column::ConfigId, Expr::value(config_id))
        .col_expr(Column::Status, Expr::value(status.as_str()))
        .col_expr(Column::Progress, Expr::value(0))
        .col_expr(Column::ReviewReasons, Expr::value("[]"))
        .col_expr(Column::Confidence, Expr::value(Option::<f32>::None))
        .col_expr(Column::Touched, Expr::value(false))
        .col_expr(Column::AcceptedAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::AcceptedBy, Expr::value(Option::<String>::None))
        .col_expr(Column::Rejection, Expr::value(Option::<String>::None))
        .col_expr(Column::UpdatedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(collection.id))
        .exec(conn)
        .await?;
    Ok(run)
}

/// Notes who accepted a collection, or with `None` that nobody has any more.
///
/// # Errors
/// When the database fails.
pub async fn set_acceptance(
    conn: &impl ConnectionTrait,
    id: Uuid,
    accepted_by: Option<&str>,
    forced: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    let touched = match accepted_by {
        Some(_) => {
            let [values, tables] = changes_of(id);
            Expr::exists(values).or(Expr::exists(tables))
        }
        None => Expr::value(false),
    };
    Entity::update_many()
        .col_expr(Column::Touched, touched)
        .col_expr(Column::AcceptedBy, Expr::value(accepted_by.map(str::to_owned)))
        .col_expr(Column::AcceptedAt, Expr::value(accepted_by.map(|_| now_ms)))
        .col_expr(Column::AcceptForced, Expr::value(forced))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// What people changed of the values, and of the tables, that a collection shows now; to confirm is no change.
fn changes_of(id: Uuid) -> [SelectStatement; 2] {
    let mut documents = Query::select();
    documents
        .column(document::Column::Id)
        .from(document::Entity)
        .and_where(document::Column::CollectionId.eq(id));
    let mut run = Query::select();
    run.column(Column::Run).from(Entity).and_where(Column::Id.eq(id));
    let mut extractions = Query::select();
    extractions
        .column(extraction::Column::Id)
        .from(extraction::Entity)
        .and_where(extraction::Column::DocumentId.in_subquery(documents))
        .and_where(extraction::Column::Run.in_subquery(run));
    let mut values = Query::select();
    values
        .expr(Expr::value(1))
        .from(correction::Entity)
        .and_where(correction::Column::Act.ne("confirm"))
        .and_where(correction::Column::ExtractionId.in_subquery(extractions.clone()));
    let mut tables = Query::select();
    tables
        .expr(Expr::value(1))
        .from(table_correction::Entity)
        .and_where(table_correction::Column::ExtractionId.in_subquery(extractions));
    [values, tables]
}

/// Notes who sent a collection back and why, or with `None` that nobody has any more.
///
/// # Errors
/// When the database fails.
pub async fn set_rejection(
    conn: &impl ConnectionTrait,
    id: Uuid,
    rejection_json: Option<String>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Rejection, Expr::value(rejection_json))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes a collection with everything in it.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, scope: &Scope, id: CollectionId) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}
