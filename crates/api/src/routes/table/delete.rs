//! `DELETE /tables/{table_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::table;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Removes a table.
///
/// It is kept, but no longer shown, and can be restored.
#[utoipa::path(
    delete,
    path = "/tables/{table_id}",
    tag = "Review",
    params(("table_id" = ValueId, Path, description = "The table.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "table_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((table_id,)): Path<(ValueId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::ResultDelete)?;
    table::delete(&state.app, scope, table_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
