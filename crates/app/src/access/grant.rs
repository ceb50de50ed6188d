//! Gives a person a role on a process.

use perigee_model::{OrganizationRole, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::entity::process_access;
use perigee_store::{accesses, organizations};
use serde_json::json;

use super::{ProcessAccess, check_grant, check_owner, inherited, list, role_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::rights;
use crate::{App, AppError, process, user};

/// Gives a person of the organization a role on a process, in place of an earlier one.
///
/// # Errors
/// `NotFound` for a process or person that does not exist for the caller, `Denied` when the role is more than the
/// caller has, `Conflict` where the person runs the whole organization.
pub async fn grant(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    user_id: UserId,
    role: ProcessRole,
) -> Result<ProcessAccess, AppError> {
    let tx = app.db().begin_write().await?;
    let row = process::get_row(&tx, scope, process_id).await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let (place, person) = user::get_member(&tx, scope, user_id).await?;
    check_grant(scope, process_id, role)?;
    if OrganizationRole::find(&place.role).is_some_and(OrganizationRole::is_admin) {
        return Err(inherited(&person.name));
    }
    let assigned = accesses::list_of_person(&tx, person.id, scope.organization_id).await?;
    let before = assigned.iter().find(|access| access.process_id == row.id);
    if let Some(before) = before {
        check_owner(scope, role_of(&before.role)?)?;
    }
    let access = process_access::Model {
        process_id: row.id,
        user_id: person.id,
        organization_id: scope.organization_id.uuid(),
        role: role.as_str().to_owned(),
        granted_by: scope.subject.to_string(),
        granted_at: now_ms(),
    };
    accesses::put(&tx, access).await?;
    rights::changed(&tx).await?;
    let details = json!({
        "userId": user_id, "userName": person.name, "role": role.as_str(),
        "roleBefore": before.map(|access| &access.role),
    });
    let event = Event { action: "access.grant", object: process::object(&row), details };
    audit::record(&tx, scope, event).await?;
    let shown = list::get(&tx, scope, &row, user_id).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(shown)
}
