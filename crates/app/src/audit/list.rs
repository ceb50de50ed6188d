//! Reads the audit log.

use futures::Stream;
use futures::stream::try_unfold;
use perigee_model::Scope;
use perigee_store::audit;
use perigee_store::audit::Filter;
use perigee_store::entity::audit_event;
use perigee_store::error::from_json;
use serde_json::{Map, Value, json};

use super::record::{self, Event};
use crate::{App, AppError};

/// Events that are read at once for an export.
const PART: u64 = 500;

/// Something that was done, as it is shown.
#[derive(Debug, Clone)]
pub struct AuditEvent {
    /// From 1, without gaps.
    pub number: i64,
    /// When.
    pub at_ms: i64,
    /// Who: the subject.
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
    /// From where, if it is known.
    pub ip: Option<String>,
    /// What else was written down.
    pub details: Map<String, Value>,
    /// The hash that the next event continues from, as hex digits.
    pub hash: String,
}

impl TryFrom<audit_event::Model> for AuditEvent {
    type Error = AppError;

    fn try_from(row: audit_event::Model) -> Result<Self, AppError> {
        Ok(Self {
            number: row.number,
            at_ms: row.at,
            actor: row.actor,
            actor_name: row.actor_name,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            object_name: row.object_name,
            ip: row.ip,
            details: from_json("audit_events.details", &row.details)?,
            hash: hex(&row.hash),
        })
    }
}

/// Lower-case hex digits of a hash.
pub(super) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A part of the log, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    filter: &Filter,
    range: (u64, u64),
) -> Result<(Vec<AuditEvent>, u64), AppError> {
    let (rows, total) = audit::list(app.db().reader(), scope, filter, range).await?;
    Ok((rows.into_iter().map(AuditEvent::try_from).collect::<Result<_, _>>()?, total))
}

/// Everything that matches, newest first, read part by part. That somebody took it along is an event too, which is
/// noted before and is not in it.
///
/// # Errors
/// When the database fails; later failures end the stream.
pub async fn export(
    app: &App,
    scope: &Scope,
    filter: Filter,
) -> Result<impl Stream<Item = Result<Vec<AuditEvent>, AppError>> + Send + use<>, AppError> {
    let tx = app.db().begin_write().await?;
    let until = audit::head(&tx, scope.organization_id).await?.map_or(0, |(number, _)| number);
    let details = json!({ "actor": filter.actor, "action": filter.action, "query": filter.text });
    let object = ("audit", String::new(), "");
    record::record(&tx, scope, Event { action: "audit.export", object, details }).await?;
    crate::setup::commit(tx).await?;
    let state = (app.clone(), scope.clone(), filter, until + 1);
    Ok(try_unfold(state, |(app, scope, filter, before)| async move {
        let rows = audit::list_before(app.db().reader(), &scope, &filter, before, PART).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let next = last.number;
        let events = rows.into_iter().map(AuditEvent::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Some((events, (app, scope, filter, next))))
    }))
}
