//! Leased jobs on the same database as the rest: claim, heartbeat, fencing, backoff, dead letters.
//!
//! It knows no documents: a job is a kind and a JSON payload. Every function that depends on time takes the time.

mod entity;
pub mod job;
pub mod migration;
pub mod worker;

pub use job::{DeadJob, Job, Lease, NewJob, QueueError};
pub use worker::{Handler, JobFailure, Wake, Worker, WorkerConfig};
