//! How processes learn, how far they came, and what they learn from.

use perigee_model::{CollectionStatus, ProcessId, Scope};
use sea_orm::sea_query::{Expr, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::{collection, document, file, learning_settings, learning_state};
use crate::{StoreError, collections, documents};

/// Which documents of a process count as confirmed.
#[derive(Debug, Clone, Copy)]
pub struct Confirmed<'a> {
    /// Who accepts without being a person; what was accepted so is not confirmed.
    pub automatic: &'a str,
    /// Whether the values of e-invoices count, whoever accepted.
    pub from_einvoices: bool,
}

/// A document with the collection that says what is known of it.
#[derive(Debug, Clone)]
pub struct ConfirmedDocument {
    /// The document.
    pub document: document::Model,
    /// Its collection.
    pub collection: collection::Model,
}

/// How a process learns; `None` = by the defaults.
///
/// # Errors
/// When the database fails.
pub async fn find_settings(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Option<learning_settings::Model>, StoreError> {
    use learning_settings::{Column, Entity};
    let row =
        Entity::find_by_id(process_id.uuid()).filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    Ok(row.one(conn).await?)
}

/// Sets how a process learns.
///
/// # Errors
/// `NotFound` when the process is gone.
pub async fn put_settings(
    conn: &impl ConnectionTrait,
    row: learning_settings::Model,
) -> Result<(), StoreError> {
    use learning_settings::{Column, Entity};
    let newer = OnConflict::column(Column::ProcessId)
        .update_columns([
            Column::IsEnabled,
            Column::FromEinvoices,
            Column::ModelsKept,
            Column::TargetPerMille,
            Column::ChangedBy,
            Column::ChangedAt,
        ])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(newer).exec_without_returning(conn).await?;
    Ok(())
}

/// How far the learning of a process came; `None` = nothing called for it yet.
///
/// # Errors
/// When the database fails.
pub async fn find_state(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<Option<learning_state::Model>, StoreError> {
    use learning_state::{Column, Entity};
    let row =
        Entity::find_by_id(process_id.uuid()).filter(Column::OrganizationId.eq(scope.organization_id.uuid()));
    Ok(row.one(conn).await?)
}

/// Notes that there is something to learn; the answer is whether a job has to be enqueued, since none is there.
///
/// # Errors
/// `NotFound` when the process is gone.
pub async fn demand(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
) -> Result<bool, StoreError> {
    use learning_state::{Column, Entity};
    let row = learning_state::Model {
        process_id: process_id.uuid(),
        organization_id: scope.organization_id.uuid(),
        wanted: 1,
        has_job: false,
        running_since: None,
        ended_at: None,
        fault: None,
        curve: "[]".to_owned(),
    };
    // The row is locked from here on, so that only one of two transactions finds no job.
    let again = OnConflict::column(Column::ProcessId)
        .value(Column::Wanted, Expr::col((Entity, Column::Wanted)).add(1))
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(conn).await?;
    let taken = Entity::update_many()
        .col_expr(Column::HasJob, Expr::value(true))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::HasJob.eq(false))
        .exec(conn)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// Notes that a job began; the answer is the count of what it was called for.
///
/// # Errors
/// `NotFound` when the process is gone.
pub async fn begin(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    now_ms: i64,
) -> Result<i64, StoreError> {
    use learning_state::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::RunningSince, Expr::value(now_ms))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .exec(conn)
        .await?;
    let state = find_state(conn, scope, process_id).await?;
    Ok(state.ok_or(StoreError::NotFound)?.wanted)
}

/// Notes that a job ended which had begun at this count; the answer is whether more was called for since, so that
/// another job has to be enqueued.
///
/// # Errors
/// When the database fails.
pub async fn end(
    conn: &impl ConnectionTrait,
    process_id: ProcessId,
    began_at: i64,
    fault: Option<&str>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    use learning_state::{Column, Entity};
    let this = || Entity::update_many().filter(Column::ProcessId.eq(process_id.uuid()));
    this()
        .col_expr(Column::RunningSince, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(now_ms))
        .col_expr(Column::Fault, Expr::value(fault.map(str::to_owned)))
        .exec(conn)
        .await?;
    let done = this()
        .col_expr(Column::HasJob, Expr::value(false))
        .filter(Column::Wanted.lte(began_at))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 0)
}

