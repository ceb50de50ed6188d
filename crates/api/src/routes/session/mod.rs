//! Routes of session.

pub mod sign_in;
pub mod sign_in_by_link;
pub mod sign_out;
