//! Jobs and what can be done with them, each a single statement that joins any transaction.

use perigee_model::JobId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, Statement,
};
use uuid::Uuid;

use crate::entity::{Column, Entity, Model};

const READY: &str = "ready";
const RUNNING: &str = "running";
const DEAD: &str = "dead";

/// Why the queue could not do something.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The lease ran out and somebody else may have the job: nothing that depends on it may be committed.
    #[error("the lease on the job was lost")]
    LeaseLost,
    /// The database failed.
    #[error("database failure")]
    Database(#[from] DbErr),
}

/// A job to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What to do.
    pub kind: String,
    /// With what: ids, never documents.
    pub payload: serde_json::Value,
    /// Higher first.
    pub priority: i32,
    /// How often it may be claimed before it is dead.
    pub max_attempts: i32,
}

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    /// Says that it is ours for now.
    pub lease: Lease,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// How many there may be.
    pub max_attempts: i32,
}

/// The right to work on a job, until it runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job_id: JobId,
    token: Uuid,
}

/// A job that used up its attempts.
#[derive(Debug, Clone)]
pub struct DeadJob {
    /// The job.
    pub job_id: JobId,
    /// What was to be done.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// What the last attempt failed with, if it lived to say so.
    pub last_error: Option<String>,
}

/// Adds a job; it is seen by workers when the transaction commits.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(conn: &impl ConnectionTrait, new: NewJob, now_ms: i64) -> Result<JobId, QueueError> {
    let id = Uuid::now_v7();
    let row = Model {
        id,
        kind: new.kind,
        payload: new.payload.to_string(),
        state: READY.to_owned(),
        priority: new.priority,
        run_at: now_ms,
        attempts: 0,
        max_attempts: new.max_attempts,
        lease_token: None,
        lease_until: None,
        worker: None,
        last_error: None,
        buried: false,
        created_at: now_ms,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(JobId::from_uuid(id))
}

#[derive(FromQueryResult)]
struct Claimed {
    id: Uuid,
    kind: String,
    payload: String,
    attempts: i32,
    max_attempts: i32,
}

/// Takes the next job, if there is one: highest priority first, then the one that waits longest.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    conn: &impl ConnectionTrait,
    worker: &str,
    lease_ms: i64,
    now_ms: i64,
) -> Result<Option<Job>, QueueError> {
    let backend = conn.get_database_backend();
    // Without MATERIALIZED PostgreSQL may run the subquery again for each row, past its LIMIT.
    let skip_locked = if backend == DbBackend::Postgres { "for update skip locked" } else { "" };
    let sql = format!(
        "with picked as materialized (select id from jobs where state = 'ready' and run_at <= $1 \
         order by priority desc, run_at, id limit 1 {skip_locked}) \
         update jobs set state = 'running', attempts = attempts + 1, lease_token = $2, lease_until = $3, worker = $4 \
         where id in (select id from picked) returning id, kind, payload, attempts, max_attempts"
    );
    let token = Uuid::now_v7();
    let values = [now_ms.into(), token.into(), (now_ms + lease_ms).into(), worker.into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let Some(row) = Claimed::find_by_statement(statement).one(conn).await? else { return Ok(None) };
    Ok(Some(Job {
        lease: Lease { job_id: JobId::from_uuid(row.id), token },
        kind: row.kind,
        payload: serde_json::from_str(&row.payload).unwrap_or_default(),
        attempt: row.attempts,
        max_attempts: row.max_attempts,
    }))
}

/// A job that waits.
#[derive(Debug, Clone)]
pub struct WaitingJob {
    /// The job.
    pub job_id: JobId,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// Higher first.
    pub priority: i32,
}

/// The jobs that no worker has claimed, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_waiting(conn: &impl ConnectionTrait) -> Result<Vec<WaitingJob>, QueueError> {
    let rows = Entity::find().filter(Column::State.eq(READY)).all(conn).await?;
    let shown = rows.into_iter().map(|row| WaitingJob {
        job_id: JobId::from_uuid(row.id),
        kind: row.kind,
        payload: serde_json::from_str(&row.payload).unwrap_or_default(),
        priority: row.priority,
    });
    Ok(shown.collect())
}

/// Moves a job that waits.
///
/// # Errors
/// When the database fails.
pub async fn set_priority(
    conn: &impl ConnectionTrait,
    job_id: JobId,
    priority: i32,
) -> Result<(), QueueError> {
    Entity::update_many()
        .col_expr(Column::Priority, Expr::value(priority))
        .filter(Column::Id.eq(job_id.uuid()))
        .filter(Column::State.eq(READY))
        .exec(conn)
        .await?;
    Ok(())
}

