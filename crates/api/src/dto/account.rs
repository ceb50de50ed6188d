//! What people see and change about themselves: profile, sessions, second factor, places.

use perigee_model::SessionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::organization::OrganizationKind;
use super::user::Role;
use crate::input::{Fields, FromFields};

/// Changing one's own profile; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileChange {
    /// Name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// E-mail to sign in with.
    pub email: Option<String>,
    /// Needed for another e-mail.
    pub current_password: Option<String>,
}

/// The browsers where a person is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// The latest used first.
    pub sessions: Vec<Session>,
}

/// A browser where a person is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it began.
    pub created_at: String,
    /// When it was last used, to the minute.
    pub last_seen_at: String,
    /// When it ends, used or not. Two hours without use end it too.
    pub expires_at: String,
    /// From where it was begun.
    #[schema(required = true)]
    pub ip: Option<String>,
    /// What the browser says it is.
    #[schema(required = true)]
    pub user_agent: Option<String>,
}

/// Where a person's second factor stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondFactor {
    /// Whether signing in takes a code.
    pub enabled: bool,
    /// Since when.
    #[schema(required = true)]
    pub confirmed_at: Option<String>,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u64,
}

/// Proof that it is still the person.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondFactorStart {
    /// The person's password.
    pub current_password: String,
}

/// A secret for an app. It counts once a code of it was confirmed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondFactorSetup {
    /// For typing it in.
    pub secret: String,
    /// For apps.
    pub otpauth_url: String,
    /// The address as a QR code, an SVG picture.
    pub qr_svg: String,
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
pub struct SecondFactorCode {
    /// Six digits; where a second factor is on already, a recovery code too.
    pub code: String,
}

/// Turning the second factor off.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondFactorEnd {
    /// The person's password.
    pub current_password: String,
    /// Six digits, or a recovery code.
    pub code: String,
}

/// Codes that each replace the second factor once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Shown once.
    pub recovery_codes: Vec<String>,
}

/// The organizations that a person is in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MembershipList)]
pub struct PlaceList {
    /// The oldest place first.
    pub organizations: Vec<Place>,
}

/// A person's place in an organization.
// A place on a page has this name in the document already.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Membership)]
pub struct Place {
    /// `org_…`, or `USER:<subject>` for a single-user organization.
    pub id: String,
    /// Name of the organization.
    pub name: String,
    /// The person's role in it.
    pub role: Role,
    /// Whether it is for one person or for several.
    pub kind: OrganizationKind,
    /// Whether the session that asks is there.
    pub current: bool,
}

/// Going to another organization.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaceChange {
    /// As it is listed.
    pub org_id: String,
}

impl FromFields for ProfileChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, email) = (fields.text("name"), fields.text("email"));
        Some(Self { name, email, current_password: fields.text("currentPassword") })
    }
}

impl FromFields for SecondFactorStart {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { current_password: fields.required_text("currentPassword")? })
    }
}

impl FromFields for SecondFactorCode {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { code: fields.required_text("code")? })
    }
}

impl FromFields for SecondFactorEnd {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (current_password, code) =
            (fields.required_text("currentPassword"), fields.required_text("code"));
        Some(Self { current_password: current_password?, code: code? })
    }
}

impl FromFields for PlaceChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { org_id: fields.required_text("orgId")? })
    }
}
