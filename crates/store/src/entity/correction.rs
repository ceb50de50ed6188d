//! Table `corrections`.

use sea_orm::entity::prelude::*;

/// A person's decision about a value; appended, never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "corrections")]
pub struct Model {
    /// The correction.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// The extraction that it corrects.
    pub extraction_id: Uuid,
    /// The value: of a reading, of a table's cell, or new.
    pub value_id: Uuid,
    /// The value is not shown any more.
    pub removed: bool,
    /// Name of the data point (of the column, for a cell).
    pub data_point: String,
    /// The text.
    pub raw_value: String,
    /// After conversion.
    pub value: Option<String>,
    /// Why it contradicts its type.
    pub fault: Option<String>,
    /// JSON list of `model::Evidence`.
    pub evidence: String,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// The table of a cell; none for the value of a data point.
    pub table_id: Option<Uuid>,
    /// `change`; `confirm` when it says that what was read is right; `restore` when what was read holds again.
    pub act: String,
    /// The name of who decided, as it was then.
    pub created_by_name: Option<String>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
