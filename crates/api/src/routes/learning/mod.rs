//! How processes learn.

pub mod edit;
pub mod get;
pub mod train;
