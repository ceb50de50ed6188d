//! Table `queue_views`.

use sea_orm::entity::prelude::*;

/// How a person likes to see the queue of a process, under a name.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "queue_views")]
pub struct Model {
    /// The view.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its process.
    pub process_id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Its name; no two of the same person and process are alike.
    pub name: String,
    /// JSON of filter, order and columns.
    pub settings: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
