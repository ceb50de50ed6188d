//! What people may do on single processes.

pub mod grant;
pub mod list;
pub mod remove;

pub use grant::grant;
pub use list::list;
pub use remove::remove;

use perigee_model::{Permission, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::StoreError;

use crate::AppError;

/// What a person may do on a process, and since when.
#[derive(Debug, Clone)]
pub struct ProcessAccess {
    /// The person.
    pub user_id: UserId,
    /// As the API names it.
    pub subject: String,
    /// Name.
    pub name: String,
    /// E-mail, if there is one.
    pub email: Option<String>,
    /// Role on the process.
    pub role: ProcessRole,
    /// What may be done.
    pub permissions: Vec<&'static str>,
    /// Since when.
    pub granted_at_ms: i64,
    /// By whom.
    pub granted_by: String,
    /// The name of that one; its subject when nobody has it any more.
    pub granted_by_name: String,
    /// Whether it comes with the role in the organization.
    pub is_inherited: bool,
}

/// Whether the caller may give this role on this process: nobody gives more than he has.
///
/// Working on documents is less than what an owner of a process may do, although an owner's documented permissions
/// do not name each of it: who has all of those may let others work.
///
/// # Errors
/// `Denied`, which names the first permission that the caller lacks.
pub(crate) fn check_grant(scope: &Scope, process_id: ProcessId, role: ProcessRole) -> Result<(), AppError> {
    let held = scope.rights.on(process_id);
    let holds = |role: ProcessRole| held.intersection(role.permissions()) == role.permissions();
    if holds(role) || (role == ProcessRole::User && holds(ProcessRole::Owner)) {
        return Ok(());
    }
    let lacking = role.permissions().iter().find(|permission| !held.contains(*permission));
    Err(AppError::Denied(lacking.unwrap_or(Permission::AdminUserManage)))
}

/// The role of a row.
pub(crate) fn role_of(literal: &str) -> Result<ProcessRole, AppError> {
    let role = ProcessRole::find(literal);
    role.ok_or(AppError::Store(StoreError::Unreadable { column: "process_accesses.role" }))
}

/// An owner's access is touched by those alone who run the whole organization.
fn check_owner(scope: &Scope, role: ProcessRole) -> Result<(), AppError> {
    let runs_all = scope.rights.processes.is_none();
    if role == ProcessRole::Owner && !runs_all {
        return Err(AppError::Denied(Permission::AdminProcessManage));
    }
    Ok(())
}

/// The answer where somebody's access comes with the role in the organization.
fn inherited(name: &str) -> AppError {
    let message = format!("{name} runs the organization and so every process; change that role instead");
    AppError::conflict("inherited_access", message)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use perigee_model::{OrganizationId, PermissionSet, Rights};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_gives_more_than_he_has() {
        let process_id = ProcessId::from_uuid(Uuid::from_u128(1));
        let mut scope = Scope::unlimited(OrganizationId::from_uuid(Uuid::nil()), "local|1");
        let mut may = |held: PermissionSet, role| {
            let rights =
                Rights { everywhere: PermissionSet::NONE, processes: Some([(process_id, held)].into()) };
            scope.rights = Arc::new(rights);
            check_grant(&scope, process_id, role).is_ok()
        };
        let [owner, admin] = [ProcessRole::Owner, ProcessRole::Admin].map(ProcessRole::permissions);
        assert!(may(admin, ProcessRole::Admin) && may(owner, ProcessRole::User));
        assert!(!may(owner, ProcessRole::Admin) && !may(ProcessRole::User.permissions(), ProcessRole::Admin));
        assert!(!may(PermissionSet::of(&[Permission::AdminUserManage]), ProcessRole::User));
    }
}
