//! Who calls.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who the caller is and what it may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// `local|…` for a person, `api-key|…` for a key.
    pub subject_id: String,
    /// Whether it is a person or a key.
    pub kind: CallerKind,
    /// Name of the person or the key.
    pub name: String,
    /// E-mail of the person; `null` for a key and for an owner who has not set one.
    #[schema(required = true)]
    pub email: Option<String>,
    /// `org_…`, or `USER:<subject>` for a single-user organization.
    pub org_id: String,
    /// Name of the organization.
    pub org_name: String,
    /// Role of the person in it; `null` for a key.
    #[schema(required = true)]
    pub role: Option<String>,
    /// What the caller may do.
    pub scopes: Vec<String>,
    /// When the key expires; `null` for a person and for a key without an end. Also in `X-Api-Key-Expires-At`.
    #[schema(required = true)]
    pub api_key_expires_at: Option<String>,
    /// Whether the person has a password.
    pub has_password: bool,
}

/// What kind of caller it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum CallerKind {
    /// A person in a browser.
    User,
    /// A program with an API key.
    ApiKey,
}

/// Signing in with a password.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    /// The person's e-mail.
    pub email: String,
    /// The person's password.
    pub password: String,
}

/// Signing in with a one-time link.
#[derive(Deserialize, ToSchema)]
pub struct SignInLink {
    /// What stands behind `#token=` in the link.
    pub token: String,
}

/// Setting a new password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The old one; needed when there is one.
    pub current_password: Option<String>,
    /// The new one.
    #[schema(min_length = 12, max_length = 256)]
    pub new_password: String,
    /// The e-mail to sign in with; needed when there is none yet.
    pub email: Option<String>,
}
