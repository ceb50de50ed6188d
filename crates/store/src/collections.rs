//! Collections.

use perigee_model::{CollectionId, CollectionStatus, ProcessId, Scope};
use sea_orm::sea_query::{Expr, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::access;
use crate::entity::collection::{Column, Entity, Model};
use crate::entity::collection_metadata;

/// Which collections to list. Everything left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of the name, any case.
    pub name_part: Option<String>,
    /// Uploaded at or after.
    pub from_ms: Option<i64>,
    /// Uploaded before.
    pub before_ms: Option<i64>,
    /// With or without priority.
    pub priority: Option<bool>,
    /// With this status.
    pub status: Option<CollectionStatus>,
    /// All of these conditions on the metadata.
    pub metadata: Vec<MetadataCondition>,
}

/// A condition on the metadata of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataCondition {
    /// The key is there.
    Has(String),
    /// The key is not there.
    HasNot(String),
    /// The key has this value, given as JSON text.
    Is(String, String),
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// When it was uploaded.
    #[default]
    Created,
    /// When it last changed.
    Updated,
    /// Its name in lower case.
    Name,
}

/// The collections that exist for this scope.
pub fn visible_to(scope: &Scope) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(Column::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// The ids of those, for the rows that belong to collections.
pub fn visible_ids(scope: &Scope) -> SelectStatement {
    visible_to(scope).select_only().column(Column::Id).into_query()
}

/// One collection.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: CollectionId) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope).filter(Column::Id.eq(id.uuid()))).await
}

/// A part of the list, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    filter: &Filter,
    (sort, descending): (SortKey, bool),
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let matching =
        visible_to(scope).filter(Column::ProcessId.eq(process_id.uuid())).filter(condition(filter));
    let total = matching.clone().count(conn).await?;
    let order = if descending { Order::Desc } else { Order::Asc };
    let column = match sort {
        SortKey::Created => Column::CreatedAt,
        SortKey::Updated => Column::UpdatedAt,
        SortKey::Name => Column::NameFolded,
    };
    let ordered = matching.order_by(column, order.clone()).order_by(Column::Id, order);
    Ok((ordered.offset(offset).limit(limit).all(conn).await?, total))
}

fn condition(filter: &Filter) -> Condition {
    let mut all = Condition::all()
        .add_option(filter.from_ms.map(|at| Column::CreatedAt.gte(at)))
        .add_option(filter.before_ms.map(|at| Column::CreatedAt.lt(at)))
        .add_option(filter.priority.map(|priority| Column::Priority.eq(priority)))
        .add_option(filter.status.map(|status| Column::Status.eq(status.as_str())));
    if let Some(part) = &filter.name_part {
        let escaped = part.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        all = all.add(Column::NameFolded.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    for condition in &filter.metadata {
        all = all.add(match condition {
            MetadataCondition::Has(name) => Column::Id.in_subquery(having(name, None)),
            MetadataCondition::HasNot(name) => Column::Id.not_in_subquery(having(name, None)),
            MetadataCondition::Is(name, value) => Column::Id.in_subquery(having(name, Some(value))),
        });
    }
    all
}

fn having(name: &str, value: Option<&str>) -> SelectStatement {
    use collection_metadata::{Column as Key, Entity as Keys};
    let mut query = Query::select();
    query.column(Key::CollectionId).from(Keys).and_where(Key::Name.eq(name));
    if let Some(value) = value {
        query.and_where(Key::Value.eq(value));
    }
    query
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
    Entity::update_many()
        .col_expr(Column::AcceptedBy, Expr::value(accepted_by.map(str::to_owned)))
        .col_expr(Column::AcceptedAt, Expr::value(accepted_by.map(|_| now_ms)))
        .col_expr(Column::AcceptForced, Expr::value(forced))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
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
