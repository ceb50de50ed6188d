//! Roles and what they grant.

use perigee_model::Permission as P;

/// The role of who made an organization.
pub const OWNER: &str = "owner";
/// The role of who runs it.
pub const ADMIN: &str = "admin";
/// The role of who works in it.
pub const USER: &str = "user";

/// What an owner holds on a process, as documented.
pub const PROCESS_OWNER: &[P] = &[
    P::CollectionRead,
    P::CollectionCreate,
    P::CollectionUpdate,
    P::CollectionDelete,
    P::ResultRead,
    P::ResultCreate,
    P::ResultUpdate,
    P::ResultDelete,
    P::ProcessRead,
    P::ProcessUpdate,
    P::ProcessDelete,
    P::FileUpload,
    P::FileDownload,
    P::AdminUserRead,
    P::AdminUserInvite,
    P::AdminUserManage,
    P::AdminCollectionManage,
];

/// What somebody who works in an organization may do.
const WORKER: &[P] = &[
    P::CollectionRead,
    P::CollectionCreate,
    P::CollectionUpdate,
    P::CollectionDelete,
    P::ResultRead,
    P::ResultCreate,
    P::ResultUpdate,
    P::ResultDelete,
    P::ProcessRead,
    P::FileUpload,
    P::FileDownload,
    P::ExportCreate,
    P::ExportRead,
];

/// What a role grants; an unknown role grants nothing.
pub fn permissions(role: &str) -> &'static [P] {
    match role {
        OWNER | ADMIN => P::ALL,
        USER => WORKER,
        _ => &[],
    }
}
