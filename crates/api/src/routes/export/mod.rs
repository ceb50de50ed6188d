//! Routes of export.

pub mod create;
pub mod delete;
pub mod download;
pub mod get;
pub mod list;
