//! `GET /processes/{process_id}/events`.

use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event as Message, KeepAlive, Sse};
use futures::{Stream, StreamExt as _};
use perigee_app::AppError;
use perigee_app::identity::CallerKind;
use perigee_app::process::{self, Event};
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::event::CollectionEvent;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

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
pub async fn events(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
) -> Result<Sse<impl Stream<Item = Result<Message, AppError>>>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let until_ms = match caller.kind {
        CallerKind::Key { expires_at_ms, .. } => expires_at_ms,
        CallerKind::Person { .. } => None,
    };
    let events = process::watch(&state.app, scope, process_id, until_ms).await?;
    let messages = events.map(|event| event.map(message)).take_until(state.closing.cancelled_owned());
    // Proxies close connections on which nothing is heard for a minute.
    Ok(Sse::new(messages).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

fn message(event: Event) -> Message {
    let name = match event {
        Event::Changed(_) => "changed",
        Event::Removed(_) => "removed",
    };
    let json = serde_json::to_string(&CollectionEvent::from(event)).expect("answers always serialise");
    Message::default().event(name).data(json)
}
