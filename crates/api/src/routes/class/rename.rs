//! `PATCH /classes/{class_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::class;
use perigee_model::{ClassId, Permission};

use crate::auth::Caller;
use crate::dto::class::{Class, ClassChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Gives a class another name, or makes it one with another class.
///
/// Every document of the organization that has the class gets the new one; the id changes with the name. Refused with
/// 409 for the class of a process type, and for a name that is taken, unless `merge` is true.
#[utoipa::path(
    patch,
    path = "/classes/{class_id}",
    tag = "Classes",
    params(("class_id" = ClassId, Path, description = "The class.")),
    request_body = ClassChange,
    responses((status = 200, description = "The class under its new name.", body = Class)),
    operation_id = "class_rename",
)]
pub async fn rename(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((class_id,)): Path<(ClassId,)>,
    input::Json(body): input::Json<ClassChange>,
) -> Result<Json<Class>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminProcessManage)?;
    Ok(Json(class::rename(&state.app, scope, class_id, &body.name, body.merge).await?.into()))
}
