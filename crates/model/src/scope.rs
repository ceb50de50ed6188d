//! Who calls, in which organization, on which processes, with which permissions.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use crate::{OrganizationId, Permission, PermissionSet, ProcessId, UserId};

/// What somebody may do: in the organization as a whole, and on its processes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    /// In the organization; on every process too when `processes` is `None`.
    pub everywhere: PermissionSet,
    /// The processes that exist for the caller, each with what the caller may do on it; `None` means all of them.
    pub processes: Option<BTreeMap<ProcessId, PermissionSet>>,
}

impl Rights {
    /// These permissions in the organization and on every process of it.
    pub const fn everywhere(permissions: PermissionSet) -> Self {
        Self { everywhere: permissions, processes: None }
    }

    /// What may be done on this process (given that it is of the organization).
    pub fn on(&self, process_id: ProcessId) -> PermissionSet {
        match &self.processes {
            None => self.everywhere,
            Some(each) => each.get(&process_id).copied().unwrap_or_default(),
        }
    }

    /// Everything that may be done somewhere.
    pub fn anywhere(&self) -> PermissionSet {
        let each = self.processes.iter().flat_map(BTreeMap::values);
        each.fold(self.everywhere, |set, more| set.union(*more))
    }

    /// What both may do: a key is never more than its own scopes, nor more than its maker.
    pub fn intersection(&self, other: &Self) -> Self {
        let processes = match (&self.processes, &other.processes) {
            (None, None) => None,
            (Some(each), _) => {
                Some(each.iter().map(|(id, set)| (*id, set.intersection(other.on(*id)))).collect())
            }
            (None, Some(each)) => {
                Some(each.iter().map(|(id, set)| (*id, set.intersection(self.everywhere))).collect())
            }
        };
        let processes = processes.map(|each: BTreeMap<ProcessId, PermissionSet>| {
            each.into_iter().filter(|(_, set)| !set.is_empty()).collect()
        });
        Self { everywhere: self.everywhere.intersection(other.everywhere), processes }
    }

    /// No more than these permissions, wherever they hold.
    pub fn limited_to(&self, permissions: PermissionSet) -> Self {
        self.intersection(&Self::everywhere(permissions))
    }

    /// On this process alone.
    pub fn on_only(&self, process_id: ProcessId) -> Self {
        let processes = Some([(process_id, self.on(process_id))].into());
        Self { everywhere: PermissionSet::NONE, processes }
    }
}

/// Who calls, and on what it may act for one purpose.
///
/// Every query of `store` starts from one, so that a tenant filter cannot be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The organization whose data exists for the caller.
    pub organization_id: OrganizationId,
    /// Who it is, e.g. `local|0198…` or `api-key|0198…`.
    pub subject: Arc<str>,
    /// Its name, for what is written down about it.
    pub name: Arc<str>,
    /// The person who acts, itself or through a key; `None` for workers.
    pub person: Option<UserId>,
    /// From where, as far as the connection tells.
    pub address: Option<IpAddr>,
    /// What it may do.
    pub rights: Arc<Rights>,
    /// What it is about to do: rows of a process are there for it only where this is permitted. `None` looks at
    /// everything that exists for the caller.
    pub purpose: Option<Permission>,
}

impl Scope {
    /// Somebody who may do everything in an organization: its owner, or a worker on its behalf.
    pub fn unlimited(organization_id: OrganizationId, subject: impl Into<Arc<str>>) -> Self {
        let subject = subject.into();
        Self {
            organization_id,
            name: subject.clone(),
            subject,
            person: None,
            address: None,
            rights: Arc::new(Rights::everywhere(PermissionSet::ALL)),
            purpose: None,
        }
    }

    /// The same caller about to do this.
    pub fn about_to(&self, permission: Permission) -> Self {
        Self { purpose: Some(permission), ..self.clone() }
    }

    /// The processes on which the purpose is permitted; `None` means all of the organization.
    pub fn permitting_processes(&self) -> Option<Vec<ProcessId>> {
        let each = self.rights.processes.as_ref()?;
        let permits = |set: &PermissionSet| self.purpose.is_none_or(|purpose| set.contains(purpose));
        Some(each.iter().filter(|(_, set)| permits(set)).map(|(id, _)| *id).collect())
    }

    /// Everything that exists for the caller, whatever it may do with it.
    pub fn seeing(&self) -> Self {
        Self { purpose: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    fn process(number: u128) -> ProcessId {
        ProcessId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_key_shrinks_with_its_maker() {
        let clerk = Rights {
            everywhere: PermissionSet::of(&[P::ProcessRead]),
            processes: Some([(process(1), PermissionSet::of(&[P::ResultRead, P::ResultUpdate]))].into()),
        };
        let key = Rights::everywhere(PermissionSet::of(&[P::ResultRead, P::ProcessRead, P::AdminAuditRead]));
        let both = key.intersection(&clerk);
        assert_eq!(both, clerk.intersection(&key));
        assert_eq!(both.on(process(1)), PermissionSet::of(&[P::ResultRead]));
        assert!(both.on(process(2)).is_empty());
        assert_eq!(both.everywhere, PermissionSet::of(&[P::ProcessRead]));
        let narrow = Rights::everywhere(PermissionSet::ALL).on_only(process(2)).intersection(&clerk);
        assert_eq!(narrow.processes, Some([].into()));
    }

    #[test]
    fn a_purpose_leaves_the_processes_where_it_is_permitted() {
        let rights = Rights {
            everywhere: PermissionSet::NONE,
            processes: Some(
                [(process(1), PermissionSet::ALL), (process(2), PermissionSet::of(&[P::ResultRead]))].into(),
            ),
        };
        let mut scope = Scope::unlimited(OrganizationId::from_uuid(uuid::Uuid::nil()), "local|1");
        assert_eq!(scope.permitting_processes(), None);
        scope.rights = Arc::new(rights);
        assert_eq!(scope.about_to(P::ResultUpdate).permitting_processes(), Some(vec![process(1)]));
        assert_eq!(scope.permitting_processes(), Some(vec![process(1), process(2)]));
    }
}
