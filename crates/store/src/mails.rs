//! Mails, sent or to be sent.

use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::StoreError;
use crate::entity::mail::{Entity, Model};

/// Adds a mail.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}
