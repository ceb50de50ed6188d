//! Table `organizations`.

use sea_orm::entity::prelude::*;

/// An organization, the tenant.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub struct Model {
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// As the API shows it: `org_…` or `USER:<subject>`.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// The longest life of an API key that its admins may give; the built-in limit if none.
    pub api_key_longest_days: Option<i32>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
