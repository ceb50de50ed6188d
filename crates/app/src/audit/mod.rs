//! The audit log: who did what to what, in one hash chain for each organization.

pub mod record;

pub(crate) use record::record;
