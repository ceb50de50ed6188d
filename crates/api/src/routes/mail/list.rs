//! `GET /admin/mails`.

use axum::Json;
use axum::extract::State;
use perigee_app::mail;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::mail::{Mail, MailList};
use crate::dto::pagination::PageQuery;
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Lists mails that stayed on this server.
///
/// Newest first. Without a mail server, mails go to a folder and to this list; with one, the answer is 404. Mails about
/// a person's way in are shown to the owner of the installation alone.
#[utoipa::path(
    get,
    path = "/admin/mails",
    tag = "Organization",
    params(PageQuery),
    responses(
        (status = 200, description = "A page of mails.", body = MailList),
        (status = 404, description = "Mails leave this server.", body = crate::dto::problem::Problem, content_type = "application/problem+json"),
    ),
    operation_id = "mail_list",
)]
pub async fn list(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<MailList>, ApiError> {
    let scope = &caller.may_everywhere(Permission::AdminUserManage)?;
    let (found, total) = mail::list(&state.app, &caller, scope, page.range()).await?;
    Ok(Json(MailList {
        mails: found.into_iter().map(Mail::from).collect(),
        pagination: page.pagination(total),
    }))
}
