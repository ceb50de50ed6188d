//! `GET /me`.

use axum::Json;

use crate::auth::Caller;
use crate::dto::identity::Me;

/// Tells the caller who it is.
#[utoipa::path(
    get,
    path = "/me",
    tag = "Session",
    responses((status = 200, description = "The caller.", body = Me)),
    operation_id = "me_get",
)]
pub async fn get(Caller(caller): Caller) -> Json<Me> {
    Json(Me::from(&caller))
}
