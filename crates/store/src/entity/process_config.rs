//! Table `process_configs`.

use sea_orm::entity::prelude::*;

/// One version of a process's configuration; never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "process_configs")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its process.
    pub process_id: Uuid,
    /// Counts from 1 in the process.
    pub version: i32,
    /// JSON list of `model::DataPoint`.
    pub data_points: String,
    /// Confidence from which documents are accepted without a person.
    pub auto_accept_threshold: Option<f32>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub splits: bool,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
