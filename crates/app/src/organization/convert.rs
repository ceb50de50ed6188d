//! Turns a single-user organization into one for several people.

use perigee_model::Scope;
use perigee_store::organizations;
use serde_json::json;

use super::{Kind, Organization, get, new_public_id, object};
use crate::audit::{self, Event};
use crate::identity::rights;
use crate::{App, AppError};

/// Turns a single-user organization into one for several people. Its public id becomes `org_…`, its processes,
/// documents and keys stay.
///
/// # Errors
/// `Invalid` for a name that nobody can read, `Conflict` when it is for several people already.
pub async fn convert(app: &App, scope: &Scope, name: &str) -> Result<Organization, AppError> {
    let name = crate::user::read_name("name", name)?;
    let tx = app.db().begin_write().await?;
    let mut row = organizations::hold(&tx, scope.organization_id).await?;
    if Kind::of(&row.public_id) == Kind::Multi {
        return Err(AppError::conflict(
            "multi_user_organization",
            "this organization is for several people already",
        ));
    }
    let before = std::mem::replace(&mut row.public_id, new_public_id());
    row.name = name;
    // Servers remember the public id with the caller. Before the id is set: that holds the organization so tightly
    // that a transaction which has raised the generation could not write its event, while we waited for it.
    rights::changed(&tx).await?;
    organizations::set_public_id(&tx, scope.organization_id, &row.public_id).await?;
    organizations::edit(&tx, scope.organization_id, &row.name, row.api_key_longest_days).await?;
    let details = json!({ "idBefore": before });
    let event = Event { action: "organization.convert", object: object(&row), details };
    audit::record(&tx, scope, event).await?;
    let shown = get::show(&tx, scope.organization_id).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(shown)
}
