//! Table `exports`.

use sea_orm::entity::prelude::*;

/// Results that are written into one file to be taken away.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "exports")]
pub struct Model {
    /// The export.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its process.
    pub process_id: Uuid,
    /// `csv`, `xlsx`, `json` or `xml`.
    pub format: String,
    /// JSON list of the collections that were chosen, in the order of the file.
    pub collection_ids: String,
    /// How many were chosen.
    pub collection_count: i32,
    /// Documents written so far.
    pub document_count: i32,
    /// Where it stands.
    pub status: String,
    /// Percent.
    pub progress: i32,
    /// Why there is no file.
    pub fault: Option<String>,
    /// Name of the file.
    pub name: String,
    /// Bytes of the file.
    pub size_bytes: Option<i64>,
    /// Who asked for it.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it ended.
    pub finished_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
