//! Table `mails`.

use sea_orm::entity::prelude::*;

/// A mail, sent or to be sent.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// The mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// In whose name.
    pub organization_id: Option<Uuid>,
    /// Address.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Plain text; emptied once it was sent outside.
    pub body: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it was handed over.
    pub sent_at: Option<i64>,
    /// Why the last try failed.
    pub fault: Option<String>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
