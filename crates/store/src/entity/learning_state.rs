//! Table `learning_states`.

use sea_orm::entity::prelude::*;

/// How far the learning of a process came; a process without a row has nothing to learn yet.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_states")]
pub struct Model {
    /// The process.
    #[sea_orm(primary_key, auto_increment = false)]
    pub process_id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Counts what calls for learning: documents that were confirmed, reopened, deleted.
    pub wanted: i64,
    /// Whether a job waits or runs.
    pub has_job: bool,
    /// When the job that runs began.
    pub running_since: Option<i64>,
    /// When the last job ended.
    pub ended_at: Option<i64>,
    /// Why the last job learned nothing; never document text.
    pub fault: Option<String>,
    /// JSON list of how many values were right after so many documents, oldest first.
    pub curve: String,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
