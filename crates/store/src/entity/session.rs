//! Table `sessions`.

use sea_orm::entity::prelude::*;

/// A browser session.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the cookie's secret.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub user_id: Uuid,
    /// In which organization.
    pub organization_id: Uuid,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// When it was last used, to the minute.
    pub last_seen_at: Option<i64>,
    /// From where it was begun.
    pub ip: Option<String>,
    /// What the browser says it is.
    pub user_agent: Option<String>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
