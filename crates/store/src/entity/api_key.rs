//! Table `api_keys`.

use sea_orm::entity::prelude::*;

/// An API key; its secret is not here.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// The one process that it sees; all if none.
    pub process_id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// HMAC-SHA-256 of the secret under the server's pepper.
    pub secret_mac: Vec<u8>,
    /// JSON list of permission literals.
    pub scopes: String,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it ends.
    pub expires_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<i64>,
    /// From where.
    pub last_used_ip: Option<String>,
    /// Fingerprint of the pepper of `secret_mac`; none for keys older than fingerprints.
    pub pepper_id: Option<String>,
    /// The person at the root: the key can do no more than this person may today.
    pub creator_user_id: Option<Uuid>,
    /// The key that made it, if a program did.
    pub creator_key_id: Option<Uuid>,
    /// JSON list of networks in CIDR notation that it may be used from; empty means any.
    pub networks: String,
    /// The key that took its place.
    pub replaced_by: Option<Uuid>,
    /// What it last asked for.
    pub last_used_route: Option<String>,
    /// The last reminder that was sent, in days before the end.
    pub reminded_days: Option<i32>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
