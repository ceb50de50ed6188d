//! Models.

pub mod activate;
pub mod list;
