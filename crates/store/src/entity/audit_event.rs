//! Table `audit_events`.

use sea_orm::entity::prelude::*;

/// Something that somebody did, chained to what was done before.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// From 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Subject.
    pub actor: String,
    /// Its name at that time.
    pub actor_name: String,
    /// `noun.verb`.
    pub action: String,
    /// What it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// Its name at that time.
    pub object_name: String,
    /// From where.
    pub ip: Option<String>,
    /// JSON object.
    pub details: String,
    /// SHA-256 over the previous hash and this event.
    pub hash: Vec<u8>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
