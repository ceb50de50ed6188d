//! Table `sign_in_links`.

use sea_orm::entity::prelude::*;

/// A link that signs in once.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_links")]
pub struct Model {
    /// The link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// Whom it signs in.
    pub user_id: Uuid,
    /// In which organization.
    pub organization_id: Uuid,
    /// When it ends.
    pub expires_at: i64,
    /// When it was used.
    pub used_at: Option<i64>,
    /// What it is good for: `sign_in` or `reset`.
    pub purpose: String,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
