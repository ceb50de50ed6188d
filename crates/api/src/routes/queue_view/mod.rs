//! Routes of queue views.

pub mod change;
pub mod create;
pub mod delete;
pub mod list;
