//! Table `learning_settings`.

use sea_orm::entity::prelude::*;

/// How a process learns; a process without a row has the defaults.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_settings")]
pub struct Model {
    /// The process.
    #[sea_orm(primary_key, auto_increment = false)]
    pub process_id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Whether it learns, and uses what it learned.
    pub is_enabled: bool,
    /// Whether the values of e-invoices count as confirmed.
    pub from_einvoices: bool,
    /// Models that are kept, the one in use among them.
    pub models_kept: i32,
    /// Thousandths of the values accepted without a person that may be wrong; none = a person accepts everything.
    pub target_per_mille: Option<i32>,
    /// Subject.
    pub changed_by: String,
    /// Milliseconds since 1970.
    pub changed_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
