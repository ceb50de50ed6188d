//! `GET /models/{model_id}/diff`.

use axum::Json;
use axum::extract::State;
use perigee_app::model;
use perigee_model::{ModelId, Permission};

use crate::auth::Caller;
use crate::dto::learning::{DiffQuery, ModelDiff};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows which values of past documents a model would read differently.
///
/// The newest documents are read again with it and compared with what is shown of them now; nothing is changed.
/// Where a person confirmed what is shown, a change would be a fault.
#[utoipa::path(
    get,
    path = "/models/{model_id}/diff",
    tag = "Learning",
    params(("model_id" = ModelId, Path, description = "The model."), DiffQuery),
    responses((status = 200, description = "The values that would be others.", body = ModelDiff)),
    operation_id = "model_diff",
)]
pub async fn diff(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ModelId,)>,
    Query(query): Query<DiffQuery>,
) -> Result<Json<ModelDiff>, ApiError> {
    let scope = &caller.may(Permission::ModelTrain)?;
    caller.may(Permission::ResultRead)?;
    Ok(Json(model::diff(&state.app, scope, id, query.documents()).await?.into()))
}
