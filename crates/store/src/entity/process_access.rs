//! Table `process_accesses`.

use sea_orm::entity::prelude::*;

/// What a person was assigned on a process.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "process_accesses")]
pub struct Model {
    /// The process.
    #[sea_orm(primary_key, auto_increment = false)]
    pub process_id: Uuid,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// Their organization.
    pub organization_id: Uuid,
    /// `owner`, `admin` or `user`.
    pub role: String,
    /// Subject.
    pub granted_by: String,
    /// Milliseconds since 1970.
    pub granted_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
