//! Invitations into an organization.

pub mod accept;
mod accept_vouched;
pub mod create;
pub mod list;
mod post;
pub mod resend;
pub mod revoke;

pub use accept::{Acceptance, Invited, accept, look};
pub(crate) use accept_vouched::accept_vouched;
pub use create::{NewInvitation, create};
pub use list::list;
pub use perigee_store::invitations::State;
pub use resend::resend;
pub use revoke::revoke;

use perigee_model::{InvitationId, OrganizationRole, ProcessId, ProcessRole};
use perigee_store::StoreError;
use perigee_store::entity::invitation;
use serde::{Deserialize, Serialize};

use crate::AppError;

/// Seven days: a holiday week is over by then, and a mailbox that is read by others later holds nothing of use.
const LIFETIME_MS: i64 = 7 * 86_400_000;

/// An invitation as it is shown.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// Whom it was sent to.
    pub email: String,
    /// Name of that person.
    pub name: String,
    /// Role in the organization.
    pub role: OrganizationRole,
    /// The processes that will be assigned, as far as they still exist: id, name, role.
    pub processes: Vec<(ProcessId, String, ProcessRole)>,
    /// Where it stands.
    pub state: State,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it ends.
    pub expires_at_ms: i64,
    /// When the newest mail was handed over.
    pub sent_at_ms: Option<i64>,
    /// Who invited.
    pub invited_by: String,
    /// The name of that one; its subject when nobody has it any more.
    pub invited_by_name: String,
    /// A link to hand over in other ways than by mail; known only where it was made.
    pub link: Option<String>,
}

/// A process that will be assigned, as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Assignment {
    id: ProcessId,
    role: String,
}

/// The literal of the API.
pub fn state_literal(state: State) -> &'static str {
    match state {
        State::Pending => "Pending",
        State::Accepted => "Accepted",
        State::Expired => "Expired",
        State::Revoked => "Revoked",
    }
}

/// The state with this literal.
pub fn find_state(literal: &str) -> Option<State> {
    let all = [State::Pending, State::Accepted, State::Expired, State::Revoked];
    all.into_iter().find(|state| state_literal(*state) == literal)
}

fn role_of(row: &invitation::Model) -> Result<OrganizationRole, AppError> {
    let role = OrganizationRole::find(&row.role);
    role.ok_or(AppError::Store(StoreError::Unreadable { column: "invitations.role" }))
}

/// What will be assigned, whether it still exists or not.
fn assignments_of(row: &invitation::Model) -> Result<Vec<(ProcessId, ProcessRole)>, AppError> {
    let stored: Vec<Assignment> = perigee_store::error::from_json("invitations.processes", &row.processes)?;
    stored.into_iter().map(|one| Ok((one.id, crate::access::role_of(&one.role)?))).collect()
}

/// Kind, id and e-mail of an invitation for the audit log.
fn object(row: &invitation::Model) -> (&'static str, String, &str) {
    ("invitation", row.id.simple().to_string(), &row.email)
}

fn over() -> AppError {
    AppError::conflict("invitation_over", "this invitation has ended, was taken back, or was used before")
}
