//! Invitations into an organization.

use perigee_app::invitation::{State, find_state};
use perigee_model::{InvitationId, OrganizationRole};
use serde::Serialize;
use utoipa::ToSchema;

use super::pagination::{PageQuery, Pagination};
use super::user::{Assignment, Role, UserProcess, assignments};
use crate::input::{Fields, FromFields};

/// An invitation into the organization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// Whom it was sent to.
    pub email: String,
    /// Full name of that person.
    pub full_name: String,
    /// Role in the organization.
    pub role: Role,
    /// The processes that will be assigned, as far as they still exist.
    pub processes: Vec<UserProcess>,
    /// Where it stands.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
    /// When the newest mail was handed over.
    #[schema(required = true)]
    pub sent_at: Option<String>,
    /// Who invited.
    pub invited_by: String,
    /// The name of that one.
    pub invited_by_name: String,
    /// A link to hand over in other ways than by mail. Only in the answer that made it; `null` everywhere else.
    #[schema(required = true)]
    pub link: Option<String>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub enum InvitationState {
    /// It can be accepted.
    Pending,
    /// It was accepted.
    Accepted,
    /// Its time is over.
    Expired,
    /// It was taken back, or another one took its place.
    Revoked,
}

/// A page of invitations.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationList {
    /// The invitations, newest first.
    pub invitations: Vec<Invitation>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// Somebody to be invited.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NewInvitation {
    /// Where the mail goes.
    pub email: String,
    /// Full name of the person.
    #[schema(min_length = 1, max_length = 100)]
    pub full_name: String,
    /// `admin` or `user`.
    #[schema(value_type = Role)]
    pub role: OrganizationRole,
    /// The processes to be assigned; none if left out.
    pub processes: Option<Vec<Assignment>>,
}

/// The secret of an invitation.
#[derive(ToSchema)]
pub struct InvitationToken {
    /// What stands behind `#token=` in the link.
    pub token: String,
}

/// What an invitation is about, for who was invited.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationInfo {
    /// Whom it was sent to.
    pub email: String,
    /// Full name of that person.
    pub full_name: String,
    /// Into which organization.
    pub org_name: String,
    /// Who invited.
    pub invited_by_name: String,
    /// Whether somebody with this e-mail has an account: its password is asked for then.
    pub has_account: bool,
    /// When it ends.
    pub expires_at: String,
}

/// Accepting an invitation.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct InvitationAcceptance {
    /// What stands behind `#token=` in the link.
    pub token: String,
    /// Full name of somebody new; as in the invitation if left out.
    #[schema(min_length = 1, max_length = 100)]
    pub full_name: Option<String>,
    /// A new password, or that of the account. Not needed by who is signed in as the invited person.
    pub password: Option<String>,
    /// A code of the account's second factor, where it has one.
    pub code: Option<String>,
}

/// Which invitations to list.
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvitationQuery {
    /// `Pending`, `Accepted`, `Expired` or `Revoked`.
    pub state: Option<String>,
}

/// Which invitations to list, taken apart.
#[derive(Debug, Default)]
pub(crate) struct InvitationSearch {
    pub page: PageQuery,
    pub state: Option<State>,
}

impl FromFields for InvitationSearch {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = PageQuery::from_fields(fields)?;
        let state = fields.parsed("state", "Pending, Accepted, Expired or Revoked", find_state);
        Some(Self { page, state })
    }
}

impl FromFields for NewInvitation {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (email, full_name) = (fields.required_text("email"), fields.required_text("fullName"));
        let literal = fields.required_text("role");
        let role = literal.as_deref().map(OrganizationRole::find);
        if role == Some(None) {
            fields.fault("role", "admin or user is required");
        }
        let processes = assignments(fields);
        Some(Self { email: email?, full_name: full_name?, role: role??, processes })
    }
}

impl FromFields for InvitationToken {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { token: fields.required_text("token")? })
    }
}

impl FromFields for InvitationAcceptance {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let token = fields.required_text("token");
        let (full_name, password, code) =
            (fields.text("fullName"), fields.text("password"), fields.text("code"));
        Some(Self { token: token?, full_name, password, code })
    }
}
