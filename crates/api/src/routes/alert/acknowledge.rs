//! `POST /admin/alerts/{alert_id}/acknowledge`.

use axum::Json;
use axum::extract::State;
use perigee_app::alert;
use perigee_model::{AlertId, Permission};

use crate::auth::Caller;
use crate::dto::alert::Alert;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Notes that somebody looked at an alert.
///
/// Who looked first is kept.
#[utoipa::path(
    post,
    path = "/admin/alerts/{alert_id}/acknowledge",
    tag = "API keys",
    params(("alert_id" = AlertId, Path, description = "The alert.")),
    responses((status = 200, description = "The alert.", body = Alert)),
    operation_id = "alert_acknowledge",
)]
pub async fn acknowledge(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(AlertId,)>,
) -> Result<Json<Alert>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminApiKeyManage)?;
    Ok(Json(alert::acknowledge(&state.app, scope, id).await?.into()))
}
