//! Jobs that are about no document: mails and what leads to them.

use perigee_queue::{Job, JobFailure};

use crate::identity::reset;
use crate::{App, mail};

/// Does a job of one of these kinds; `None` when it is of another kind.
pub(super) async fn run(app: &App, job: &Job) -> Option<Result<(), JobFailure>> {
    Some(match job.kind.as_str() {
        mail::JOB => mail::send(app, job).await,
        reset::JOB => reset::write(app, job).await,
        _ => return None,
    })
}
