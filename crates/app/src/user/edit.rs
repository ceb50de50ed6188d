//! Changes a person's name, role and processes.

use std::collections::HashMap;

use perigee_model::{OrganizationRole, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::entity::{process_access, user};
use perigee_store::memberships::Member;
use perigee_store::{ConnectionTrait, accesses, memberships, organizations, processes, users};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{User, list, owners};
use crate::access::{check_grant, role_of};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{caller::subject_of, rights};
use crate::{App, AppError};

/// What is to be changed; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Name.
    pub name: Option<String>,
    /// Role in the organization.
    pub role: Option<OrganizationRole>,
    /// Every process that is assigned from now on, with the role on it; those left out are taken back.
    pub processes: Option<Vec<(ProcessId, ProcessRole)>>,
}

/// Changes a person of the organization.
///
/// # Errors
/// `NotFound`, `Invalid` for what is not acceptable, `Denied` where the caller may not, `Conflict` (`last_owner`).
pub async fn edit(app: &App, scope: &Scope, id: UserId, changes: Changes) -> Result<User, AppError> {
    let name = changes.name.as_deref().map(|name| super::read_name("fullName", name)).transpose()?;
    let tx = app.db().begin_write().await?;
    organizations::hold(&tx, scope.organization_id).await?;
    let member = super::get_member(&tx, scope, id).await?;
    owners::check_touch(&tx, scope, &member).await?;
    let mut details = json!({});
    if let Some(name) = name.filter(|name| *name != member.1.name) {
        let (email, verified_at) = (member.1.email.as_deref(), member.1.email_verified_at);
        users::set_profile(&tx, id.uuid(), &name, email, verified_at).await?;
        details["name"] = json!(name);
    }
    if let Some(role) = changes.role.filter(|role| role.as_str() != member.0.role) {
        set_role(&tx, scope, &member, role).await?;
        details["role"] = json!(role.as_str());
        details["roleBefore"] = json!(member.0.role);
    }
    if let Some(processes) = changes.processes {
        details["processes"] = assign(&tx, scope, id, processes).await?;
    }
    rights::changed(&tx).await?;
    let event = Event { action: "user.edit", object: object(&member.1), details };
    audit::record(&tx, scope, event).await?;
    let shown = list::get_within(&tx, scope, id).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(shown)
}

/// Kind, id and name of a person for the audit log.
pub(super) fn object(person: &user::Model) -> (&'static str, String, &str) {
    ("user", person.id.simple().to_string(), &person.name)
}

async fn set_role(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (place, person): &Member,
    role: OrganizationRole,
) -> Result<(), AppError> {
    let id = UserId::from_uuid(person.id);
    owners::check_give(conn, scope, role).await?;
    if place.role == OrganizationRole::Owner.as_str() {
        owners::check_stays(conn, scope, id).await?;
    }
    memberships::set_role(conn, scope, id, role).await?;
    if !role.is_admin() {
        // Who may invite nobody any more has no invitations under way either.
        memberships::revoke_invitations(conn, scope, &subject_of(person), now_ms()).await?;
    }
    Ok(())
}

/// Sets all that is assigned to a person; the answer is what is different, for the audit log.
async fn assign(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
    wanted: Vec<(ProcessId, ProcessRole)>,
) -> Result<Value, AppError> {
    let names = processes::names(conn, scope, wanted.iter().map(|(id, _)| id.uuid())).await?;
    if let Some((unknown, _)) = wanted.iter().find(|(id, _)| !names.contains_key(&id.uuid())) {
        return Err(AppError::invalid("processes", format!("there is no process {unknown}")));
    }
    let wanted: HashMap<Uuid, ProcessRole> = wanted.into_iter().map(|(id, role)| (id.uuid(), role)).collect();
    let before = accesses::list_of_person(conn, id.uuid(), scope.organization_id).await?;
    let mut changes = Vec::new();
    for access in before.iter().filter(|access| !wanted.contains_key(&access.process_id)) {
        let process_id = ProcessId::from_uuid(access.process_id);
        accesses::delete(conn, scope.organization_id, process_id, id.uuid()).await?;
        changes.push(json!({ "id": process_id, "role": null, "roleBefore": access.role }));
    }
    for (process_id, role) in wanted {
        let earlier = before.iter().find(|access| access.process_id == process_id);
        let earlier = earlier.map(|access| role_of(&access.role)).transpose()?;
        if earlier == Some(role) {
            continue;
        }
        let process_id = ProcessId::from_uuid(process_id);
        check_role(role)?;
        check_grant(scope, process_id, role)?;
        accesses::put(conn, new_access(scope, process_id, id, role)).await?;
        let role_before = earlier.map(ProcessRole::as_str);
        changes.push(json!({ "id": process_id, "role": role.as_str(), "roleBefore": role_before }));
    }
    Ok(Value::Array(changes))
}

/// Owning a process is not given: its maker has it.
pub(crate) fn check_role(role: ProcessRole) -> Result<(), AppError> {
    match role {
        ProcessRole::Owner => Err(AppError::invalid("processes", "the role on a process is admin or user")),
        ProcessRole::Admin | ProcessRole::User => Ok(()),
    }
}

fn new_access(scope: &Scope, process_id: ProcessId, id: UserId, role: ProcessRole) -> process_access::Model {
    process_access::Model {
        process_id: process_id.uuid(),
        user_id: id.uuid(),
        organization_id: scope.organization_id.uuid(),
        role: role.as_str().to_owned(),
        granted_by: scope.subject.to_string(),
        granted_at: now_ms(),
    }
}
