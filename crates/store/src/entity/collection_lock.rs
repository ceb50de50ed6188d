//! Table `collection_locks`.

use sea_orm::entity::prelude::*;

/// Who edits a collection.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "collection_locks")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Who holds it.
    pub subject: String,
    /// The name of who holds it.
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
