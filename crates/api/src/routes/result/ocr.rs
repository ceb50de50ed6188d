//! `GET /ocr/{collection_id}`.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use perigee_app::result::{self, Form, PassedOn};
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::problem::Problem;
use crate::dto::results::{CollectionOcr, OcrFormat, OcrQuery};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::routes::file::answer;
use crate::state::ApiState;

/// Shows what was read in a collection, or passes it on in a form of other programs.
///
/// A searchable PDF shows the original file, so it needs `workspace.file:download` as well.
#[utoipa::path(
    get,
    path = "/ocr/{collection_id}",
    tag = "Results",
    params(("collection_id" = CollectionId, Path, description = "The collection."), OcrQuery),
    responses((status = 200, description = "The words; a download for the formats `hocr`, `alto` and `pdf`.", body = CollectionOcr), (status = 409, description = "No file was read yet.", body = Problem)),
    operation_id = "result_ocr",
)]
pub async fn ocr(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    Query(query): Query<OcrQuery>,
) -> Result<Response, ApiError> {
    let scope = &caller.may(Permission::ResultRead)?;
    let format = query.format.unwrap_or_default();
    let form = match format {
        OcrFormat::Text | OcrFormat::Words => {
            let read = result::ocr(&state.app, scope, collection_id, format == OcrFormat::Words).await?;
            return Ok(Json(CollectionOcr::from(read)).into_response());
        }
        OcrFormat::Hocr => Form::Hocr,
        OcrFormat::Alto => Form::Alto,
        OcrFormat::Pdf => Form::SearchablePdf,
    };
    if form == Form::SearchablePdf {
        // It shows what the original shows.
        caller.may(Permission::FileDownload)?;
    }
    Ok(match result::pass_on(&state.app, scope, collection_id, form).await? {
        PassedOn::One { name, bytes } => answer::attachment(&name, form.media_type(), Body::from(bytes)),
        PassedOn::Archive { name, packed } => answer::archive(&name, packed),
    })
}
