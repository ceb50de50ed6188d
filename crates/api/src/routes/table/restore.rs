//! `POST /tables/{table_id}/restore`.

use axum::Json;
use axum::extract::State;
use perigee_app::table;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::table::DocumentTable;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Brings a removed table back as it was.
#[utoipa::path(
    post,
    path = "/tables/{table_id}/restore",
    tag = "Review",
    params(("table_id" = ValueId, Path, description = "The table.")),
    responses((status = 200, description = "The table.", body = DocumentTable)),
    operation_id = "table_restore",
)]
pub async fn restore(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((table_id,)): Path<(ValueId,)>,
) -> Result<Json<DocumentTable>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    Ok(Json(table::restore(&state.app, scope, table_id).await?.into()))
}
