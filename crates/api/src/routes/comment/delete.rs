//! `DELETE /comments/{comment_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use perigee_app::comment;
use perigee_model::{CommentId, Permission};

use crate::auth::Caller;
use crate::input::Path;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Removes a comment.
///
/// One's own; anybody's with `workspace.admin.collection:manage`.
#[utoipa::path(
    delete,
    path = "/comments/{comment_id}",
    tag = "Review",
    params(("comment_id" = CommentId, Path, description = "The comment.")),
    responses((status = 204, description = "It is gone.")),
    operation_id = "comment_delete",
)]
pub async fn delete(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((comment_id,)): Path<(CommentId,)>,
) -> Result<StatusCode, ApiError> {
    let scope = &caller.may(Permission::CollectionUpdate)?;
    comment::delete(&state.app, scope, comment_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