/// Keeps a lease for longer. `false` when it was lost.
///
/// # Errors
/// When the database fails.
pub async fn renew(conn: &impl ConnectionTrait, lease: &Lease, until_ms: i64) -> Result<bool, QueueError> {
    let changed = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(until_ms))
        .filter(Column::Id.eq(lease.job_id.uuid()))
        .filter(Column::LeaseToken.eq(lease.token))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Ends a job. Call it in the transaction that saves what the job did: with the lease lost, both are undone.
///
/// # Errors
/// `LeaseLost` when somebody else may have the job.
pub async fn finish(conn: &impl ConnectionTrait, lease: &Lease) -> Result<(), QueueError> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(lease.job_id.uuid()))
        .filter(Column::LeaseToken.eq(lease.token))
        .exec(conn)
        .await?;
    if deleted.rows_affected == 0 { Err(QueueError::LeaseLost) } else { Ok(()) }
}

/// Gives a job back as if it had not been claimed: for a worker that is shutting down.
///
/// # Errors
/// When the database fails.
pub async fn release(conn: &impl ConnectionTrait, lease: &Lease) -> Result<(), QueueError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(READY))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .col_expr(Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .filter(Column::Id.eq(lease.job_id.uuid()))
        .filter(Column::LeaseToken.eq(lease.token))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends an attempt that failed: the job is tried again at `retry_at_ms`, or is dead if it may not.
///
/// # Errors
/// When the database fails.
pub async fn fail(
    conn: &impl ConnectionTrait,
    job: &Job,
    error: &str,
    retry_at_ms: Option<i64>,
) -> Result<(), QueueError> {
    let retry_at_ms = retry_at_ms.filter(|_| job.attempt < job.max_attempts);
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(if retry_at_ms.is_some() { READY } else { DEAD }))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::LeaseToken, Expr::value(Option::<Uuid>::None));
    if let Some(at) = retry_at_ms {
        update = update.col_expr(Column::RunAt, Expr::value(at));
    }
    update
        .filter(Column::Id.eq(job.lease.job_id.uuid()))
        .filter(Column::LeaseToken.eq(job.lease.token))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes jobs away from workers whose lease ran out: ready again, or dead when the attempts are used up.
///
/// # Errors
/// When the database fails.
pub async fn reap(conn: &impl ConnectionTrait, now_ms: i64) -> Result<u64, QueueError> {
    let expired = || {
        Entity::update_many()
            .col_expr(Column::LeaseToken, Expr::value(Option::<Uuid>::None))
            .filter(Column::State.eq(RUNNING))
            .filter(Column::LeaseUntil.lt(now_ms))
    };
    let dead = expired()
        .col_expr(Column::State, Expr::value(DEAD))
        .col_expr(Column::LastError, Expr::value("the worker died"))
        .filter(Expr::col(Column::Attempts).gte(Expr::col(Column::MaxAttempts)))
        .exec(conn)
        .await?;
    let ready = expired().col_expr(Column::State, Expr::value(READY)).exec(conn).await?;
    Ok(dead.rows_affected + ready.rows_affected)
}

/// The oldest dead job that its handler was not told about.
///
/// # Errors
/// When the database fails.
pub async fn find_unburied(conn: &impl ConnectionTrait) -> Result<Option<DeadJob>, QueueError> {
    let row = Entity::find()
        .filter(Column::State.eq(DEAD))
        .filter(Column::Buried.eq(false))
        .order_by_asc(Column::CreatedAt)
        .one(conn)
        .await?;
    Ok(row.map(|row| DeadJob {
        job_id: JobId::from_uuid(row.id),
        kind: row.kind,
        payload: serde_json::from_str(&row.payload).unwrap_or_default(),
        last_error: row.last_error,
    }))
}

/// Notes that the handler was told. Call it in the transaction that saves what followed.
///
/// # Errors
/// `LeaseLost` when another worker was faster.
pub async fn bury(conn: &impl ConnectionTrait, job_id: JobId) -> Result<(), QueueError> {
    let changed = Entity::update_many()
        .col_expr(Column::Buried, Expr::value(true))
        .filter(Column::Id.eq(job_id.uuid()))
        .filter(Column::Buried.eq(false))
        .exec(conn)
        .await?;
    if changed.rows_affected == 0 { Err(QueueError::LeaseLost) } else { Ok(()) }
}

/// How many jobs wait or run, and how many are dead.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait) -> Result<(u64, u64), QueueError> {
    let dead = Entity::find().filter(Column::State.eq(DEAD)).count(conn).await?;
    let alive = Entity::find().filter(Column::State.ne(DEAD)).count(conn).await?;
    Ok((alive, dead))
}
