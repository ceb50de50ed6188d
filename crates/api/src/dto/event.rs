//! What the event stream of a process tells.

use perigee_model::CollectionId;
use serde::Serialize;
use utoipa::ToSchema;

use super::collection::Collection;

/// The `data` of one server-sent event.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum CollectionEvent {
    /// A collection is new or changed (event name `changed`).
    #[serde(rename_all = "camelCase")]
    Changed {
        /// All of it, as the list shows it.
        collection: Box<Collection>,
    },
    /// A collection was deleted (event name `removed`).
    #[serde(rename_all = "camelCase")]
    Removed {
        /// Which.
        collection_id: CollectionId,
    },
}
