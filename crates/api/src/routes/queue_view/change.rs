//! `PATCH /views/{view_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::queue_view;
use perigee_model::{Permission, QueueViewId};

use crate::auth::Caller;
use crate::dto::queue_view::{QueueView, QueueViewChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Renames a view, or replaces what stands in it.
#[utoipa::path(
    patch,
    path = "/views/{view_id}",
    tag = "Queue views",
    params(("view_id" = QueueViewId, Path, description = "The view.")),
    request_body = QueueViewChange,
    responses((status = 200, description = "The view.", body = QueueView)),
    operation_id = "queue_view_change",
)]
pub async fn change(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((view_id,)): Path<(QueueViewId,)>,
    input::Json(body): input::Json<QueueViewChange>,
) -> Result<Json<QueueView>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let settings = body.settings.map(|settings| settings.to_json());
    let name = body.name.as_deref();
    Ok(Json(queue_view::change(&state.app, scope, view_id, name, settings.as_ref()).await?.into()))
}
