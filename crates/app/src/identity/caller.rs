//! The caller of a use case.

use perigee_model::{OrganizationId, Permission, Scope};
use perigee_store::entity::{api_key, membership, organization, session, user};
use perigee_store::error::from_json;
use uuid::Uuid;

use crate::AppError;
use crate::identity::role;

/// Who calls, and on what it may act.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Person or key.
    pub kind: CallerKind,
    /// Name of the person or the key.
    pub name: String,
    /// The organization as the API shows it.
    pub org_public_id: String,
    /// Its name.
    pub org_name: String,
    scope: Scope,
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
    },
    /// A program with an API key.
    Key {
        /// When the key ends.
        expires_at_ms: Option<i64>,
    },
}

impl Caller {
    /// The scope, if it has this permission. The only way to a scope, so that no handler can forget to ask.
    ///
    /// # Errors
    /// `Denied`, which names the missing permission.
    pub fn may(&self, permission: Permission) -> Result<&Scope, AppError> {
        if self.scope.allows(permission) { Ok(&self.scope) } else { Err(AppError::Denied(permission)) }
    }

    /// Who it is, e.g. `local|0198…`.
    pub fn subject(&self) -> &str {
        &self.scope.subject
    }

    /// What it may do.
    pub fn permissions(&self) -> impl Iterator<Item = &'static str> {
        self.scope.permissions.iter().map(|permission| permission.as_str())
    }

    pub(crate) fn person(
        session: &session::Model,
        user: user::Model,
        place: membership::Model,
        organization: organization::Model,
    ) -> Self {
        let scope = Scope {
            organization_id: OrganizationId::from_uuid(organization.id),
            subject: subject_of(user.id),
            processes: None,
            permissions: role::permissions(&place.role).iter().copied().collect(),
        };
        Self {
            kind: CallerKind::Person {
                user_id: user.id,
                session_id: session.id,
                email: user.email,
                role: place.role,
                has_password: user.password_hash.is_some(),
            },
            name: user.name,
            org_public_id: organization.public_id,
            org_name: organization.name,
            scope,
        }
    }

    pub(crate) fn key(key: &api_key::Model, organization: organization::Model) -> Result<Self, AppError> {
        let scopes: Vec<String> = from_json("api_keys.scopes", &key.scopes)?;
        let scope = Scope {
            organization_id: OrganizationId::from_uuid(organization.id),
            subject: format!("api-key|{}", key.id.simple()),
            processes: key.process_id.map(|id| [perigee_model::ProcessId::from_uuid(id)].into()),
            permissions: scopes.iter().filter_map(|literal| Permission::find(literal)).collect(),
        };
        Ok(Self {
            kind: CallerKind::Key { expires_at_ms: key.expires_at },
            name: key.name.clone(),
            org_public_id: organization.public_id,
            org_name: organization.name,
            scope,
        })
    }
}

/// How a person of this installation is named.
pub(crate) fn subject_of(user_id: Uuid) -> String {
    format!("local|{}", user_id.simple())
}
