//! Table `table_corrections`.

use sea_orm::entity::prelude::*;

/// A person's decision about a whole table; appended, never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "table_corrections")]
pub struct Model {
    /// The decision; later ones have greater ids.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// The extraction that it corrects.
    pub extraction_id: Uuid,
    /// The table: one that the machine read, or a new one.
    pub table_id: Uuid,
    /// The table is not shown any more; rows and masks are those that it had.
    pub removed: bool,
    /// Name of the data point.
    pub data_point: String,
    /// JSON list of `model::TableMask`; empty for a table that is not read through masks.
    pub masks: String,
    /// JSON list of rows: header name → cell with its id.
    pub rows: String,
    /// JSON list of `model::Evidence`.
    pub evidence: String,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
