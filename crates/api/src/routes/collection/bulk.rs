//! `POST /processes/{process_id}/collections/bulk`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::ProcessId;

use crate::auth::Caller;
use crate::dto::queue::{BulkOrder, BulkRequest, BulkResult};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Does one thing to many collections.
///
/// Each is done or refused by itself, and the answer tells of each. Named collections are all worked on; with a filter
/// one request works on up to 200, and `next` of the answer says where the next request goes on. `delete` needs
/// `workspace.collection:delete`, everything else `workspace.collection:update`.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/collections/bulk",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = BulkRequest,
    responses((status = 200, description = "How it went.", body = BulkResult)),
    operation_id = "collection_bulk",
)]
pub async fn bulk(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    input::Json(order): input::Json<BulkOrder>,
) -> Result<Json<BulkResult>, ApiError> {
    let scope = &caller.may(order.kind.permission())?;
    Ok(Json(collection::bulk(&state.app, scope, process_id, order.chosen, &order.action).await?.into()))
}
