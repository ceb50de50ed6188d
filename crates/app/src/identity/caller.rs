//! The caller of a use case.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use perigee_model::{ApiKeyId, OrganizationId, Permission, Rights, Scope, UserId};
use perigee_store::entity::{api_key, membership, organization, session, user};
use uuid::Uuid;

use crate::AppError;

/// Who calls, and on what it may act. Cheap to clone: a remembered caller is one for each of its requests.
#[derive(Debug, Clone)]
pub struct Caller {
    facts: Arc<Facts>,
    scope: Scope,
}

/// What does not change from request to request.
#[derive(Debug)]
pub struct Facts {
    /// Person or key.
    pub kind: CallerKind,
    /// Name of the person or the key.
    pub name: String,
    /// The organization as the API shows it.
    pub org_public_id: String,
    /// Its name.
    pub org_name: String,
}

impl Deref for Caller {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// What kind of caller it is.
#[derive(Debug, Clone)]
pub enum CallerKind {
    /// A person in a browser.
    Person {
        /// The person.
        user_id: Uuid,
        /// The session.
        session_id: Uuid,
        /// E-mail, if there is one.
        email: Option<String>,
        /// Role in the organization.
        role: String,
        /// Whether there is a password.
        has_password: bool,
        /// Whether a second factor is asked for.
        has_second_factor: bool,
    },
    /// A program with an API key.
    Key {
        /// The key.
        id: ApiKeyId,
        /// When the key ends.
        expires_at_ms: Option<i64>,
    },
}

impl Caller {
    /// A scope for doing this on processes, if it is permitted on at least one of them.
    ///
    /// With [`Self::may_everywhere`] the only way to a scope, so that no handler can forget to ask.
    ///
    /// # Errors
    /// `Denied`, which names the missing permission.
    pub fn may(&self, permission: Permission) -> Result<Scope, AppError> {
        if self.scope.rights.anywhere().contains(permission) {
            Ok(self.scope.about_to(permission))
        } else {
            Err(AppError::Denied(permission))
        }
    }

    /// A scope for doing this to the organization as a whole.
    ///
    /// # Errors
    /// `Denied`, which names the missing permission; also where it is permitted on single processes only.
    pub fn may_everywhere(&self, permission: Permission) -> Result<Scope, AppError> {
        if self.scope.rights.everywhere.contains(permission) {
            Ok(self.scope.about_to(permission))
        } else {
            Err(AppError::Denied(permission))
        }
    }

    /// Who it is, e.g. `local|0198…`.
    pub fn subject(&self) -> &str {
        &self.scope.subject
    }

    /// Its organization.
    pub fn organization_id(&self) -> OrganizationId {
        self.scope.organization_id
    }

    /// What it may do, in the organization and on its processes.
    pub fn rights(&self) -> &Rights {
        &self.scope.rights
    }

    /// A scope without a purpose: for what everybody may who is who he says, e.g. reading one's own name.
    pub fn own_scope(&self) -> &Scope {
        &self.scope
    }

    /// Everything that it may do somewhere.
    pub fn permissions(&self) -> Vec<&'static str> {
        self.scope.rights.anywhere().literals()
    }

    /// The same caller from this address.
    pub(crate) fn at(&self, address: Option<IpAddr>) -> Self {
        Self { facts: self.facts.clone(), scope: Scope { address, ..self.scope.clone() } }
    }

    pub(crate) fn person(
        session: &session::Model,
        user: user::Model,
        place: membership::Model,
        organization: organization::Model,
        rights: Rights,
        address: Option<IpAddr>,
    ) -> Self {
        let scope = Scope {
            organization_id: OrganizationId::from_uuid(organization.id),
            subject: subject_of(&user).into(),
            name: user.name.as_str().into(),
            person: Some(UserId::from_uuid(user.id)),
            address,
            rights: Arc::new(rights),
            purpose: None,
        };
        let facts = Facts {
            kind: CallerKind::Person {
                user_id: user.id,
                session_id: session.id,
                email: user.email,
                role: place.role,
                has_password: user.password_hash.is_some(),
                has_second_factor: user.totp_confirmed_at.is_some(),
            },
            name: user.name,
            org_public_id: organization.public_id,
            org_name: organization.name,
        };
        Self { facts: Arc::new(facts), scope }
    }

    pub(crate) fn key(
        key: &api_key::Model,
        organization: organization::Model,
        rights: Rights,
        address: Option<IpAddr>,
    ) -> Self {
        let scope = Scope {
            organization_id: OrganizationId::from_uuid(organization.id),
            subject: format!("api-key|{}", key.id.simple()).into(),
            name: key.name.as_str().into(),
            person: key.creator_user_id.map(UserId::from_uuid),
            address,
            rights: Arc::new(rights),
            purpose: None,
        };
        let facts = Facts {
            kind: CallerKind::Key { id: ApiKeyId::from_uuid(key.id), expires_at_ms: key.expires_at },
            name: key.name.clone(),
            org_public_id: organization.public_id,
            org_name: organization.name,
        };
        Self { facts: Arc::new(facts), scope }
    }
}

/// How a person is named: by this installation, or as the provider that it came from names it.
pub(crate) fn subject_of(user: &user::Model) -> String {
    user.subject.clone().unwrap_or_else(|| local_subject(user.id))
}

/// How a person of this installation is named.
pub(crate) fn local_subject(user_id: Uuid) -> String {
    format!("local|{}", user_id.simple())
}
