//! Claims, leases, fencing, backoff and dead jobs, on both databases. Time is an argument, so nothing waits.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use perigee_queue::job::{self, DeadJob, Job, NewJob, QueueError};
use perigee_queue::{Handler, JobFailure, Wake, Worker, WorkerConfig};
use perigee_testkit::both;
use perigee_testkit::store::Db;
use serde_json::json;
use tokio_util::sync::CancellationToken;

const LEASE_MS: i64 = 1_000;

fn new(name: &str, priority: i32) -> NewJob {
    NewJob { kind: "test".to_owned(), payload: json!({ "name": name }), priority, max_attempts: 3 }
}

async fn claim(db: &Db, now_ms: i64) -> Option<Job> {
    job::claim(db.writer(), "test", LEASE_MS, now_ms).await.unwrap()
}

fn name(job: &Job) -> &str {
    job.payload["name"].as_str().unwrap()
}

both! {
    async fn jobs_come_by_priority_and_then_by_age(app: TestApp) {
        let db = app.app.db();
        for (at, (name, priority)) in [("old", 0), ("young", 0), ("urgent", 9)].into_iter().enumerate() {
            job::enqueue(db.writer(), new(name, priority), at as i64).await.unwrap();
        }
        let mut order = Vec::new();
        while let Some(job) = claim(db, 10).await {
            order.push(name(&job).to_owned());
        }
        assert_eq!(order, ["urgent", "old", "young"]);
    }

    async fn a_job_of_a_rolled_back_transaction_never_was(app: TestApp) {
        let db = app.app.db();
        let tx = db.begin_write().await.unwrap();
        job::enqueue(&tx, new("a", 0), 0).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(claim(db, 10).await.is_none());
    }

    async fn each_job_is_claimed_by_one_of_many_workers(app: TestApp) {
        let db = app.app.db();
        for index in 0..40 {
            job::enqueue(db.writer(), new(&index.to_string(), 0), 0).await.unwrap();
        }
        let workers = (0..8).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut names = Vec::new();
                while let Some(job) = claim(&db, 10).await {
                    names.push(name(&job).to_owned());
                }
                names
            })
        });
        let mut all = Vec::new();
        for worker in workers.collect::<Vec<_>>() {
            all.extend(worker.await.unwrap());
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 40);
    }

    async fn a_worker_that_lost_its_lease_changes_nothing(app: TestApp) {
        let db = app.app.db();
        job::enqueue(db.writer(), new("a", 0), 0).await.unwrap();
        let lost = claim(db, 10).await.unwrap();
        assert_eq!(job::reap(db.writer(), 10 + LEASE_MS).await.unwrap(), 0, "the lease still holds");
        assert_eq!(job::reap(db.writer(), 11 + LEASE_MS).await.unwrap(), 1);
        let taken = claim(db, 2_000).await.unwrap();
        assert_eq!((taken.attempt, taken.lease.job_id), (2, lost.lease.job_id));
        assert!(!job::renew(db.writer(), &lost.lease, 9_000).await.unwrap());
        assert!(matches!(job::finish(db.writer(), &lost.lease).await, Err(QueueError::LeaseLost)));
        job::fail(db.writer(), &lost, "late", None).await.unwrap();
        assert!(job::renew(db.writer(), &taken.lease, 9_000).await.unwrap(), "the new owner is undisturbed");
        job::finish(db.writer(), &taken.lease).await.unwrap();
        assert_eq!(job::count(db.reader()).await.unwrap(), (0, 0));
    }

    async fn a_renewed_lease_is_not_reaped(app: TestApp) {
        let db = app.app.db();
        job::enqueue(db.writer(), new("a", 0), 0).await.unwrap();
        let job = claim(db, 0).await.unwrap();
        assert!(job::renew(db.writer(), &job.lease, 5_000).await.unwrap());
        assert_eq!(job::reap(db.writer(), 4_000).await.unwrap(), 0);
    }

    async fn a_job_that_kills_its_worker_is_dead_after_its_attempts(app: TestApp) {
        let db = app.app.db();
        job::enqueue(db.writer(), new("poison", 0), 0).await.unwrap();
        let mut runs = 0;
        for round in 0..6 {
            runs += i32::from(claim(db, round * 10_000).await.is_some());
            job::reap(db.writer(), round * 10_000 + 5_000).await.unwrap();
        }
        assert_eq!(runs, 3);
        let dead = job::find_unburied(db.reader()).await.unwrap().unwrap();
        assert_eq!(dead.last_error.as_deref(), Some("the worker died"));
        job::bury(db.writer(), dead.job_id).await.unwrap();
        assert!(matches!(job::bury(db.writer(), dead.job_id).await, Err(QueueError::LeaseLost)));
        assert!(job::find_unburied(db.reader()).await.unwrap().is_none());
    }

    async fn a_failed_attempt_waits_before_the_next(app: TestApp) {
        let db = app.app.db();
        job::enqueue(db.writer(), new("a", 0), 0).await.unwrap();
        let job = claim(db, 0).await.unwrap();
        job::fail(db.writer(), &job, "busy", Some(500)).await.unwrap();
        assert!(claim(db, 499).await.is_none());
        assert_eq!(claim(db, 500).await.unwrap().attempt, 2);
    }

    async fn a_job_that_is_given_back_loses_no_attempt(app: TestApp) {
        let db = app.app.db();
        job::enqueue(db.writer(), new("a", 0), 0).await.unwrap();
        let job = claim(db, 0).await.unwrap();
        job::release(db.writer(), &job.lease).await.unwrap();
        assert_eq!(claim(db, 0).await.unwrap().attempt, 1);
    }

    async fn a_panic_is_a_failed_attempt_and_the_worker_lives_on(app: TestApp) {
        let db = app.app.db();
        for name in ["panic", "park", "fine"] {
            let once = NewJob { max_attempts: 1, ..new(name, 0) };
            job::enqueue(db.writer(), once, 0).await.unwrap();
        }
        let handler = Recorder { db: db.clone(), done: AtomicUsize::new(0), dead: Mutex::default() };
        let worker = Worker::new(db.writer().clone(), handler, WorkerConfig::default(), Wake::default());
        assert_eq!(worker.drain().await.unwrap(), 3);
        let handler = worker.handler();
        assert_eq!(handler.done.load(Ordering::SeqCst), 1);
        let mut dead = handler.dead.lock().unwrap().clone();
        dead.sort();
        assert_eq!(dead, ["panic: the job panicked", "park: useless"]);
        assert_eq!(job::count(db.reader()).await.unwrap(), (0, 2));
    }
}

/// Notes what it was told.
struct Recorder {
    db: Db,
    done: AtomicUsize,
    dead: Mutex<Vec<String>>,
}

impl Handler for Recorder {
    async fn run(&self, job: &Job, _cancelled: &CancellationToken) -> Result<(), JobFailure> {
        match name(job) {
            "panic" => panic!("on purpose"),
            "park" => Err(JobFailure::Park("useless".to_owned())),
            _ => {
                self.done.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }
        }
    }

    async fn on_dead(&self, dead: &DeadJob) -> Result<(), JobFailure> {
        let error = dead.last_error.clone().unwrap_or_default();
        self.dead.lock().unwrap().push(format!("{}: {error}", dead.payload["name"].as_str().unwrap()));
        job::bury(self.db.writer(), dead.job_id).await.map_err(|error| JobFailure::Retry(error.to_string()))
    }
}
