//! Who calls, and how somebody signs in.

use perigee_model::{ApiKeyId, ProcessId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::organization::OrganizationKind;
use crate::input::{Fields, FromFields};

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
    /// The person; `null` for a key.
    #[schema(required = true)]
    pub user_id: Option<UserId>,
    /// Whether signing in takes a code of a second factor.
    pub has_second_factor: bool,
    /// Whether the organization is for one person or for several.
    pub org_kind: OrganizationKind,
    /// The key; `null` for a person.
    #[schema(required = true)]
    pub api_key_id: Option<ApiKeyId>,
    /// The processes that exist for the caller; `null` means all of them.
    #[schema(required = true)]
    pub process_ids: Option<Vec<ProcessId>>,
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
    /// Six digits of the second factor, or a recovery code; needed when the answer is `SecondFactorRequired`.
    pub code: Option<String>,
}

/// How somebody can sign in here.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionOptions {
    /// Whether the first owner can sign up.
    pub sign_up: SignUpState,
    /// Providers beside passwords.
    pub providers: Vec<SignInProvider>,
    /// Whether mails leave this server; if not, its admins find them under `/admin/mails`.
    pub can_mail: bool,
}

/// Whether the first owner of an installation can sign up.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SignUpState {
    /// Yes, from this machine.
    Open,
    /// With the one-time link that the server printed.
    Link,
    /// No: there is an owner who can sign in.
    Closed,
}

/// A provider that people can sign in with.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInProvider {
    /// How addresses name it.
    pub id: String,
    /// How people know it.
    pub name: String,
}

/// Signing up as the first owner.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignUp {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// To sign in with.
    pub email: String,
    /// The password. One that is easily guessed is refused.
    #[schema(min_length = 12, max_length = 256)]
    pub password: String,
    /// Name of the organization; left out, it keeps its name.
    #[schema(max_length = 100)]
    pub organization_name: Option<String>,
    /// What stands behind `#token=` in the one-time link; needed when `signUp` is `link`.
    pub token: Option<String>,
}

/// Asking for a link that sets a new password.
#[derive(Deserialize, ToSchema)]
pub struct PasswordResetRequest {
    /// The e-mail to send it to.
    pub email: String,
}

/// Setting a new password with a link.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordReset {
    /// What stands behind `#token=` in the link.
    pub token: String,
    /// The new password. One that is easily guessed is refused.
    #[schema(min_length = 12, max_length = 256)]
    pub new_password: String,
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

/// A browser that comes back from a provider.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProviderAnswer {
    /// As it was sent.
    pub state: Option<String>,
    /// To be exchanged for the identity token.
    pub code: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProviderStart {
    /// An address of the web app, e.g. `/processes`.
    #[param(rename = "returnTo")]
    pub return_to: Option<String>,
}

impl FromFields for SignIn {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (email, password) = (fields.required_text("email"), fields.required_text("password"));
        let code = fields.text("code");
        Some(Self { email: email?, password: password?, code })
    }
}

impl FromFields for SignInLink {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { token: fields.required_text("token")? })
    }
}

impl FromFields for SignUp {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, email) = (fields.required_text("name"), fields.required_text("email"));
        let password = fields.required_text("password");
        let (organization_name, token) = (fields.text("organizationName"), fields.text("token"));
        Some(Self { name: name?, email: email?, password: password?, organization_name, token })
    }
}

impl FromFields for PasswordChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let new_password = fields.required_text("newPassword");
        let (current_password, email) = (fields.text("currentPassword"), fields.text("email"));
        Some(Self { current_password, new_password: new_password?, email })
    }
}

impl FromFields for PasswordResetRequest {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { email: fields.required_text("email")? })
    }
}

impl FromFields for PasswordReset {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (token, new_password) = (fields.required_text("token"), fields.required_text("newPassword"));
        Some(Self { token: token?, new_password: new_password? })
    }
}

impl FromFields for ProviderAnswer {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { state: fields.text("state"), code: fields.text("code"), error: fields.text("error") })
    }
}

impl FromFields for ProviderStart {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { return_to: fields.text("returnTo") })
    }
}
