//! Routes of table.

pub mod change;
pub mod create;
pub mod delete;
pub mod detect;
pub mod list;
pub mod restore;
