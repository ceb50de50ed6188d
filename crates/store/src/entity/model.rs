//! Table `models`.

use sea_orm::entity::prelude::*;

/// What a process learned in one training; its bytes are a blob.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "models")]
pub struct Model {
    /// The model.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its process.
    pub process_id: Uuid,
    /// Literal of `model::ModelState`.
    pub state: String,
    /// As extractions name it.
    pub name: String,
    /// Hex digest of its contents.
    pub digest: String,
    /// Bytes of the artefact.
    pub size_bytes: i64,
    /// Confirmed documents that it was trained on.
    pub documents: i32,
    /// JSON list of the ids of those documents; they outlive the documents, so that forgetting can be checked.
    pub trained_on: String,
    /// JSON of how it did on documents that it had not seen.
    pub metrics: String,
    /// Why it was taken into use, or not.
    pub reason: String,
    /// Why its artefact cannot be used; found when it was loaded.
    pub fault: Option<String>,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it was last taken into use.
    pub activated_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
