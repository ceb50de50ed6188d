//! Routes of system.

pub mod state;
pub mod usage;
