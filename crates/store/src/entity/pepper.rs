//! Table `peppers`.

use sea_orm::entity::prelude::*;

/// A server pepper that keys were made under, by its fingerprint.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "peppers")]
pub struct Model {
    /// Fingerprint.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it was given up.
    pub retired_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
