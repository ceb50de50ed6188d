//! The classes of an organization: which documents confirm them, and how far learning them came.
//!
//! Everything here is of one organization as a whole. Who may see that is left to `app`.

use perigee_model::{CollectionStatus, OrganizationId, ProcessId};
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, JoinType, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::{class_state, collection, document, learning_settings};
use crate::{StoreError, documents};

/// Which documents confirm their class.
#[derive(Debug, Clone, Copy)]
pub struct Confirming<'a> {
    /// Who accepts without being a person; what was accepted so confirms nothing.
    pub automatic: &'a str,
    /// Classes that say nothing unless a person set them.
    pub silent: &'a [&'a str],
}

/// A document that confirms its class, with the run of its collection.
#[derive(Debug, Clone)]
pub struct ConfirmedClass {
    /// The document.
    pub document: document::Model,
    /// The run.
    pub run: i32,
}

/// How far learning came; `None` = nothing called for it yet.
///
/// # Errors
/// When the database fails.
pub async fn find_state(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
) -> Result<Option<class_state::Model>, StoreError> {
    Ok(class_state::Entity::find_by_id(organization_id.uuid()).one(conn).await?)
}

/// Notes that there is something to learn; the answer is whether a job has to be enqueued, since none is there.
///
/// # Errors
/// When the database fails.
pub async fn demand(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
) -> Result<bool, StoreError> {
    use class_state::{Column, Entity, Model};
    let row = Model {
        organization_id: organization_id.uuid(),
        wanted: 1,
        has_job: false,
        running_since: None,
        ended_at: None,
        fault: None,
        model_id: None,
        digest: None,
        size_bytes: 0,
        documents: 0,
        tried: 0,
        told: 0,
    };
    // The row is locked from here on, so that only one of two transactions finds no job.
    let again = OnConflict::column(Column::OrganizationId)
        .value(Column::Wanted, Expr::col((Entity, Column::Wanted)).add(1))
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(conn).await?;
    let taken = Entity::update_many()
        .col_expr(Column::HasJob, Expr::value(true))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::HasJob.eq(false))
        .exec(conn)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// Notes that a job began; the answer is the count of what it was called for.
///
/// # Errors
/// `NotFound` when the organization is gone.
pub async fn begin(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    now_ms: i64,
) -> Result<i64, StoreError> {
    use class_state::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::RunningSince, Expr::value(now_ms))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .exec(conn)
        .await?;
    Ok(find_state(conn, organization_id).await?.ok_or(StoreError::NotFound)?.wanted)
}

/// What was learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Names its blob.
    pub model_id: Uuid,
    /// Hex digest of its contents.
    pub digest: String,
    /// Bytes of the artefact.
    pub size_bytes: i64,
    /// Documents that it remembers.
    pub documents: i32,
    /// Documents that were told by the others.
    pub tried: i32,
    /// Those of them whose class was told.
    pub told: i32,
}

