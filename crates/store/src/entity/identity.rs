//! Table `identities`.

use sea_orm::entity::prelude::*;

/// A person as another provider names it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identities")]
pub struct Model {
    /// The provider's issuer address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// Its name for the person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer_subject: String,
    /// The person.
    pub user_id: Uuid,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
