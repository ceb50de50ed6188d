//! Routes of audit.

mod csv;
pub mod export;
pub mod list;
