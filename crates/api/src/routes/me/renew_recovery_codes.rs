//! `POST /me/second-factor/recovery-codes`.

use axum::Json;
use axum::extract::State;
use perigee_app::identity::second_factor;

use crate::auth::Caller;
use crate::dto::account::{RecoveryCodes, SecondFactorCode};
use crate::input;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Makes new recovery codes.
///
/// The old ones no longer work.
#[utoipa::path(
    post,
    path = "/me/second-factor/recovery-codes",
    tag = "Session",
    request_body = SecondFactorCode,
    responses((status = 200, description = "The recovery codes, shown once.", body = RecoveryCodes)),
    operation_id = "me_renew_recovery_codes",
)]
pub async fn renew_recovery_codes(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    input::Json(body): input::Json<SecondFactorCode>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let recovery_codes = second_factor::renew_recovery_codes(&state.app, &caller, &body.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
