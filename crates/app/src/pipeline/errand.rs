//! Jobs that are about no document: mails and what leads to them, learning.

use perigee_queue::{Job, JobFailure};
use tokio_util::sync::CancellationToken;

use crate::identity::reset;
use crate::{App, learning, mail};

/// Does a job of one of these kinds; `None` when it is of another kind.
pub(super) async fn run(
    app: &App,
    job: &Job,
    cancelled: &CancellationToken,
) -> Option<Result<(), JobFailure>> {
    Some(match job.kind.as_str() {
        mail::JOB => mail::send(app, job).await,
        learning::JOB => learning::learn(app, job, cancelled).await,
        reset::JOB => reset::write(app, job).await,
        _ => return None,
    })
}
