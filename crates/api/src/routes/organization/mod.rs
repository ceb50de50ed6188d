//! Routes of organization.

pub mod convert;
pub mod create;
pub mod edit;
pub mod get;
