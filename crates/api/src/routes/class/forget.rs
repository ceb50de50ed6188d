//! `DELETE /classes/{class_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::class;
use perigee_model::{ClassId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Forgets what was learned of a class.
///
/// Documents keep the class, but none that is there teaches it any more; one that gets it later teaches it anew.
#[utoipa::path(
    delete,
    path = "/classes/{class_id}",
    tag = "Classes",
    params(("class_id" = ClassId, Path, description = "The class.")),
    responses((status = 204, description = "It is forgotten.")),
    operation_id = "class_forget",
)]
pub async fn forget(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((class_id,)): Path<(ClassId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminProcessManage)?;
    class::forget(&state.app, scope, class_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
