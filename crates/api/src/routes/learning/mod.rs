//! How processes learn.

pub mod edit;
pub mod get;
pub mod next;
pub mod suspects;
pub mod train;
