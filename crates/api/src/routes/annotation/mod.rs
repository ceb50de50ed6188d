//! Routes of annotation.

pub mod change;
pub mod create;
pub mod delete;
