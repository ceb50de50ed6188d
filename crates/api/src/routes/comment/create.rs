//! `POST /collections/{collection_id}/comments`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::comment;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::review::{Comment, NewComment};
use crate::input::{self, Path};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Writes a comment beside a collection, or beside a value of it.
#[utoipa::path(
    post,
    path = "/collections/{collection_id}/comments",
    tag = "Review",
    params(("collection_id" = CollectionId, Path, description = "The collection.")),
    request_body = NewComment,
    responses((status = 201, description = "The comment.", body = Comment)),
    operation_id = "comment_create",
)]
pub async fn create(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    input::Json(body): input::Json<NewComment>,
) -> Result<(StatusCode, Json<Comment>), ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    let made = comment::create(&state.app, scope, collection_id, body.into()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
