//! Organizations, people, invitations, accesses and what is written down about them.

use perigee_app::access::ProcessAccess as ShownAccess;
use perigee_app::audit::AuditEvent as ShownEvent;
use perigee_app::invitation::{Invitation as ShownInvitation, Invited, State};
use perigee_app::organization::{Kind, Organization as ShownOrganization};
use perigee_app::user::{User as ShownUser, UserState as ShownState};
use perigee_model::{OrganizationRole, ProcessId, ProcessRole};

use crate::dto::access::ProcessAccess;
use crate::dto::audit::AuditEvent;
use crate::dto::invitation::{Invitation, InvitationInfo, InvitationState};
use crate::dto::organization::{Organization, OrganizationKind};
use crate::dto::time::rfc3339;
use crate::dto::user::{Role, User, UserProcess, UserState};

impl From<OrganizationRole> for Role {
    fn from(role: OrganizationRole) -> Self {
        match role {
            OrganizationRole::Owner => Self::Owner,
            OrganizationRole::Admin => Self::Admin,
            OrganizationRole::User => Self::User,
        }
    }
}

impl From<ProcessRole> for Role {
    fn from(role: ProcessRole) -> Self {
        match role {
            ProcessRole::Owner => Self::Owner,
            ProcessRole::Admin => Self::Admin,
            ProcessRole::User => Self::User,
        }
    }
}

impl From<ShownOrganization> for Organization {
    fn from(shown: ShownOrganization) -> Self {
        Self {
            id: shown.public_id,
            name: shown.name,
            kind: match shown.kind {
                Kind::Single => OrganizationKind::Single,
                Kind::Multi => OrganizationKind::Multi,
            },
            created_at: rfc3339(shown.created_at_ms),
            api_key_longest_days: shown.api_key_longest_days,
            members: shown.members,
        }
    }
}

fn assigned(processes: Vec<(ProcessId, String, ProcessRole)>) -> Vec<UserProcess> {
    processes.into_iter().map(|(id, name, role)| UserProcess { id, name, role: role.into() }).collect()
}

impl From<ShownUser> for User {
    fn from(shown: ShownUser) -> Self {
        Self {
            id: shown.id,
            subject_id: shown.subject,
            email: shown.email,
            full_name: shown.name,
            role: shown.role.into(),
            state: match shown.state {
                ShownState::Active => UserState::Active,
                ShownState::Deactivated => UserState::Deactivated,
            },
            processes: assigned(shown.processes),
            last_seen_at: shown.last_seen_at_ms.map(rfc3339),
            created_at: rfc3339(shown.created_at_ms),
            has_second_factor: shown.has_second_factor,
            is_me: shown.is_me,
        }
    }
}

impl From<ShownInvitation> for Invitation {
    fn from(shown: ShownInvitation) -> Self {
        Self {
            id: shown.id,
            email: shown.email,
            full_name: shown.name,
            role: shown.role.into(),
            processes: assigned(shown.processes),
            state: match shown.state {
                State::Pending => InvitationState::Pending,
                State::Accepted => InvitationState::Accepted,
                State::Expired => InvitationState::Expired,
                State::Revoked => InvitationState::Revoked,
            },
            created_at: rfc3339(shown.created_at_ms),
            expires_at: rfc3339(shown.expires_at_ms),
            sent_at: shown.sent_at_ms.map(rfc3339),
            invited_by: shown.invited_by,
            invited_by_name: shown.invited_by_name,
            link: shown.link,
        }
    }
}

impl From<Invited> for InvitationInfo {
    fn from(invited: Invited) -> Self {
        Self {
            email: invited.email,
            full_name: invited.name,
            org_name: invited.org_name,
            invited_by_name: invited.invited_by_name,
            has_account: invited.has_account,
            expires_at: rfc3339(invited.expires_at_ms),
        }
    }
}

impl From<ShownAccess> for ProcessAccess {
    fn from(shown: ShownAccess) -> Self {
        Self {
            subject_id: shown.subject,
            user_id: shown.user_id,
            name: shown.name,
            email: shown.email,
            role: shown.role.into(),
            permissions: shown.permissions.into_iter().map(str::to_owned).collect(),
            granted_at: rfc3339(shown.granted_at_ms),
            granted_by: shown.granted_by,
            granted_by_name: shown.granted_by_name,
            inherited: shown.is_inherited,
        }
    }
}

impl From<ShownEvent> for AuditEvent {
    fn from(shown: ShownEvent) -> Self {
        Self {
            number: shown.number,
            at: rfc3339(shown.at_ms),
            actor: shown.actor,
            actor_name: shown.actor_name,
            action: shown.action,
            object_kind: shown.object_kind,
            object_id: shown.object_id,
            object_name: shown.object_name,
            ip: shown.ip,
            details: shown.details,
            hash: shown.hash,
        }
    }
}
