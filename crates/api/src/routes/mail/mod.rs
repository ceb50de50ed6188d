//! Routes of mail.

pub mod list;
