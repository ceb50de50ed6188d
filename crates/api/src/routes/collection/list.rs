//! `GET /processes/{process_id}/collections`.

use axum::Json;
use axum::extract::State;
use perigee_app::collection;
use perigee_model::{Permission, ProcessId};

use crate::auth::Caller;
use crate::dto::CollectionSearch;
use crate::dto::collection::Collection;
use crate::dto::collection::{CollectionList, CollectionQuery};
use crate::input::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists the collections of a process.
#[utoipa::path(
    get,
    path = "/processes/{process_id}/collections",
    tag = "Collections",
    params(("process_id" = ProcessId, Path, description = "The process."), CollectionQuery),
    responses((status = 200, description = "A page of collections.", body = CollectionList)),
    operation_id = "collection_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Path((process_id,)): Path<(ProcessId,)>,
    Query(search): Query<CollectionSearch>,
) -> Result<Json<CollectionList>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let CollectionSearch { page, filter, order } = search;
    let (found, total) =
        collection::list(&state.app, scope, process_id, &filter, order, page.range()).await?;
    let collections = found.into_iter().map(Collection::from).collect();
    Ok(Json(CollectionList { collections, pagination: page.pagination(total) }))
}
