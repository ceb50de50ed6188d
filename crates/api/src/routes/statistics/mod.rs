//! Routes of statistics.

pub mod get;
