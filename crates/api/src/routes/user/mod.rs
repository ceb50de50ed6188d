//! Routes of user.

pub mod activate;
pub mod deactivate;
pub mod edit;
pub mod get;
pub mod list;
pub mod remove;
