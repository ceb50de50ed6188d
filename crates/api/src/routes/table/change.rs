//! `PATCH /tables/{table_id}`.

use axum::Json;
use axum::extract::State;
use perigee_app::table;
use perigee_model::{Permission, ValueId};

use crate::auth::Caller;
use crate::dto::table::{DocumentTable, TableChange};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lays other grids over a table, or gives it other rows.
///
/// What the machine read is kept; the table of the newest change is what is shown from now on. Cells whose words stay
/// the same keep their id and what a person made of them. The body may have up to 16 MB and 10,000 rows.
#[utoipa::path(
    patch,
    path = "/tables/{table_id}",
    tag = "Review",
    params(("table_id" = ValueId, Path, description = "The table.")),
    request_body = TableChange,
    responses((status = 200, description = "The table.", body = DocumentTable)),
    operation_id = "table_change",
)]
pub async fn change(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((table_id,)): Path<(ValueId,)>,
    input::LongJson(body): input::LongJson<TableChange>,
) -> Result<Json<DocumentTable>, ApiError> {
    let scope = &caller.may(Permission::ResultUpdate)?;
    Ok(Json(table::change(&state.app, scope, table_id, body.input()).await?.into()))
}
