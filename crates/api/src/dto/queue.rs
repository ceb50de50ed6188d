//! What is done to many collections at once.

use perigee_app::collection::{Action, BulkAnswer, Chosen, Filter, Outcome};
use perigee_model::{CollectionId, CollectionStatus, Permission};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::read::{assignee, conditions, time};
use crate::input::{Fields, FromFields};

/// Collections that one request may name.
const IDS_MOST: usize = 1_000;

/// Which collections; everything left out does not matter.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct CollectionFilter {
    /// Part of the name.
    pub query: Option<String>,
    /// Uploaded at or after (a day, or RFC 3339).
    pub date_from: Option<String>,
    /// Uploaded before or at (a day counts whole, or RFC 3339).
    pub date_to: Option<String>,
    /// Only those with, or without, priority.
    pub priority: Option<bool>,
    /// Only those with one of these statuses.
    pub status: Vec<CollectionStatus>,
    /// `{"printed":"yes"}` has this value, `{"printed":true}` has the key, `{"printed":false}` has it not.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub metadata: Map<String, Value>,
    /// Only those assigned to this subject; `none` = to nobody.
    pub assignee: Option<String>,
    /// Only those with a document of this class.
    pub document_class: Option<String>,
}

impl FromFields for CollectionFilter {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let at = "a day (2023-06-07) or a time (2023-06-07T12:09:58Z)";
        let mut a_time =
            |field: &str| fields.parsed(field, at, |text| time(text).is_some().then(|| text.to_owned()));
        let (date_from, date_to) = (a_time("dateFrom"), a_time("dateTo"));
        let mut status = Vec::new();
        for literal in fields.one_or_more_texts("status").unwrap_or_default() {
            match CollectionStatus::find(&literal) {
                Some(found) => status.push(found),
                None => fields.fault("status", "statuses, e.g. Needs Review, are required"),
            }
        }
        Some(Self {
            query: fields.text("query").filter(|text| !text.is_empty()),
            date_from,
            date_to,
            priority: fields.flag("priority"),
            status,
            metadata: fields.object("metadata").unwrap_or_default(),
            assignee: fields.text("assignee"),
            document_class: fields.text("documentClass"),
        })
    }
}

impl From<CollectionFilter> for Filter {
    fn from(given: CollectionFilter) -> Self {
        Self {
            name_part: given.query,
            from_ms: given.date_from.and_then(|text| time(&text)).map(|(start, _)| start),
            before_ms: given.date_to.and_then(|text| time(&text)).map(|(_, end)| end),
            priority: given.priority,
            statuses: given.status,
            metadata: conditions(given.metadata),
            assignee: given.assignee.map(assignee),
            document_class: given.document_class,
        }
    }
}

/// What to do, and to which collections: either `collectionIds` or `filter` is required.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRequest {
    /// These collections of the process.
    #[schema(min_items = 1, max_items = 1000)]
    pub collection_ids: Option<Vec<CollectionId>>,
    /// All that match, the oldest first. One request works on a part of them; `next` of the answer leads to the next.
    pub filter: Option<CollectionFilter>,
    /// With a filter: not these, though they match.
    #[schema(max_items = 1000)]
    pub except: Option<Vec<CollectionId>>,
    /// Where to go on with a filter: `next` of the answer before.
    pub after: Option<CollectionId>,
    /// What to do.
    pub action: BulkAction,
    /// With `accept`: although a mandatory data point is missing. Forced acceptances never train a model.
    pub force: Option<bool>,
    /// With `priority`: whether they are done before others.
    pub priority: Option<bool>,
    /// With `metadata`: keys to set; `null` removes a key, the others stay.
    #[schema(value_type = Option<std::collections::HashMap<String, serde_json::Value>>)]
    pub metadata: Option<Map<String, Value>>,
    /// With `assign`: subject of who is to look at them (see `GET /processes/{process_id}/assignees`); `null` = nobody.
    pub assignee: Option<String>,
}

/// What can be done to many collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum BulkAction {
    /// Accept; needs `workspace.collection:update`, as all others but `delete`.
    Accept,
    /// Read again with the configuration that holds now.
    Reprocess,
    /// Stop the work.
    Stop,
    /// Delete; needs `workspace.collection:delete`.
    Delete,
    /// Give priority, or take it.
    Priority,
    /// Set keys of the metadata.
    Metadata,
    /// Ask somebody to look at them.
    Assign,
}

impl BulkAction {
    /// What it takes.
    pub(crate) fn permission(self) -> Permission {
        match self {
            Self::Delete => Permission::CollectionDelete,
            _ => Permission::CollectionUpdate,
        }
    }

    fn find(literal: &str) -> Option<Self> {
        Some(match literal {
            "accept" => Self::Accept,
            "reprocess" => Self::Reprocess,
            "stop" => Self::Stop,
            "delete" => Self::Delete,
            "priority" => Self::Priority,
            "metadata" => Self::Metadata,
            "assign" => Self::Assign,
            _ => return None,
        })
    }
}

