//! Sends an invitation again.

use perigee_model::{InvitationId, Scope};
use perigee_store::{invitations, organizations};
use serde_json::json;

use super::create::{check_kind, check_not_member};
use super::post::{Tokens, post};
use super::{Invitation, LIFETIME_MS, assignments_of, list, object, over, role_of};
use crate::access::check_grant;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::user::check_give;
use crate::{App, AppError};

/// Sends an invitation again, with another link for another seven days; the earlier link is worth nothing any more.
/// Also for one whose time is over.
///
/// # Errors
/// `NotFound`; `Denied` when it gives more than the caller has; `Conflict` when it was accepted or taken back.
pub async fn resend(app: &App, scope: &Scope, id: InvitationId) -> Result<Invitation, AppError> {
    let (tokens, now) = (Tokens::new(), now_ms());
    let tx = app.db().begin_write().await?;
    let organization = organizations::hold(&tx, scope.organization_id).await?;
    check_kind(&organization)?;
    let row = list::get_row(&tx, scope, id).await?;
    check_give(&tx, scope, role_of(&row)?).await?;
    for (process_id, role) in assignments_of(&row)? {
        check_grant(scope, process_id, role)?;
    }
    check_not_member(&tx, scope.organization_id, &row.email).await?;
    let times = (now, now + LIFETIME_MS);
    if !invitations::renew(&tx, scope, id, tokens.hashes(), times).await? {
        return Err(over());
    }
    let link = post(app, &tx, scope, &organization, &row, &tokens).await?;
    let event = Event { action: "invitation.resend", object: object(&row), details: json!({}) };
    audit::record(&tx, scope, event).await?;
    let row = list::get_row(&tx, scope, id).await?;
    let mut shown = list::show(&tx, scope, vec![row]).await?;
    crate::setup::commit(tx).await?;
    let shown = shown.pop().ok_or(AppError::NotFound { what: "the invitation" })?;
    Ok(Invitation { link: Some(link), ..shown })
}
