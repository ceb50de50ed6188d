//! Table `api_key_hours`.

use sea_orm::entity::prelude::*;

/// Requests of a key in one hour; kept for a week and a day, to tell what is unusual.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_hours")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_key_id: Uuid,
    /// Hours since 1970, UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hour: i32,
    /// How many.
    pub requests: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
