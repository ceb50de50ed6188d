//! Routes of me.

pub mod get;
pub mod set_password;
