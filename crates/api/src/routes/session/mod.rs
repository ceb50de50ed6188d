//! Routes of session.

pub mod ask_password_reset;
pub mod confirm_password_reset;
pub mod finish_with_provider;
pub mod options;
pub mod sign_in;
pub mod sign_in_by_link;
pub mod sign_out;
pub mod sign_up;
pub mod start_with_provider;
