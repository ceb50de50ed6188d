//! `PATCH /me`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::profile;

use crate::auth::Caller;
use crate::dto::account::ProfileChange;
use crate::dto::identity::Me;
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Changes the caller's own name and e-mail.
///
/// Another e-mail needs the current password; the old address is told.
#[utoipa::path(
    patch,
    path = "/me",
    tag = "Session",
    request_body = ProfileChange,
    responses((status = 200, description = "The caller.", body = Me)),
    operation_id = "me_edit",
)]
pub async fn edit(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<ProfileChange>,
) -> Result<Json<Me>, ApiError> {
    let ProfileChange { name, email, current_password } = body;
    let change = profile::ProfileChange { name, email, current_password };
    Ok(Json(Me::from(&profile::edit(&state.app, &caller, change).await?)))
}
