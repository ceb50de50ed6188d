//! Mails: written in the transaction that makes them necessary, sent by a job.

use perigee_model::OrganizationId;
use perigee_store::entity::mail;
use perigee_store::{ConnectionTrait, mails};
use uuid::Uuid;

use crate::AppError;
use crate::clock::now_ms;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub(crate) struct NewMail {
    /// In whose name.
    pub organization_id: Option<OrganizationId>,
    /// To whom.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Puts a mail into the transaction.
pub(crate) async fn post(conn: &impl ConnectionTrait, new: NewMail) -> Result<(), AppError> {
    let row = mail::Model {
        id: Uuid::now_v7(),
        organization_id: new.organization_id.map(OrganizationId::uuid),
        recipient: new.recipient,
        subject: new.subject,
        body: new.body,
        created_at: now_ms(),
        sent_at: None,
        fault: None,
    };
    Ok(mails::insert(conn, row).await?)
}
