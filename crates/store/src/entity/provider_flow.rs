//! Table `provider_flows`.

use sea_orm::entity::prelude::*;

/// A sign-in that is under way at a provider.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_flows")]
pub struct Model {
    /// SHA-256 of the state in the address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state_hash: Vec<u8>,
    /// The provider.
    pub provider: String,
    /// SHA-256 of the cookie of the browser that began it.
    pub browser_hash: Vec<u8>,
    /// What the identity token must repeat.
    pub nonce: String,
    /// The secret half of PKCE.
    pub verifier: String,
    /// Where to go afterwards, an address of our own.
    pub return_to: String,
    /// When it is too late.
    pub expires_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
