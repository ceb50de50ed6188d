//! Table `table_values`.

use sea_orm::entity::prelude::*;

/// A table as the machine read it; never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "table_values")]
pub struct Model {
    /// The table.
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
    /// Name of the data point.
    pub data_point: String,
    /// JSON list of rows: header name → cell with its id.
    pub rows: String,
    /// JSON list of `model::Evidence`.
    pub evidence: String,
    /// Probability that all of it is right.
    pub confidence: f32,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
