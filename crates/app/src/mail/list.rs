//! Mails that stayed here, for an admin of an installation without a mail server.

use perigee_model::{MailId, OrganizationRole, Scope};
use perigee_store::entity::mail;
use perigee_store::{mails, organizations};

use crate::identity::{Caller, CallerKind};
use crate::{App, AppError};

/// A mail that stayed here.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The mail.
    pub id: MailId,
    /// To whom.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// When it was written.
    pub created_at_ms: i64,
    /// When it was put into the folder.
    pub sent_at_ms: Option<i64>,
    /// Why the last try failed.
    pub fault: Option<String>,
}

/// A page of the mails in the name of the caller's organization, newest first, and how many there are. The owner of
/// the installation also sees those about a person's way in, and nobody else does: they hold links that sign in.
///
/// # Errors
/// `NotFound` when mails leave this server.
pub async fn list(
    app: &App,
    caller: &Caller,
    scope: &Scope,
    range: (u64, u64),
) -> Result<(Vec<Kept>, u64), AppError> {
    if !app.config().mailer.as_ref().is_some_and(|mailer| mailer.keeps()) {
        return Err(AppError::NotFound { what: "a folder of mails" });
    }
    let conn = app.db().reader();
    let is_owner =
        matches!(&caller.kind, CallerKind::Person { role, .. } if role == OrganizationRole::Owner.as_str());
    let first = organizations::find_first(conn).await?;
    let is_first = first.is_some_and(|first| first.id == scope.organization_id.uuid());
    let whose = scope.organization_id.uuid();
    let (rows, total) = mails::list(conn, whose, is_owner && is_first, range).await?;
    Ok((rows.into_iter().map(kept).collect(), total))
}

fn kept(row: mail::Model) -> Kept {
    Kept {
        id: MailId::from_uuid(row.id),
        recipient: row.recipient,
        subject: row.subject,
        text: row.body,
        created_at_ms: row.created_at,
        sent_at_ms: row.sent_at,
        fault: row.fault,
    }
}
