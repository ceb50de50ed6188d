//! `POST /me/second-factor`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::second_factor;

use crate::auth::Caller;
use crate::dto::account::{SecondFactorSetup, SecondFactorStart};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes a secret for an app that shows codes.
///
/// It counts once a code of it was confirmed.
#[utoipa::path(
    post,
    path = "/me/second-factor",
    tag = "Session",
    request_body = SecondFactorStart,
    responses((status = 200, description = "The secret, shown once.", body = SecondFactorSetup)),
    operation_id = "me_begin_second_factor",
)]
pub async fn begin_second_factor(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<SecondFactorStart>,
) -> Result<Json<SecondFactorSetup>, ApiError> {
    Ok(Json(second_factor::begin(&state.app, &caller, body.current_password).await?.into()))
}
