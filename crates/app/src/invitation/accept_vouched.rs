//! Accepts an invitation of somebody new whose e-mail a provider vouches for.

use perigee_model::OrganizationId;
use perigee_store::entity::user;
use perigee_store::{invitations, organizations, users};
use uuid::Uuid;

use super::accept::{Proven, join};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::provider::{Claims, subject_of};
use crate::user::read_name;
use crate::{App, AppError};

/// Accepts the newest open invitation for this e-mail, which nobody here has yet; the answer is the new person, and
/// where it was invited to. `None` when there is no invitation.
pub(crate) async fn accept_vouched(
    app: &App,
    email: &str,
    claims: &Claims,
    browser: &Browser,
) -> Result<Option<(user::Model, OrganizationId)>, AppError> {
    let conn = app.db().reader();
    let Some(row) = invitations::find_open_of_email(conn, email, now_ms()).await? else { return Ok(None) };
    let organization_id = OrganizationId::from_uuid(row.organization_id);
    let organization = organizations::get(conn, organization_id).await?;
    let told = claims.name.as_deref().and_then(|name| read_name("name", name).ok());
    let subject = subject_of(claims);
    // Two providers may name two people alike; the second one is named by this installation.
    let is_taken = users::has_subject(conn, &subject).await?;
    let person = user::Model {
        id: Uuid::now_v7(),
        email: Some(email.to_owned()),
        name: told.unwrap_or_else(|| row.name.clone()),
        password_hash: None,
        created_at: now_ms(),
        disabled_at: None,
        subject: (!is_taken).then_some(subject),
        email_verified_at: Some(now_ms()),
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
    };
    let proven = Proven::New(person);
    let person = join(app, &row.token_hash, &row, &organization, proven, Some(claims), browser).await?;
    Ok(Some((person, organization_id)))
}