/// What to do, taken apart.
#[derive(Debug)]
pub(crate) struct BulkOrder {
    pub kind: BulkAction,
    pub action: Action,
    pub chosen: Chosen,
}

impl FromFields for BulkOrder {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let chosen = chosen(fields);
        let kinds = "accept, reprocess, stop, delete, priority, metadata or assign";
        if !fields.has("action") {
            fields.missing("action");
        }
        let kind = fields.parsed("action", kinds, BulkAction::find)?;
        let action = match kind {
            BulkAction::Accept => Some(Action::Accept { force: fields.flag("force").unwrap_or_default() }),
            BulkAction::Reprocess => Some(Action::Reprocess),
            BulkAction::Stop => Some(Action::Stop),
            BulkAction::Delete => Some(Action::Delete),
            BulkAction::Priority if fields.has("priority") => fields.flag("priority").map(Action::Priority),
            BulkAction::Priority => {
                fields.missing("priority");
                None
            }
            BulkAction::Metadata => fields.required_object("metadata").map(Action::Metadata),
            BulkAction::Assign if fields.is_given("assignee") => {
                let nobody = !fields.has("assignee");
                let subject = fields.text("assignee");
                (nobody || subject.is_some()).then_some(Action::Assign(subject))
            }
            BulkAction::Assign => {
                fields.missing("assignee");
                None
            }
        };
        Some(Self { kind, action: action?, chosen: chosen? })
    }
}

fn chosen(fields: &mut Fields) -> Option<Chosen> {
    match (fields.has("collectionIds"), fields.has("filter")) {
        (true, false) => ids(fields, "collectionIds", 1).map(Chosen::Ids),
        (false, true) => {
            let filter = fields.nested::<CollectionFilter>("filter");
            let after = fields.parsed("after", "an id of 32 hex digits", |text| text.parse().ok());
            let except = if fields.has("except") { ids(fields, "except", 0)? } else { Vec::new() };
            Some(Chosen::Matching { filter: filter?.into(), after, except })
        }
        (true, true) => {
            fields.fault("filter", "either collectionIds or filter is required, not both");
            None
        }
        (false, false) => {
            fields.missing("collectionIds");
            None
        }
    }
}

fn ids(fields: &mut Fields, field: &str, least: usize) -> Option<Vec<CollectionId>> {
    let texts = fields.texts(field)?;
    let ids: Option<Vec<CollectionId>> = texts.iter().map(|text| text.parse().ok()).collect();
    let ids = ids.filter(|ids| (least..=IDS_MOST).contains(&ids.len()));
    if ids.is_none() {
        fields.fault(field, format!("between {least} and {IDS_MOST} ids of 32 hex digits are required"));
    }
    ids
}

/// How it went.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkResult {
    /// With each collection.
    pub outcomes: Vec<BulkOutcome>,
    /// How many were done.
    pub done: usize,
    /// How many were not.
    pub refused: usize,
    /// With a filter: what to send as `after` for the next part; `null` when this was the last.
    #[schema(required = true)]
    pub next: Option<CollectionId>,
    /// With a filter: how many matching collections are left.
    pub left: u64,
}

/// How it went with one collection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkOutcome {
    /// The collection.
    pub collection_id: CollectionId,
    /// `done` or `refused`.
    pub outcome: BulkOutcomeKind,
    /// Why it was refused, e.g. `not_reviewable`.
    #[schema(required = true)]
    pub code: Option<String>,
    /// The same as a sentence.
    #[schema(required = true)]
    pub message: Option<String>,
}

/// Whether something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum BulkOutcomeKind {
    /// It was.
    Done,
    /// It was not; nothing of it changed.
    Refused,
}

impl From<BulkAnswer> for BulkResult {
    fn from(answer: BulkAnswer) -> Self {
        let refused = answer.outcomes.iter().filter(|one| one.refusal.is_some()).count();
        Self {
            done: answer.outcomes.len() - refused,
            refused,
            next: answer.next,
            left: answer.left,
            outcomes: answer.outcomes.into_iter().map(BulkOutcome::from).collect(),
        }
    }
}

impl From<Outcome> for BulkOutcome {
    fn from(outcome: Outcome) -> Self {
        let (code, message) = match outcome.refusal {
            Some(refusal) => (Some(refusal.code.to_owned()), Some(refusal.message)),
            None => (None, None),
        };
        let kind = if code.is_none() { BulkOutcomeKind::Done } else { BulkOutcomeKind::Refused };
        Self { collection_id: outcome.collection_id, outcome: kind, code, message }
    }
}

/// Who can be asked to look at collections of a process.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssigneeList {
    /// Those who may change them, by their names.
    pub assignees: Vec<Assignee>,
}

/// Somebody who can be asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assignee {
    /// The subject.
    pub subject: String,
    /// The name.
    pub name: String,
}

impl From<perigee_app::collection::Assignee> for Assignee {
    fn from(shown: perigee_app::collection::Assignee) -> Self {
        Self { subject: shown.subject, name: shown.name }
    }
}
