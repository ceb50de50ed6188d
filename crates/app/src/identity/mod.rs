//! Who calls: sessions, one-time links, API keys, passwords.

pub mod caller;
pub mod link;
pub(crate) mod memory;
pub mod password;
pub mod rights;
pub mod secrets;
pub mod session;
pub mod throttle;

pub use caller::{Caller, CallerKind};
