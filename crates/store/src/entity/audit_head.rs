//! Table `audit_heads`.

use sea_orm::entity::prelude::*;

/// The newest link of an organization's chain of audit events.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// Events so far.
    pub number: i64,
    /// Hash of the newest event.
    pub hash: Vec<u8>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
