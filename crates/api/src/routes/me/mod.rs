//! Routes of me.

pub mod begin_second_factor;
pub mod confirm_second_factor;
pub mod disable_second_factor;
pub mod edit;
pub mod end_session;
pub mod end_sessions;
pub mod get;
pub mod get_second_factor;
pub mod list_organizations;
pub mod list_sessions;
pub mod renew_recovery_codes;
pub mod set_password;
pub mod switch_organization;
