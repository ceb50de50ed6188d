//! Table `invitations`.

use sea_orm::entity::prelude::*;

/// An invitation into an organization.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// The invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Into which organization.
    pub organization_id: Uuid,
    /// SHA-256 of the secret in the mailed link.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the secret in the link that is shown to who invites.
    pub shown_token_hash: Vec<u8>,
    /// Folded to lower case.
    pub email: String,
    /// Full name.
    pub name: String,
    /// `admin` or `user`.
    pub role: String,
    /// JSON list of `{"id","role"}`.
    pub processes: String,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When the newest mail was handed over.
    pub sent_at: Option<i64>,
    /// When it ends.
    pub expires_at: i64,
    /// When it was accepted.
    pub accepted_at: Option<i64>,
    /// When it was taken back.
    pub revoked_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
