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
    /// How the person is named where it came from a provider, e.g. `oidc|…`; none for `local|<id>`.
    pub subject: Option<String>,
    /// When it was proven that the e-mail reaches the person.
    pub email_verified_at: Option<i64>,
    /// The secret of the second factor, encrypted.
    pub totp_secret: Option<Vec<u8>>,
    /// When the second factor was first used, which is when it begins to be asked for.
    pub totp_confirmed_at: Option<i64>,
    /// The newest time step whose code was used, so that none is used twice.
    pub totp_last_step: Option<i64>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
