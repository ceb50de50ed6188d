//! `GET /ocr/{collection_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::result;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::results::OcrFormat;
use crate::dto::results::{CollectionOcr, OcrQuery};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows what was read in a collection.
#[utoipa::path(
    get,
    path = "/ocr/{collection_id}",
    tag = "Results",
    params(("collection_id" = CollectionId, Path, description = "The collection."), OcrQuery),
    responses((status = 200, description = "The words.", body = CollectionOcr)),
    operation_id = "result_ocr",
)]
pub async fn ocr(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    Query(query): Query<OcrQuery>,
) -> Result<Json<CollectionOcr>, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    let with_words = query.format == Some(OcrFormat::Words);
    Ok(Json(result::ocr(&state.app, scope, collection_id, with_words).await?.into()))
}
