//! Makes a further organization.

use perigee_model::{OrganizationId, OrganizationRole, Scope};
use perigee_store::entity::{membership, organization};
use perigee_store::{memberships, organizations, users};
use serde_json::json;
use uuid::Uuid;

use super::{Organization, get, new_public_id, object};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{Caller, CallerKind};
use crate::{App, AppError};

/// Organizations that one person may own: nobody needs more, and a stolen session cannot fill the database with them.
const OWNED_MOST: u64 = 50;

/// Makes a further organization for several people, which the caller owns. The session stays where it is.
///
/// # Errors
/// `PersonsOnly`, `Invalid` for a name that nobody can read, `Conflict` when the caller owns too many.
pub async fn create(app: &App, caller: &Caller, name: &str) -> Result<Organization, AppError> {
    let (CallerKind::Person { user_id, .. }, Some(person)) = (&caller.kind, caller.own_scope().person) else {
        return Err(AppError::PersonsOnly);
    };
    let (id, now) = (OrganizationId::from_uuid(Uuid::now_v7()), now_ms());
    let row = organization::Model {
        id: id.uuid(),
        public_id: new_public_id(),
        name: crate::user::read_name("name", name)?,
        created_at: now,
        api_key_longest_days: None,
    };
    let place = membership::Model {
        user_id: *user_id,
        organization_id: row.id,
        role: OrganizationRole::Owner.as_str().to_owned(),
        created_at: now,
        deactivated_at: None,
        last_seen_at: None,
    };
    let tx = app.db().begin_write().await?;
    if memberships::count_owned(&tx, person).await? >= OWNED_MOST {
        let message = format!("a person owns at most {OWNED_MOST} organizations");
        return Err(AppError::conflict("too_many_organizations", message));
    }
    organizations::insert(&tx, row.clone()).await?;
    users::join(&tx, place).await?;
    let within = Scope { organization_id: id, ..caller.own_scope().clone() };
    let event = Event { action: "organization.create", object: object(&row), details: json!({}) };
    audit::record(&tx, &within, event).await?;
    let shown = get::show(&tx, id).await?;
    crate::setup::commit(tx).await?;
    Ok(shown)
}
