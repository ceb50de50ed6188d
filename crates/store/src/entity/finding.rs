//! Table `findings`.

use sea_orm::entity::prelude::*;

/// Something that does not fit together in a document.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    /// The finding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// Its extraction.
    pub extraction_id: Uuid,
    /// In the extraction.
    pub position: i32,
    /// Stable code of the rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// JSON list of names.
    pub data_points: String,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
