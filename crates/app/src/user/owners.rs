//! Who may touch whom: owners are touched by owners alone, and one who can sign in always stays.

use perigee_model::{OrganizationRole, Permission, PermissionSet, Scope, UserId};
use perigee_store::memberships::Member;
use perigee_store::{ConnectionTrait, memberships};

use crate::AppError;

/// Whether the caller acts with everything that an owner of the organization may do. A key does when its maker is an
/// owner and it was given every scope.
async fn is_owner(conn: &impl ConnectionTrait, scope: &Scope) -> Result<bool, AppError> {
    let Some(person) = scope.person.filter(|_| scope.rights.everywhere == PermissionSet::ALL) else {
        return Ok(false);
    };
    let (place, _) = super::get_member(conn, scope, person).await?;
    Ok(OrganizationRole::find(&place.role) == Some(OrganizationRole::Owner))
}

/// Whether the caller may touch this member at all.
///
/// # Errors
/// `Denied` for an owner touched by somebody who is none.
pub(super) async fn check_touch(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (place, _): &Member,
) -> Result<(), AppError> {
    let target_owns = OrganizationRole::find(&place.role) == Some(OrganizationRole::Owner);
    if target_owns && !is_owner(conn, scope).await? {
        return Err(AppError::OwnersOnly);
    }
    Ok(())
}

/// Whether the caller may give this role in the organization: nobody gives more than he has.
///
/// # Errors
/// `Denied`, which names the first scope that the caller lacks, or says that owners alone make owners.
pub(crate) async fn check_give(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    role: OrganizationRole,
) -> Result<(), AppError> {
    // A user of the organization sees nothing but what is assigned, which is asked for separately.
    if role == OrganizationRole::User {
        return Ok(());
    }
    let held = scope.rights.everywhere;
    let lacking: Option<Permission> =
        role.permissions().iter().find(|permission| !held.contains(*permission));
    if let Some(lacking) = lacking {
        return Err(AppError::Denied(lacking));
    }
    if role == OrganizationRole::Owner && !is_owner(conn, scope).await? {
        return Err(AppError::OwnersOnly);
    }
    Ok(())
}

/// Whether an owner can go: another one must be left who can sign in. Called with the organization held, so that two
/// who go at once cannot both count the other.
///
/// An owner without password and provider (a new installation's, who comes by a link) is as good as the others as
/// long as none of them has a way in.
///
/// # Errors
/// `Conflict` with the code `last_owner`.
pub(super) async fn check_stays(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    leaving: UserId,
) -> Result<(), AppError> {
    let owners = memberships::list_owners(conn, scope).await?;
    let somebody_has_way = owners.iter().any(|(_, has_way)| *has_way);
    let counts =
        |(id, has_way): &(uuid::Uuid, bool)| *id != leaving.uuid() && (*has_way || !somebody_has_way);
    let leaves_nothing_behind = owners.iter().all(|(id, _)| *id != leaving.uuid());
    if leaves_nothing_behind || owners.iter().any(counts) {
        return Ok(());
    }
    let message = "this is the last owner who can sign in; make somebody else an owner first";
    Err(AppError::conflict("last_owner", message))
}
