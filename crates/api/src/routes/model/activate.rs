//! `POST /models/{model_id}/activate`.

use axum::Json;
use axum::extract::State;
use perigee_app::model;
use perigee_model::{ModelId, Permission};

use crate::auth::Caller;
use crate::dto::learning::Model;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Takes a model into use in place of the active one.
///
/// It is used for files sent from now on. The next confirmed document may bring a better one.
/// Refused when its artefact is missing or damaged, and when it knows a document that was deleted.
#[utoipa::path(
    post,
    path = "/models/{model_id}/activate",
    tag = "Learning",
    params(("model_id" = ModelId, Path, description = "The model.")),
    responses((status = 200, description = "The model.", body = Model)),
    operation_id = "model_activate",
)]
pub async fn activate(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((id,)): Path<(ModelId,)>,
) -> Result<Json<Model>, ApiError> {
    let scope = &caller.may(Permission::ModelTrain)?;
    Ok(Json(model::activate(&state.app, scope, id).await?.into()))
}
