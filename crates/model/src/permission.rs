//! What a caller may do, and on whose data.

use std::collections::BTreeSet;

use crate::{OrganizationId, ProcessId};

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

/// Who calls, in which organization, on which processes, with which permissions.
///
/// Every query of `store` starts from one, so that a tenant filter cannot be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The organization whose data exists for the caller.
    pub organization_id: OrganizationId,
    /// Who it is, e.g. `local|0198…` or `api-key|0198…`.
    pub subject: String,
    /// The processes that exist for the caller; `None` means all of the organization.
    pub processes: Option<BTreeSet<ProcessId>>,
    /// What the caller may do.
    pub permissions: BTreeSet<Permission>,
}

impl Scope {
    /// Whether the caller may do this.
    pub fn allows(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Whether this process exists for the caller (given that it is of the organization).
    pub fn sees_process(&self, process_id: ProcessId) -> bool {
        self.processes.as_ref().is_none_or(|seen| seen.contains(&process_id))
    }
}
