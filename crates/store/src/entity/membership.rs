//! Table `memberships`.

use sea_orm::entity::prelude::*;

/// A person's place in an organization.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// `owner`, `admin` or `user`.
    pub role: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When the person was shut out of this organization.
    pub deactivated_at: Option<i64>,
    /// When the person was last here, to the minute.
    pub last_seen_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
