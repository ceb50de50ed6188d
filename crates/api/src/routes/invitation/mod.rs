//! Routes of invitation.

pub mod accept;
pub mod create;
pub mod list;
pub mod look;
pub mod resend;
pub mod revoke;
