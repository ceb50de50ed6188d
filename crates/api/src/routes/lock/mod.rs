//! Routes of lock.

pub mod get;
pub mod hold;
pub mod release;
