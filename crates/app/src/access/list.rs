//! Lists who may do what on a process.

use std::collections::HashMap;

use perigee_model::{OrganizationRole, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::entity::{process, process_access};
use perigee_store::memberships::Member;
use perigee_store::{ConnectionTrait, StoreError, accesses, memberships};
use uuid::Uuid;

use super::{ProcessAccess, role_of};
use crate::identity::caller::subject_of;
use crate::user::{self, names};
use crate::{App, AppError, process as processes};

/// Who may do what on a process: those who run the organization first, then those who were assigned.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn list(app: &App, scope: &Scope, id: ProcessId) -> Result<Vec<ProcessAccess>, AppError> {
    let conn = app.db().reader();
    let process = processes::get_row(conn, scope, id).await?;
    let assigned = accesses::list_of_processes(conn, scope.organization_id, &[process.id]).await?;
    let mut assigned: HashMap<Uuid, process_access::Model> =
        assigned.into_iter().map(|row| (row.user_id, row)).collect();
    let mut shown = Vec::new();
    for member in memberships::list(conn, scope).await? {
        let row = assigned.remove(&member.1.id);
        shown.extend(show(&process, member, row)?);
    }
    shown.sort_by_key(|access| (!access.is_inherited, access.granted_at_ms));
    name_granters(conn, scope, &mut shown).await?;
    Ok(shown)
}

/// The access of one person, after a change.
pub(super) async fn get(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process: &process::Model,
    user_id: UserId,
) -> Result<ProcessAccess, AppError> {
    let member = user::get_member(conn, scope, user_id).await?;
    let assigned = accesses::list_of_processes(conn, scope.organization_id, &[process.id]).await?;
    let row = assigned.into_iter().find(|row| row.user_id == user_id.uuid());
    let mut shown: Vec<_> = show(process, member, row)?.into_iter().collect();
    name_granters(conn, scope, &mut shown).await?;
    shown.pop().ok_or(AppError::NotFound { what: "the access" })
}

fn show(
    process: &process::Model,
    (place, person): Member,
    row: Option<process_access::Model>,
) -> Result<Option<ProcessAccess>, AppError> {
    let organization_role = OrganizationRole::find(&place.role);
    let organization_role = organization_role.ok_or(StoreError::Unreadable { column: "memberships.role" })?;
    let is_inherited = organization_role.is_admin();
    let (role, granted_at_ms, granted_by) = match row {
        Some(row) => (role_of(&row.role)?, row.granted_at, row.granted_by),
        None if is_inherited => (ProcessRole::Admin, process.created_at, process.created_by.clone()),
        None => return Ok(None),
    };
    let permissions = if is_inherited { organization_role.permissions() } else { role.permissions() };
    Ok(Some(ProcessAccess {
        user_id: UserId::from_uuid(person.id),
        subject: subject_of(&person),
        name: person.name,
        email: person.email,
        role,
        permissions: permissions.literals(),
        granted_at_ms,
        granted_by_name: granted_by.clone(),
        granted_by,
        is_inherited,
    }))
}

async fn name_granters(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    shown: &mut [ProcessAccess],
) -> Result<(), AppError> {
    let names =
        names::of_subjects(conn, scope, shown.iter().map(|access| access.granted_by.as_str())).await?;
    for access in shown {
        if let Some(name) = names.get(&access.granted_by) {
            access.granted_by_name.clone_from(name);
        }
    }
    Ok(())
}
