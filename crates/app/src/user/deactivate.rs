//! Shuts a person out of an organization, and lets it in again.

use perigee_model::{OrganizationRole, Scope, UserId};
use perigee_store::{memberships, organizations};
use serde_json::json;

use super::{User, edit::object, list, owners};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{caller::subject_of, rights};
use crate::{App, AppError};

/// Shuts a person out of the organization: sessions in it and open invitations end, keys do nothing any more. What
/// was assigned is kept for when the person is let in again; other organizations are not touched.
///
/// # Errors
/// `NotFound`, `OwnersOnly`, `Conflict` (`last_owner`).
pub async fn deactivate(app: &App, scope: &Scope, id: UserId) -> Result<User, AppError> {
    let tx = app.db().begin_write().await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let member = super::get_member(&tx, scope, id).await?;
    owners::check_touch(&tx, scope, &member).await?;
    let (place, person) = member;
    if place.deactivated_at.is_none() {
        if place.role == OrganizationRole::Owner.as_str() {
            owners::check_stays(&tx, scope, id).await?;
        }
        let now = now_ms();
        memberships::set_deactivated(&tx, scope, id, Some(now)).await?;
        memberships::end_sessions(&tx, scope, id).await?;
        memberships::revoke_invitations(&tx, scope, &subject_of(&person), now).await?;
        rights::changed(&tx).await?;
        let event = Event { action: "user.deactivate", object: object(&person), details: json!({}) };
        audit::record(&tx, scope, event).await?;
    }
    let shown = list::get_within(&tx, scope, id).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(shown)
}

/// Lets a person in again, with what was assigned before.
///
/// # Errors
/// `NotFound`, `OwnersOnly`.
pub async fn activate(app: &App, scope: &Scope, id: UserId) -> Result<User, AppError> {
    let tx = app.db().begin_write().await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let member = super::get_member(&tx, scope, id).await?;
    owners::check_touch(&tx, scope, &member).await?;
    if member.0.deactivated_at.is_some() {
        memberships::set_deactivated(&tx, scope, id, None).await?;
        rights::changed(&tx).await?;
        let event = Event { action: "user.activate", object: object(&member.1), details: json!({}) };
        audit::record(&tx, scope, event).await?;
    }
    let shown = list::get_within(&tx, scope, id).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(shown)
}
