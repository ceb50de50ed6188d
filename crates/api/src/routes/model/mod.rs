//! Models.

pub mod activate;
pub mod diff;
pub mod list;
