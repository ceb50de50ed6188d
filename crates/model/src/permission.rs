//! The single rights, and sets of them.

macro_rules! permissions {
    ($($variant:ident = $literal:literal),+ $(,)?) => {
        /// A single right; API keys call it a scope. The literal is the API's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission {
            $(#[doc = concat!("`", $literal, "`")] $variant,)+
        }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The literal of the API, e.g. `workspace.collection:read`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $literal,)+ }
            }

            /// The permission with this literal.
            pub fn find(literal: &str) -> Option<Self> {
                match literal { $($literal => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

permissions! {
    CollectionCreate = "workspace.collection:create",
    CollectionRead = "workspace.collection:read",
    CollectionUpdate = "workspace.collection:update",
    CollectionDelete = "workspace.collection:delete",
    CollectionEditorOverride = "workspace.collection_editor:override",
    FileUpload = "workspace.file:upload",
    FileDownload = "workspace.file:download",
    ResultCreate = "workspace.result:create",
    ResultRead = "workspace.result:read",
    ResultUpdate = "workspace.result:update",
    ResultDelete = "workspace.result:delete",
    ProcessCreate = "workspace.process:create",
    ProcessRead = "workspace.process:read",
    ProcessUpdate = "workspace.process:update",
    ProcessDelete = "workspace.process:delete",
    ProcessApiKeyManage = "workspace.process.api_key:manage",
    ExportCreate = "workspace.export:create",
    ExportRead = "workspace.export:read",
    ExportDelete = "workspace.export:delete",
    DestinationCreate = "workspace.destination:create",
    DestinationRead = "workspace.destination:read",
    DestinationDelete = "workspace.destination:delete",
    AdminUserRead = "workspace.admin.user:read",
    AdminUserInvite = "workspace.admin.user:invite",
    AdminUserManage = "workspace.admin.user:manage",
    AdminProcessManage = "workspace.admin.process:manage",
    AdminCollectionManage = "workspace.admin.collection:manage",
    AdminApiKeyManage = "workspace.admin.api_key:manage",
    AdminSubscriptionsManage = "workspace.admin.subscriptions:manage",
    AdminAuditRead = "workspace.admin.audit:read",
    WebhookManage = "workspace.webhook:manage",
    ModelTrain = "workspace.model:train",
}

/// A set of permissions. Small and `Copy`: the rights of a caller are intersected at every request.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct PermissionSet(u64);

impl PermissionSet {
    /// No permission.
    pub const NONE: Self = Self(0);
    /// Every permission.
    pub const ALL: Self = Self::of(Permission::ALL);

    /// The set of these.
    pub const fn of(permissions: &[Permission]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < permissions.len() {
            bits |= 1 << permissions[index] as u64;
            index += 1;
        }
        Self(bits)
    }

    /// Whether this one is in it.
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u64) != 0
    }

    /// Whether there is none in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in either.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in it, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.contains(*permission))
    }

    /// The literals of those in it.
    pub fn literals(self) -> Vec<&'static str> {
        self.iter().map(Permission::as_str).collect()
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, |set, permission| set.union(Self::of(&[permission])))
    }
}

impl std::fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Permission::as_str)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: PermissionSet = [Permission::ModelTrain, Permission::CollectionCreate].into_iter().collect();
        assert!(set.contains(Permission::ModelTrain) && !set.contains(Permission::CollectionRead));
        assert_eq!(set.literals(), ["workspace.collection:create", "workspace.model:train"]);
        assert_eq!(PermissionSet::ALL.iter().count(), Permission::ALL.len());
        assert_eq!(set.intersection(PermissionSet::of(&[Permission::ModelTrain])).iter().count(), 1);
        assert!(PermissionSet::NONE.is_empty());
    }
}
