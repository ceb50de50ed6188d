//! API keys: of the organization as a whole, or of one process (then every use case is given its id).

pub mod authenticate;
pub mod create;
pub mod edit;
pub mod form;
mod lifetime;
mod line;
pub mod list;
mod networks;
mod remind;
mod renew;
pub mod revoke;
pub mod rotate;
pub mod scopes;
pub mod tally;
mod unusual;
pub mod usage;
pub mod watch;

pub use authenticate::{authenticate, claimed, is_in_address, is_remembered};
pub use create::{CreatedKey, NewKey, create};
pub use edit::{KeyChange, edit};
pub use lifetime::LONGEST_DAYS;
pub use list::{ApiKey, LastUse, get, list};
pub use revoke::revoke;
pub use rotate::rotate;
pub use usage::usage;

use perigee_model::{ApiKeyId, ApiKeyStatus, ProcessId, Scope};
use perigee_store::entity::api_key;
use perigee_store::{ConnectionTrait, StoreError, api_keys};

use crate::{App, AppError};

/// How the subject of a key begins, before its id.
const SUBJECT: &str = "api-key|";

/// The key that a scope belongs to, if it is not a person's.
fn key_of(scope: &Scope) -> Option<ApiKeyId> {
    scope.subject.strip_prefix(SUBJECT)?.parse().ok()
}

/// The process that a key of the scope's organization belongs to; `None` for a key of the organization as a whole.
///
/// # Errors
/// `NotFound`.
pub async fn place_of(app: &App, scope: &Scope, id: ApiKeyId) -> Result<Option<ProcessId>, AppError> {
    let found = api_keys::list_by_ids(app.db().reader(), scope, vec![id.uuid()]).await?;
    let key = found.first().ok_or(AppError::NotFound { what: "the API key" })?;
    Ok(key.process_id.map(ProcessId::from_uuid))
}

/// Makes sure that the process is there for the caller, before its keys are looked at.
async fn check_process(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Option<ProcessId>,
) -> Result<(), AppError> {
    if let Some(id) = process_id {
        crate::process::get_row(conn, scope, id).await?;
    }
    Ok(())
}

/// The row of a key at its place: a key of a process is not found among those of the organization, nor the other
/// way round.
async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
) -> Result<api_key::Model, AppError> {
    check_process(conn, scope, process_id).await?;
    match api_keys::get(conn, scope, process_id, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the API key" }),
        other => Ok(other?),
    }
}

/// Whether a key can be used, as far as the key itself tells.
fn status_of(key: &api_key::Model, now_ms: i64) -> ApiKeyStatus {
    if key.revoked_at.is_some() {
        ApiKeyStatus::Revoked
    } else if key.expires_at.is_some_and(|end| end <= now_ms) {
        ApiKeyStatus::Expired
    } else {
        ApiKeyStatus::Active
    }
}

/// Refuses to change a key that has ended.
fn check_active(key: &api_key::Model, now_ms: i64) -> Result<(), AppError> {
    match status_of(key, now_ms) {
        ApiKeyStatus::Active => Ok(()),
        ApiKeyStatus::Expired => Err(AppError::conflict("api_key_expired", "the key has expired")),
        ApiKeyStatus::Revoked => Err(AppError::conflict("api_key_revoked", "the key was revoked")),
    }
}
