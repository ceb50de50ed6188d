//! Routes of access.

pub mod grant;
pub mod list;
pub mod remove;
