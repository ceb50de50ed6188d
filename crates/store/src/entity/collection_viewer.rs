//! Table `collection_viewers`.

use sea_orm::entity::prelude::*;

/// Who looks at a collection.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "collection_viewers")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: Uuid,
    /// Who looks.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Its organization.
    pub organization_id: Uuid,
    /// The name of who looks.
    pub name: String,
    /// Since when, in milliseconds since 1970.
    pub since: i64,
    /// Until when, unless it is renewed.
    pub expires_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
