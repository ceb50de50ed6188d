//! Table `api_key_networks`.

use sea_orm::entity::prelude::*;

/// A network that a key was used from.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_networks")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_key_id: Uuid,
    /// In CIDR notation: /24 of IPv4, /48 of IPv6.
    #[sea_orm(primary_key, auto_increment = false)]
    pub network: String,
    /// Milliseconds since 1970.
    pub first_seen_at: i64,
    /// Milliseconds since 1970.
    pub last_seen_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
