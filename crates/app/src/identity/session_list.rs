//! A person's sessions: what is signed in where, and ending it.

use perigee_store::sessions;
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::session::{self, IDLE_MS};
use crate::identity::{Caller, rights};
use crate::{App, AppError};

/// A browser that is signed in.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The session.
    pub id: Uuid,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// When it began.
    pub created_at_ms: i64,
    /// When it was last used, to the minute.
    pub last_seen_at_ms: i64,
    /// When it ends, used or not.
    pub expires_at_ms: i64,
    /// From where it was begun.
    pub ip: Option<String>,
    /// What the browser says it is.
    pub user_agent: Option<String>,
}

/// The caller's sessions, the latest used first.
///
/// # Errors
/// `PersonsOnly` for a key.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<OwnSession>, AppError> {
    let (user_id, current) = session::ids(caller)?;
    let now = now_ms();
    let rows = sessions::list_of_person(app.db().reader(), user_id, now, now - IDLE_MS).await?;
    let shown = rows.into_iter().map(|row| OwnSession {
        id: row.id,
        is_current: row.id == current,
        created_at_ms: row.created_at,
        last_seen_at_ms: row.last_seen_at.unwrap_or(row.created_at),
        expires_at_ms: row.expires_at,
        ip: row.ip,
        user_agent: row.user_agent,
    });
    Ok(shown.collect())
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// `NotFound` when the caller has no such session, `PersonsOnly` for a key.
pub async fn end(app: &App, caller: &Caller, id: Uuid) -> Result<(), AppError> {
    let (user_id, _) = session::ids(caller)?;
    let tx = app.db().begin_write().await?;
    if !sessions::delete_own(&tx, user_id, id).await? {
        return Err(AppError::NotFound { what: "the session" });
    }
    rights::changed(&tx).await?;
    let object = ("session", id.simple().to_string(), "");
    let event = Event { action: "session.end", object, details: json!({}) };
    audit::record(&tx, caller.own_scope(), event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(())
}

/// Ends every session of the caller but the one that asks.
///
/// # Errors
/// `PersonsOnly` for a key.
pub async fn end_others(app: &App, caller: &Caller) -> Result<(), AppError> {
    let (user_id, current) = session::ids(caller)?;
    let tx = app.db().begin_write().await?;
    sessions::delete_others(&tx, user_id, Some(current)).await?;
    rights::changed(&tx).await?;
    let object = ("user", user_id.simple().to_string(), caller.name.as_str());
    let event = Event { action: "session.end_others", object, details: json!({}) };
    audit::record(&tx, caller.own_scope(), event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(())
}
