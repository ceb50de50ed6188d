//! Routes of process type.

pub mod list;
