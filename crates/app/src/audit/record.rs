//! Notes an event in the transaction that does what it says.

use perigee_model::Scope;
use perigee_store::entity::audit_event;
use perigee_store::{ConnectionTrait, audit};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::AppError;
use crate::clock::now_ms;

/// Something that was done.
#[derive(Debug, Clone)]
pub(crate) struct Event<'a> {
    /// `noun.verb`, e.g. `api_key.create`; the names are listed in `docs/security.md`.
    pub action: &'static str,
    /// Kind, id and name of what it was done to.
    pub object: (&'static str, String, &'a str),
    /// What else is worth knowing; never a secret, never the text of a document.
    pub details: Value,
}

/// Appends an event to the chain of the scope's organization. To be called last in the transaction: the chain is
/// held until it ends, and a transaction that waits for another while holding it would hold up everybody.
pub(crate) async fn record(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    event: Event<'_>,
) -> Result<(), AppError> {
    let (number, previous) = audit::take_number(conn, scope.organization_id).await?;
    let (object_kind, object_id, object_name) = event.object;
    let mut row = audit_event::Model {
        organization_id: scope.organization_id.uuid(),
        number,
        at: now_ms(),
        actor: scope.subject.to_string(),
        actor_name: scope.name.to_string(),
        action: event.action.to_owned(),
        object_kind: object_kind.to_owned(),
        object_id,
        object_name: object_name.to_owned(),
        ip: scope.address.map(|address| address.to_string()),
        details: event.details.to_string(),
        hash: Vec::new(),
    };
    row.hash = chained(&previous, &row);
    Ok(audit::append(conn, row).await?)
}

/// SHA-256 over the hash before and everything that this event says, as one JSON list: its strings cannot run into
/// each other.
pub(crate) fn chained(previous: &[u8], row: &audit_event::Model) -> Vec<u8> {
    let said = json!([
        row.organization_id.simple().to_string(),
        row.number,
        row.at,
        row.actor,
        row.actor_name,
        row.action,
        row.object_kind,
        row.object_id,
        row.object_name,
        row.ip,
        row.details,
    ]);
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(said.to_string());
    hash.finalize().to_vec()
}
