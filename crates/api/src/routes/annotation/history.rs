//! `GET /annotations/{annotation_id}/history`.

use axum::Json;
use axum::extract::State;
use perigee_app::annotation;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::review::{History, HistoryEntry};
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows what was said about a value, by whom and when.
///
/// The machine's reading first. Also of a value that was removed.
#[utoipa::path(
    get,
    path = "/annotations/{annotation_id}/history",
    tag = "Review",
    params(("annotation_id" = ValueId, Path, description = "The value.")),
    responses((status = 200, description = "The history.", body = History)),
    operation_id = "annotation_history",
)]
pub async fn history(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((annotation_id,)): Path<(ValueId,)>,
) -> Result<Json<History>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    let entries = annotation::history(&state.app, scope, annotation_id).await?;
    Ok(Json(History { history: entries.into_iter().map(HistoryEntry::from).collect() }))
}