/// Notes how the scores of a process grew, a JSON list.
///
/// # Errors
/// When the database fails.
pub async fn set_curve(
    conn: &impl ConnectionTrait,
    process_id: ProcessId,
    curve: &str,
) -> Result<(), StoreError> {
    use learning_state::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::Curve, Expr::value(curve))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes that the job does not run for now; it will be tried again.
///
/// # Errors
/// When the database fails.
pub async fn pause(conn: &impl ConnectionTrait, process_id: ProcessId) -> Result<(), StoreError> {
    use learning_state::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::RunningSince, Expr::value(Option::<i64>::None))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes that the job is dead, so that what is called for next gets a new one.
///
/// # Errors
/// When the database fails.
pub async fn bury(conn: &impl ConnectionTrait, process_id: ProcessId, fault: &str) -> Result<(), StoreError> {
    use learning_state::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::RunningSince, Expr::value(Option::<i64>::None))
        .col_expr(Column::HasJob, Expr::value(false))
        .col_expr(Column::Fault, Expr::value(fault))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// The newest confirmed documents of a process, in the order of their ids, which is that of their upload.
///
/// # Errors
/// When the database fails.
pub async fn list_confirmed(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    which: Confirmed<'_>,
    newest: u64,
) -> Result<Vec<ConfirmedDocument>, StoreError> {
    let rows: Vec<(document::Model, Option<collection::Model>)> = confirmed(scope, process_id, which)
        .select_also(collection::Entity)
        .order_by_desc(document::Column::Id)
        .limit(newest)
        .all(conn)
        .await?;
    let mut found: Vec<ConfirmedDocument> = rows
        .into_iter()
        .filter_map(|(document, collection)| Some(ConfirmedDocument { document, collection: collection? }))
        .collect();
    found.sort_unstable_by_key(|one| one.document.id);
    Ok(found)
}

/// The ids of all confirmed documents of a process, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_confirmed_ids(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    which: Confirmed<'_>,
) -> Result<Vec<Uuid>, StoreError> {
    let ids = confirmed(scope, process_id, which).select_only().column(document::Column::Id);
    Ok(ids.into_tuple().all(conn).await?)
}

/// How many documents of a process are confirmed.
///
/// # Errors
/// When the database fails.
pub async fn count_confirmed(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    which: Confirmed<'_>,
) -> Result<u64, StoreError> {
    Ok(confirmed(scope, process_id, which).count(conn).await?)
}

fn confirmed(scope: &Scope, process_id: ProcessId, which: Confirmed<'_>) -> Select<document::Entity> {
    use collection::Column as C;
    let by_person = Condition::all()
        .add(C::Status.eq(CollectionStatus::Accepted.as_str()))
        .add(C::AcceptedBy.is_not_null())
        .add(C::AcceptedBy.ne(which.automatic))
        .add(C::AcceptForced.eq(false));
    let mut either = Condition::any().add(by_person);
    if which.from_einvoices {
        let done = [CollectionStatus::Accepted.as_str(), CollectionStatus::NeedsReview.as_str()];
        let by_einvoice = Condition::all()
            .add(C::Status.is_in(done))
            .add(document::Column::FirstPage.eq(0))
            .add(document::Column::FileId.in_subquery(with_einvoice(scope)));
        either = either.add(by_einvoice);
    }
    let joined = document::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, documents::to_collection())
        .filter(document::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(document::Column::Position.gte(0))
        .filter(collections::is_visible(scope, (document::Entity, document::Column::CollectionId)));
    joined.filter(C::ProcessId.eq(process_id.uuid())).filter(C::AvailableForTraining.eq(true)).filter(either)
}

/// The files that carry or are an e-invoice which could be read.
fn with_einvoice(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(file::Column::Id)
        .from(file::Entity)
        .and_where(file::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .and_where(file::Column::Einvoice.is_not_null())
        .to_owned()
}
