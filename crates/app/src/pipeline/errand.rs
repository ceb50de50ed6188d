//! Jobs that are about no document: mails and what leads to them, learning, exports.

use perigee_queue::{Job, JobFailure};
use tokio_util::sync::CancellationToken;

use crate::identity::reset;
use crate::{App, class, export, learning, mail};

/// Does a job of one of these kinds; `None` when it is of another kind.
pub(super) async fn run(
    app: &App,
    job: &Job,
    cancelled: &CancellationToken,
) -> Option<Result<(), JobFailure>> {
    Some(match job.kind.as_str() {
        export::JOB => export::write(app, job, cancelled).await,
        mail::JOB => mail::send(app, job).await,
        class::JOB => class::learn(app, job, cancelled).await,
        learning::JOB => learning::learn(app, job, cancelled).await,
        reset::JOB => reset::write(app, job).await,
        _ => return None,
    })
}
