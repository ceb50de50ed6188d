//! Table `jobs`. A finished job has no row.

use sea_orm::entity::prelude::*;

/// A job.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What to do.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// `ready`, `running` or `dead`.
    pub state: String,
    /// Higher first.
    pub priority: i32,
    /// Not before.
    pub run_at: i64,
    /// How often it was claimed.
    pub attempts: i32,
    /// How often it may be claimed.
    pub max_attempts: i32,
    /// Fences off workers that lost the lease.
    pub lease_token: Option<Uuid>,
    /// Until when it belongs to its worker.
    pub lease_until: Option<i64>,
    /// Who works on it, for people.
    pub worker: Option<String>,
    /// What the last attempt failed with; never document text.
    pub last_error: Option<String>,
    /// Whether the handler was told that it is dead.
    pub buried: bool,
    /// When it was enqueued.
    pub created_at: i64,
}

/// No relation: the queue knows no other table.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
