//! Takes a person out of an organization.

use perigee_model::{OrganizationRole, Scope, UserId};
use perigee_store::{memberships, organizations};
use serde_json::json;

use super::{edit::object, owners};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{caller::subject_of, rights};
use crate::{App, AppError};

/// Takes a person out of the organization: sessions in it, what was assigned, open invitations and keys end. Processes
/// and documents stay; so does the person, who may be in other organizations.
///
/// # Errors
/// `NotFound`, `OwnersOnly`, `Conflict` (`last_owner`).
pub async fn remove(app: &App, scope: &Scope, id: UserId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let member = super::get_member(&tx, scope, id).await?;
    owners::check_touch(&tx, scope, &member).await?;
    let (place, person) = member;
    if place.role == OrganizationRole::Owner.as_str() {
        owners::check_stays(&tx, scope, id).await?;
    }
    let now = now_ms();
    memberships::end_sessions(&tx, scope, id).await?;
    let keys = memberships::revoke_keys(&tx, scope, id, now).await?;
    let invitations = memberships::revoke_invitations(&tx, scope, &subject_of(&person), now).await?;
    memberships::delete(&tx, scope, id).await?;
    rights::changed(&tx).await?;
    let details = json!({ "role": place.role, "keysRevoked": keys, "invitationsRevoked": invitations });
    let event = Event { action: "user.remove", object: object(&person), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(())
}
