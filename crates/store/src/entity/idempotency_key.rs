//! Table `idempotency_keys`.

use sea_orm::entity::prelude::*;

/// A request that must have its effect once.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// Who asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The key that the client chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// What the first request made.
    pub collection_id: Uuid,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
