//! `GET /collections/{collection_id}/comments`.

use axum::Json;
use axum::extract::State;
use perigee_app::comment;
use perigee_model::{CollectionId, Permission};

use crate::auth::Caller;
use crate::dto::pagination::PageQuery;
use crate::dto::review::{Comment, CommentList};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the comments on a collection, oldest first.
#[utoipa::path(
    get,
    path = "/collections/{collection_id}/comments",
    tag = "Review",
    params(("collection_id" = CollectionId, Path, description = "The collection."), PageQuery),
    responses((status = 200, description = "A page of comments.", body = CommentList)),
    operation_id = "comment_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((collection_id,)): Path<(CollectionId,)>,
    Query(page): Query<PageQuery>,
) -> Result<Json<CommentList>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let (found, total) = comment::list(&state.app, scope, collection_id, page.range()).await?;
    let comments = found.into_iter().map(Comment::from).collect();
    Ok(Json(CommentList { comments, pagination: page.pagination(total) }))
}
