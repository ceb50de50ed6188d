//! Roles in an organization and on a process, and exactly what each grants.

use crate::{Permission, Permission as P, PermissionSet};

macro_rules! literals {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $literal:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every role, the mightiest first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The literal of the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $literal,)+ }
            }

            /// The role with this literal.
            pub fn find(literal: &str) -> Option<Self> {
                match literal { $($literal => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

literals! {
    /// The role of a person in an organization.
    OrganizationRole {
        /// Made the organization, or was made its owner. There is always one who can sign in.
        Owner = "owner",
        /// Runs the organization and owns every process in it.
        Admin = "admin",
        /// Works on the processes that were assigned.
        User = "user",
    }
}

literals! {
    /// The role of a person on a process.
    ProcessRole {
        /// Made the process.
        Owner = "owner",
        /// Runs the process.
        Admin = "admin",
        /// Works on its documents.
        User = "user",
    }
}

impl OrganizationRole {
    /// What the role grants in the organization; for owners and admins on every process too.
    ///
    /// A user sees the list of processes (only assigned ones are in it); everything else comes by [`ProcessRole`].
    pub fn permissions(self) -> PermissionSet {
        match self {
            Self::Owner | Self::Admin => PermissionSet::ALL,
            Self::User => PermissionSet::of(&[P::ProcessRead]),
        }
    }

    /// Whether the role holds on every process without being assigned.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Owner | Self::Admin)
    }
}

impl ProcessRole {
    /// What the role grants on the process. An owner's permissions are those that the API documents.
    pub fn permissions(self) -> PermissionSet {
        match self {
            Self::Owner => PermissionSet::of(OWNER),
            Self::Admin => PermissionSet::of(OWNER).union(PermissionSet::of(RUNNING)),
            Self::User => PermissionSet::of(WORKING),
        }
    }
}

/// As documented for the owner of a process.
const OWNER: &[Permission] = &[
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

/// What running a process takes beyond that.
const RUNNING: &[Permission] = &[
    P::CollectionEditorOverride,
    P::ProcessApiKeyManage,
    P::ExportCreate,
    P::ExportRead,
    P::ExportDelete,
    P::DestinationCreate,
    P::DestinationRead,
    P::DestinationDelete,
    P::WebhookManage,
    P::ModelTrain,
];

/// What working on documents takes.
const WORKING: &[Permission] = &[
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_of_a_process_has_what_the_api_documents() {
        assert_eq!(ProcessRole::Owner.permissions().iter().count(), 17);
        assert!(
            ProcessRole::Owner.permissions().iter().all(|one| ProcessRole::Admin.permissions().contains(one))
        );
    }

    #[test]
    fn a_user_can_change_no_configuration_and_no_access() {
        for permission in [P::ProcessUpdate, P::ProcessDelete, P::AdminUserManage, P::ProcessApiKeyManage] {
            assert!(!ProcessRole::User.permissions().contains(permission));
            assert!(!OrganizationRole::User.permissions().contains(permission));
        }
    }

    #[test]
    fn literals_read_back() {
        for role in OrganizationRole::ALL {
            assert_eq!(OrganizationRole::find(role.as_str()), Some(*role));
        }
        assert_eq!(ProcessRole::find("root"), None);
    }
}
