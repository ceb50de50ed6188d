//! Table `extractions`.

use sea_orm::entity::prelude::*;

/// One run of a model over a document.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "extractions")]
pub struct Model {
    /// The extraction.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// The collection's run.
    pub run: i32,
    /// Name and version of the model.
    pub model: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
