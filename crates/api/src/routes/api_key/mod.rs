//! API keys: of the organization, and the same of one process.

pub mod create;
pub mod delete;
pub mod edit;
pub mod get;
pub mod list;
pub mod rotate;
pub mod usage;
