//! Routes of comment.

pub mod create;
pub mod delete;
pub mod list;
