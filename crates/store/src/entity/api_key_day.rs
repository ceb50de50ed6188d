//! Table `api_key_days`.

use sea_orm::entity::prelude::*;

/// Requests of a key on one day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_days")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_key_id: Uuid,
    /// Days since 1970, UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i32,
    /// Answered with 2xx or 3xx.
    pub succeeded: i64,
    /// Answered with 4xx.
    pub refused: i64,
    /// Answered with 5xx.
    pub failed: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
