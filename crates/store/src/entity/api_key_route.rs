//! Table `api_key_routes`.

use sea_orm::entity::prelude::*;

/// Requests of a key to one route.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_routes")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_key_id: Uuid,
    /// Method and path with its parameters' names.
    #[sea_orm(primary_key, auto_increment = false)]
    pub route: String,
    /// How many.
    pub requests: i64,
    /// Milliseconds since 1970.
    pub last_used_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
