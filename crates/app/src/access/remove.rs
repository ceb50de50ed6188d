//! Takes a person's role on a process back.

use perigee_model::{OrganizationRole, ProcessId, Scope, UserId};
use perigee_store::{accesses, organizations};
use serde_json::json;

use super::{check_owner, inherited, role_of};
use crate::audit::{self, Event};
use crate::identity::rights;
use crate::{App, AppError, process, user};

/// Takes a person's role on a process back. What the person did there stays.
///
/// # Errors
/// `NotFound` when there is none, `Denied` for the owner's where the caller does not run the organization,
/// `Conflict` where the person does.
pub async fn remove(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    user_id: UserId,
) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = process::get_row(&tx, scope, process_id).await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let (place, person) = user::get_member(&tx, scope, user_id).await?;
    if OrganizationRole::find(&place.role).is_some_and(OrganizationRole::is_admin) {
        return Err(inherited(&person.name));
    }
    let assigned = accesses::list_of_person(&tx, person.id, scope.organization_id).await?;
    let before = assigned.iter().find(|access| access.process_id == row.id);
    let before = before.ok_or(AppError::NotFound { what: "the access" })?;
    check_owner(scope, role_of(&before.role)?)?;
    accesses::delete(&tx, scope.organization_id, process_id, person.id).await?;
    rights::changed(&tx).await?;
    let details = json!({ "userId": user_id, "userName": person.name, "roleBefore": before.role });
    let event = Event { action: "access.remove", object: process::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(())
}
