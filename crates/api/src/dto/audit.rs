//! The audit log.

use perigee_app::audit::Filter;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::pagination::{PageQuery, Pagination};
use super::read::time;
use crate::input::{Fields, FromFields};

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// From 1 in each organization, without gaps.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who: the subject of a person or a key.
    pub actor: String,
    /// Its name at that time.
    pub actor_name: String,
    /// What: `noun.verb`, e.g. `api_key.create`.
    pub action: String,
    /// What kind of thing it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// Its name at that time.
    pub object_name: String,
    /// From where; `null` for what happened on the server itself.
    #[schema(required = true)]
    pub ip: Option<String>,
    /// What else was written down.
    #[schema(value_type = Object)]
    pub details: Map<String, Value>,
    /// SHA-256 over the hash of the event before and everything that this one says.
    pub hash: String,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEventList {
    /// The events, newest first.
    pub events: Vec<AuditEvent>,
    /// The name of every action that is written down.
    pub actions: Vec<&'static str>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// Which events to list.
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// The subject of the actor, or a part of its name.
    pub actor: Option<String>,
    /// An action (`api_key.create`), or the beginning of several with its dot (`api_key.`).
    pub action: Option<String>,
    /// From this day or time on.
    pub from: Option<String>,
    /// Up to this day or time.
    pub to: Option<String>,
    /// Part of the name or id of what it was done to, or of the details.
    pub query: Option<String>,
}

/// Which events, taken apart.
#[derive(Debug, Default)]
pub(crate) struct AuditFilter(pub Filter);

/// Which part of which events, taken apart.
#[derive(Debug, Default)]
pub(crate) struct AuditSearch {
    pub page: PageQuery,
    pub filter: Filter,
}

impl FromFields for AuditFilter {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let at = "a day (2026-11-24) or a time (2026-11-24T12:09:58Z)";
        Some(Self(Filter {
            actor: fields.text("actor"),
            action: fields.text("action"),
            from_ms: fields.parsed("from", at, |text| time(text).map(|(start, _)| start)),
            before_ms: fields.parsed("to", at, |text| time(text).map(|(_, end)| end)),
            text: fields.text("query"),
        }))
    }
}

impl FromFields for AuditSearch {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = PageQuery::from_fields(fields)?;
        Some(Self { page, filter: AuditFilter::from_fields(fields)?.0 })
    }
}
