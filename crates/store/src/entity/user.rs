//! Table `users`.

use sea_orm::entity::prelude::*;

/// A person.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Folded to lower case; unique.
    pub email: Option<String>,
    /// Name.
    pub name: String,
    /// Argon2id, PHC string; none until a password is set.
    pub password_hash: Option<String>,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When the person was shut out.
    pub disabled_at: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
