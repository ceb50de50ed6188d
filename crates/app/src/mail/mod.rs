//! Mails: written in the transaction that makes them necessary, sent by a job.

pub(crate) mod letter;
pub mod list;
mod send;

pub use list::{Kept, list};
pub(crate) use send::send;

use std::fmt::Debug;

use futures::future::BoxFuture;
use perigee_model::OrganizationId;
use perigee_queue::{NewJob, job};
use perigee_store::entity::mail;
use perigee_store::{ConnectionTrait, mails};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;
use crate::clock::now_ms;

/// Kind of the jobs that send a mail.
pub(crate) const JOB: &str = "mail";

/// Attempts of a mail. With a delay that doubles from two seconds on, the last one comes after about half an hour.
const MAX_ATTEMPTS: i32 = 10;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub(crate) struct NewMail {
    /// In whose name; `None` for what concerns a person's way in, which is nobody else's business.
    pub organization_id: Option<OrganizationId>,
    /// To whom.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// A mail as it is handed over.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Tells it from all others, also when it is handed over a second time after a crash.
    pub id: Uuid,
    /// Address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Milliseconds since 1970.
    pub written_at_ms: i64,
}

/// Why a mail was not handed over.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct MailFault {
    /// For operators; holds nothing of the mail.
    pub reason: String,
    /// Whether trying again cannot help, e.g. because the address does not exist.
    pub is_final: bool,
}

/// Hands mails over: to a mail server, or into a folder.
pub trait Mailer: Debug + Send + Sync {
    /// Hands one over.
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), MailFault>>;

    /// Whether mails stay here, where an admin can read them, instead of leaving.
    fn keeps(&self) -> bool;
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    mail_id: Uuid,
}

/// Puts a mail, and the job that sends it, into the transaction.
pub(crate) async fn post(conn: &impl ConnectionTrait, new: NewMail) -> Result<(), AppError> {
    let row = mail::Model {
        id: Uuid::now_v7(),
        organization_id: new.organization_id.map(OrganizationId::uuid),
        recipient: new.recipient,
        subject: one_line(&new.subject),
        body: new.body,
        created_at: now_ms(),
        sent_at: None,
        fault: None,
    };
    let payload = serde_json::to_value(Work { mail_id: row.id }).map_err(|_| AppError::Panicked)?;
    mails::insert(conn, row).await?;
    let new = NewJob { kind: JOB.to_owned(), payload, priority: 20, max_attempts: MAX_ATTEMPTS };
    job::enqueue(conn, new, now_ms()).await?;
    Ok(())
}

/// A subject is one line, whatever names it was made of: a line break would begin another header.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(one_line("Hello\r\nBcc: eve@example.org\u{85}x"), "Hello Bcc: eve@example.org x");
    }
}
