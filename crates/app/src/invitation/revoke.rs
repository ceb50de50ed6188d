//! Takes an invitation back.

use perigee_model::{InvitationId, Scope};
use perigee_store::invitations;
use serde_json::json;

use super::{list, object, over};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Takes an invitation back; its link is worth nothing from then on.
///
/// # Errors
/// `NotFound`; `Conflict` when it was accepted or taken back before.
pub async fn revoke(app: &App, scope: &Scope, id: InvitationId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = list::get_row(&tx, scope, id).await?;
    if !invitations::revoke(&tx, scope, id, now_ms()).await? {
        return Err(over());
    }
    let event = Event { action: "invitation.revoke", object: object(&row), details: json!({}) };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await
}
