//! `GET /processes/{process_id}/events`.

use perigee_model::ProcessId;

use crate::dto::event::CollectionEvent;

/// Streams changes of collections as server-sent events.
///
/// Each event is named `changed` or `removed`, and its `data` is a `CollectionEvent` as JSON. The stream starts with the collections that are being worked on. `removed` is told by the server process that deleted; other nodes may not tell it.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/events",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    responses((status = 200, description = "The stream.", body = CollectionEvent, content_type = "text/event-stream")),
    operation_id = "process_events",
)]
pub async fn events() -> axum::http::StatusCode {
    axum::http::StatusCode::NOT_IMPLEMENTED
}
