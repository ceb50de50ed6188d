//! The loop that claims jobs, keeps their leases alive, catches panics and buries the dead.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures::FutureExt as _;
use sea_orm::DatabaseConnection;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::job::{self, DeadJob, Job, QueueError};

/// How a worker behaves.
#[derive(Debug, Clone)]
pub struct WorkerConfig {
    /// Jobs at the same time.
    pub concurrency: usize,
    /// How long a job belongs to a worker that says nothing. Also how long a crash delays a job.
    pub lease: Duration,
    /// How often to look for jobs that somebody else enqueued.
    pub poll: Duration,
    /// Delay of the second attempt; doubles with each further one.
    pub backoff: Duration,
    /// Who it is, for people.
    pub name: String,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self {
            concurrency: std::thread::available_parallelism().map_or(2, usize::from),
            // Long enough for a machine that swaps, short enough that a restart after a crash is not a wait.
            lease: Duration::from_secs(12),
            poll: Duration::from_millis(500),
            backoff: Duration::from_secs(2),
            name: format!("pid {}", std::process::id()),
        }
    }
}

/// Why an attempt failed.
#[derive(Debug)]
pub enum JobFailure {
    /// Trying again may help. The text is for operators and holds nothing of a document.
    Retry(String),
    /// Trying again cannot help.
    Park(String),
    /// The worker is shutting down; the job is given back.
    GiveBack,
}

/// What to do with jobs.
pub trait Handler: Send + Sync + 'static {
    /// Does a job. It calls [`job::finish`] in the transaction that saves the result; a job that is still there
    /// after `Ok` is ended by the worker. `cancelled` is set when the worker shuts down or the lease is lost.
    fn run(
        &self,
        job: &Job,
        cancelled: &CancellationToken,
    ) -> impl Future<Output = Result<(), JobFailure>> + Send;

    /// Is told, once, that a job used up its attempts. It calls [`job::bury`] in the transaction that saves what follows.
    fn on_dead(&self, job: &DeadJob) -> impl Future<Output = Result<(), JobFailure>> + Send;
}

/// Wakes the workers of this process after something was enqueued. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// Call it after the commit.
    pub fn notify(&self) {
        self.0.notify_one();
    }
}

/// A worker: several loops on one database.
#[derive(Debug)]
pub struct Worker<H> {
    db: DatabaseConnection,
    handler: Arc<H>,
    config: WorkerConfig,
    wake: Wake,
}

impl<H> Clone for Worker<H> {
    fn clone(&self) -> Self {
        Self {
            db: self.db.clone(),
            handler: self.handler.clone(),
            config: self.config.clone(),
            wake: self.wake.clone(),
        }
    }
}

impl<H: Handler> Worker<H> {
    /// A worker on a connection that may write.
    pub fn new(db: DatabaseConnection, handler: H, config: WorkerConfig, wake: Wake) -> Self {
        Self { db, handler: Arc::new(handler), config, wake }
    }

    /// What does the jobs.
    pub fn handler(&self) -> &H {
        &self.handler
    }

    /// Works until `shutdown` is cancelled; then gives running jobs back and returns.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut loops = JoinSet::new();
        for _ in 0..self.config.concurrency.max(1) {
            loops.spawn(self.clone().claim_loop(shutdown.clone()));
        }
        loops.spawn(self.clone().reap_loop(shutdown));
        while loops.join_next().await.is_some() {}
    }

    /// Does every job that can be done now, then returns how many there were. For tests, which step the queue.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drain(&self) -> Result<usize, QueueError> {
        let mut done = 0;
        while let Some(job) = self.claim().await? {
            self.work(job, &CancellationToken::new()).await;
            done += 1;
        }
        self.bury_dead().await;
        Ok(done)
    }

    async fn claim(&self) -> Result<Option<Job>, QueueError> {
        job::claim(&self.db, &self.config.name, millis(self.config.lease), now_ms()).await
    }

    async fn claim_loop(self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            match self.claim().await {
                Ok(Some(job)) => {
                    // One wake-up stands for any number of new jobs: pass it on before being busy.
                    self.wake.notify();
                    self.work(job, &shutdown).await;
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::error!(error = ?error, "jobs cannot be claimed"),
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.wake.0.notified() => {}
                () = tokio::time::sleep(self.config.poll) => {}
            }
        }
    }

    async fn reap_loop(self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            match job::reap(&self.db, now_ms()).await {
                Ok(0) => {}
                Ok(count) => {
                    tracing::warn!(count, "jobs were taken from workers that died");
                    self.wake.notify();
                }
                Err(error) => tracing::error!(error = ?error, "leases cannot be checked"),
            }
            self.bury_dead().await;
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = tokio::time::sleep(self.config.lease / 6) => {}
            }
        }
    }

    /// One attempt, from claim to the end of the lease.
    async fn work(&self, job: Job, shutdown: &CancellationToken) {
        let cancelled = shutdown.child_token();
        let outcome = {
            let attempt = AssertUnwindSafe(self.handler.run(&job, &cancelled)).catch_unwind();
            tokio::select! {
                outcome = attempt => outcome,
                never = self.keep_lease(&job, &cancelled) => match never {},
            }
        };
        let ended = match outcome {
            Ok(Ok(())) => match job::finish(&self.db, &job.lease).await {
                // The handler ended it in its own transaction.
                Err(QueueError::LeaseLost) => Ok(()),
                other => other,
            },
            Ok(Err(JobFailure::GiveBack)) => job::release(&self.db, &job.lease).await,
            Ok(Err(JobFailure::Retry(error))) => self.fail(&job, &error, true).await,
            Ok(Err(JobFailure::Park(error))) => self.fail(&job, &error, false).await,
            Err(_) => self.fail(&job, "the job panicked", true).await,
        };
        if let Err(error) = ended {
            tracing::error!(job.id = %job.lease.job_id, error = ?error, "a job cannot be ended; its lease will run out");
        }
    }

    async fn fail(&self, job: &Job, error: &str, again: bool) -> Result<(), QueueError> {
        tracing::warn!(job.id = %job.lease.job_id, job.kind, job.attempt, error, "an attempt failed");
        let delay = millis(self.config.backoff) << (job.attempt - 1).clamp(0, 10);
        job::fail(&self.db, job, error, again.then(|| now_ms() + delay)).await
    }

    /// Renews the lease for ever; cancels the attempt when the lease is lost.
    async fn keep_lease(&self, job: &Job, cancelled: &CancellationToken) -> std::convert::Infallible {
        loop {
            tokio::time::sleep(self.config.lease / 3).await;
            match job::renew(&self.db, &job.lease, now_ms() + millis(self.config.lease)).await {
                Ok(true) => {}
                // Also when the handler has just ended the job: then there is nothing left to cancel.
                Ok(false) => cancelled.cancel(),
                Err(error) => {
                    tracing::error!(job.id = %job.lease.job_id, error = ?error, "a lease cannot be renewed")
                }
            }
        }
    }

    async fn bury_dead(&self) {
        loop {
            match job::find_unburied(&self.db).await {
                Ok(Some(dead)) => {
                    if let Err(failure) = self.handler.on_dead(&dead).await {
                        tracing::error!(job.id = %dead.job_id, ?failure, "a dead job cannot be buried yet");
                        return;
                    }
                }
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(error = ?error, "dead jobs cannot be listed");
                    return;
                }
            }
        }
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Milliseconds since 1970.
fn now_ms() -> i64 {
    millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}