/// Notes what is in use from now on; `None` = nothing is confirmed.
///
/// # Errors
/// When the database fails.
pub async fn put_learned(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    learned: Option<&Learned>,
) -> Result<(), StoreError> {
    use class_state::{Column, Entity};
    let number = |of: fn(&Learned) -> i32| Expr::value(learned.map_or(0, of));
    Entity::update_many()
        .col_expr(Column::ModelId, Expr::value(learned.map(|one| one.model_id)))
        .col_expr(Column::Digest, Expr::value(learned.map(|one| one.digest.clone())))
        .col_expr(Column::SizeBytes, Expr::value(learned.map_or(0, |one| one.size_bytes)))
        .col_expr(Column::Documents, number(|one| one.documents))
        .col_expr(Column::Tried, number(|one| one.tried))
        .col_expr(Column::Told, number(|one| one.told))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Notes that a job ended which had begun at this count; the answer is whether more was called for since, so that
/// another job has to be enqueued.
///
/// # Errors
/// When the database fails.
pub async fn end(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    began_at: i64,
    fault: Option<&str>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    use class_state::{Column, Entity};
    let this = || Entity::update_many().filter(Column::OrganizationId.eq(organization_id.uuid()));
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

/// Notes that the job does not run for now; with a fault it is dead, and what is called for next gets a new one.
///
/// # Errors
/// When the database fails.
pub async fn break_off(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    fault: Option<&str>,
) -> Result<(), StoreError> {
    use class_state::{Column, Entity};
    let mut update = Entity::update_many().col_expr(Column::RunningSince, Expr::value(Option::<i64>::None));
    if let Some(fault) = fault {
        update = update
            .col_expr(Column::HasJob, Expr::value(false))
            .col_expr(Column::Fault, Expr::value(Some(fault.to_owned())));
    }
    update.filter(Column::OrganizationId.eq(organization_id.uuid())).exec(conn).await?;
    Ok(())
}

/// Notes once that what was learned cannot be used; the answer is whether it was not known.
///
/// # Errors
/// When the database fails.
pub async fn set_fault(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    fault: &str,
) -> Result<bool, StoreError> {
    use class_state::{Column, Entity};
    let noted = Entity::update_many()
        .col_expr(Column::Fault, Expr::value(Some(fault.to_owned())))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::Fault.is_null())
        .exec(conn)
        .await?;
    Ok(noted.rows_affected > 0)
}

/// The documents of an organization that confirm their class, in the order of their ids, which is that of upload.
///
/// # Errors
/// When the database fails.
pub async fn list_confirmed(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    which: Confirming<'_>,
) -> Result<Vec<ConfirmedClass>, StoreError> {
    let rows: Vec<(document::Model, Option<collection::Model>)> = confirmed(organization_id, which)
        .select_also(collection::Entity)
        .order_by_asc(document::Column::Id)
        .all(conn)
        .await?;
    let with_run = |(document, row): (document::Model, Option<collection::Model>)| {
        Some(ConfirmedClass { document, run: row?.run })
    };
    Ok(rows.into_iter().filter_map(with_run).collect())
}

/// The classes that are confirmed in an organization and how many documents confirm each, by name; of one process
/// where one is given.
///
/// # Errors
/// When the database fails.
pub async fn count_confirmed(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    process_id: Option<ProcessId>,
    which: Confirming<'_>,
) -> Result<Vec<(String, i64)>, StoreError> {
    let mut select = confirmed(organization_id, which);
    if let Some(process_id) = process_id {
        select = select.filter(collection::Column::ProcessId.eq(process_id.uuid()));
    }
    Ok(select
        .select_only()
        .column(document::Column::DocumentClass)
        .column_as(document::Column::Id.count(), "count")
        .group_by(document::Column::DocumentClass)
        .order_by_asc(document::Column::DocumentClass)
        .into_tuple()
        .all(conn)
        .await?)
}

/// Gives every document of a class another one. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn rename(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    (from, to): (&str, &str),
) -> Result<u64, StoreError> {
    use document::{Column, Entity};
    let renamed = Entity::update_many()
        .col_expr(Column::DocumentClass, Expr::value(to))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::DocumentClass.eq(from))
        .exec(conn)
        .await?;
    Ok(renamed.rows_affected)
}

/// Lets no document that is there teach a class any more. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn forget(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    class: &str,
) -> Result<u64, StoreError> {
    use document::{Column, Entity};
    let silenced = Entity::update_many()
        .col_expr(Column::ClassTeaches, Expr::value(false))
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::DocumentClass.eq(class))
        .exec(conn)
        .await?;
    Ok(silenced.rows_affected)
}

fn confirmed(organization_id: OrganizationId, which: Confirming<'_>) -> Select<document::Entity> {
    use collection::Column as C;
    use document::Column as D;
    let shown = [CollectionStatus::Accepted, CollectionStatus::NeedsReview, CollectionStatus::Processing];
    let set = Condition::all()
        .add(D::ClassBy.is_not_null())
        .add(C::Status.is_in(shown.iter().map(|status| status.as_str())));
    let accepted = Condition::all()
        .add(C::Status.eq(CollectionStatus::Accepted.as_str()))
        .add(C::AcceptedBy.is_not_null())
        .add(C::AcceptedBy.ne(which.automatic))
        .add(C::AcceptForced.eq(false))
        .add(D::DocumentClass.is_not_in(which.silent.iter().copied()));
    document::Entity::find()
        .join(JoinType::InnerJoin, documents::to_collection())
        .filter(D::OrganizationId.eq(organization_id.uuid()))
        .filter(C::OrganizationId.eq(organization_id.uuid()))
        .filter(D::Position.gte(0))
        .filter(D::ClassTeaches.eq(true))
        .filter(C::AvailableForTraining.eq(true))
        .filter(C::ProcessId.not_in_subquery(silent_processes(organization_id)))
        .filter(Condition::any().add(set).add(accepted))
}

/// The processes that are told not to learn.
fn silent_processes(organization_id: OrganizationId) -> sea_orm::sea_query::SelectStatement {
    use learning_settings::{Column, Entity};
    Query::select()
        .column(Column::ProcessId)
        .from(Entity)
        .and_where(Column::OrganizationId.eq(organization_id.uuid()))
        .and_where(Column::IsEnabled.eq(false))
        .to_owned()
}
