//! Sends a mail: hands it over and notes so in the transaction that ends the job.

use perigee_queue::{Job, JobFailure, job};
use perigee_store::entity::mail;
use perigee_store::mails;

use super::{Letter, Work};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Characters kept of a reason; mail servers answer in a line or two.
const REASON_LENGTH: usize = 300;

/// Sends the mail of a job, unless it was sent before.
pub(crate) async fn send(app: &App, job: &Job) -> Result<(), JobFailure> {
    let work: Work = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
    let row = mails::find(app.db().reader(), work.mail_id).await.map_err(|error| again(&error.into()))?;
    // Deleted with its organization, or sent by an attempt whose end was lost.
    let Some(row) = row.filter(|row| row.sent_at.is_none()) else { return Ok(()) };
    let Some(mailer) = &app.config().mailer else {
        return Err(refused(app, &row, "no way to send mails is configured", true).await);
    };
    let id = row.id;
    let letter = Letter {
        id,
        recipient: row.recipient.clone(),
        subject: row.subject.clone(),
        text: row.body.clone(),
        written_at_ms: row.created_at,
    };
    match mailer.send(&letter).await {
        Ok(()) => finish(app, job, &row, mailer.keeps()).await.map_err(|error| again(&error)),
        Err(fault) => Err(refused(app, &row, &fault.reason, fault.is_final).await),
    }
}

async fn finish(app: &App, job: &Job, row: &mail::Model, keeps: bool) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    // What left this server is nobody's business here any more: it may hold a link that signs in.
    mails::set_sent(&tx, row.id, now_ms(), keeps).await?;
    job::finish(&tx, &job.lease).await?;
    crate::setup::commit(tx).await
}

/// Notes why, where an admin sees it.
async fn refused(app: &App, row: &mail::Model, reason: &str, is_final: bool) -> JobFailure {
    let reason: String = reason.chars().filter(|c| !c.is_control()).take(REASON_LENGTH).collect();
    if let Err(error) = mails::set_fault(app.db().writer(), row.id, &reason).await {
        tracing::error!(mail.id = %row.id.simple(), %error, "the fault of a mail could not be noted");
    }
    if is_final { JobFailure::Park(reason) } else { JobFailure::Retry(reason) }
}

fn again(error: &AppError) -> JobFailure {
    JobFailure::Retry(format!("the mail could not be loaded or noted ({:?})", error.kind()))
}
