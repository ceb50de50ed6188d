//! Table `class_states`.

use sea_orm::entity::prelude::*;

/// How far the learning of an organization's classes came; without a row there is nothing to learn yet.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "class_states")]
pub struct Model {
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// Counts what calls for learning: classes that were confirmed, documents that were reopened or deleted.
    pub wanted: i64,
    /// Whether a job waits or runs.
    pub has_job: bool,
    /// When the job that runs began.
    pub running_since: Option<i64>,
    /// When the last job ended.
    pub ended_at: Option<i64>,
    /// Why the last job learned nothing, or why what it learned cannot be used; never document text.
    pub fault: Option<String>,
    /// Names the blob of what is in use.
    pub model_id: Option<Uuid>,
    /// Hex digest of its contents.
    pub digest: Option<String>,
    /// Bytes of the artefact.
    pub size_bytes: i64,
    /// Documents that it remembers.
    pub documents: i32,
    /// Documents that were told by the others.
    pub tried: i32,
    /// Those of them whose class was told.
    pub told: i32,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
