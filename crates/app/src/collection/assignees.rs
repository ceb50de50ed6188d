//! Who can be asked to look at the collections of a process.

use std::collections::HashMap;

use perigee_model::{OrganizationRole, Permission, PermissionSet, ProcessId, ProcessRole, Scope};
use perigee_store::{ConnectionTrait, accesses, memberships};
use uuid::Uuid;

use crate::identity::caller::subject_of;
use crate::{App, AppError, process};

/// Somebody who can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignee {
    /// As the API names it.
    pub subject: String,
    /// Its name.
    pub name: String,
}

/// Those who may change the collections of a process, by their names.
///
/// # Errors
/// `NotFound` when there is no such process for this scope.
pub async fn assignees(app: &App, scope: &Scope, id: ProcessId) -> Result<Vec<Assignee>, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, id).await?;
    let mut found = list(conn, scope, id).await?;
    found.sort_by_key(|one| one.name.to_lowercase());
    Ok(found)
}

/// The same, in no order, for a process that is known to exist for this scope.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ProcessId,
) -> Result<Vec<Assignee>, AppError> {
    let assigned = accesses::list_of_processes(conn, scope.organization_id, &[id.uuid()]).await?;
    let roles: HashMap<Uuid, ProcessRole> =
        assigned.iter().filter_map(|row| Some((row.user_id, ProcessRole::find(&row.role)?))).collect();
    let mut found = Vec::new();
    for (place, person) in memberships::list(conn, scope).await? {
        let is_shut_out = place.deactivated_at.is_some() || person.disabled_at.is_some();
        let runs_all = OrganizationRole::find(&place.role).is_some_and(OrganizationRole::is_admin);
        let permissions = match roles.get(&person.id) {
            _ if runs_all => PermissionSet::ALL,
            Some(role) => role.permissions(),
            None => PermissionSet::NONE,
        };
        if !is_shut_out && permissions.contains(Permission::CollectionUpdate) {
            found.push(Assignee { subject: subject_of(&person), name: person.name });
        }
    }
    Ok(found)
}
