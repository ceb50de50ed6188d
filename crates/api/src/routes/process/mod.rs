//! Routes of process.

pub mod config;
pub mod create;
pub mod delete;
pub mod duplicate;
pub mod edit_config;
pub mod events;
pub mod get;
pub mod list;
pub mod rename;
pub mod reset_config;
