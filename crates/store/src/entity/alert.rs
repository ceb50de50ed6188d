//! Table `alerts`.

use sea_orm::entity::prelude::*;

/// Something about a key that a person should look at.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alerts")]
pub struct Model {
    /// The alert.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// The process of a process key.
    pub process_id: Option<Uuid>,
    /// The key.
    pub api_key_id: Option<Uuid>,
    /// `new_network`, `refusals`, `volume` or `expiring`.
    pub kind: String,
    /// In one sentence.
    pub message: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When somebody looked.
    pub acknowledged_at: Option<i64>,
    /// Subject.
    pub acknowledged_by: Option<String>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
