//! `POST /processes/{process_id}/exports`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::export;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::export::{Export, ExportWish, NewExport};
use crate::input::{Json as Body, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Exports results.
///
/// What is chosen is fixed now, and written by a job: ask for the export until it is `Completed`, then download it.
/// CSV has a line for each document, and where the process has tables one for each of their rows, with the document
/// repeated; XLSX has a sheet of documents and a sheet for each table; JSON is as the results of a collection.
#[utoipa::path(
    post,
    path = "/processes/{process_id}/exports",
    tag = "Exports",
    params(("process_id" = ProcessId, Path, description = "The process.")),
    request_body = NewExport,
    responses((status = 202, description = "The export waits.", body = Export)),
    operation_id = "export_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Body(ExportWish(new)): Body<ExportWish>,
) -> Result<(StatusCode, Json<Export>), ApiError> {
    let scope = &caller.may(Permission::ExportCreate)?;
    let made = export::create(&state.app, scope, process_id, new).await?;
    Ok((StatusCode::ACCEPTED, Json(made.into())))
}
