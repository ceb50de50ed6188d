//! Who calls: sessions, one-time links, API keys, passwords.

pub mod browser;
pub mod caller;
pub mod link;
pub(crate) mod memory;
pub mod options;
pub mod password;
pub mod peppers;
pub mod place;
pub mod profile;
pub mod provider;
pub mod reset;
pub mod rights;
pub(crate) mod sealed;
pub mod second_factor;
pub mod secrets;
pub mod session;
pub mod session_list;
pub mod sign_in;
pub mod sign_up;
pub mod throttle;
mod totp;

pub use browser::Browser;
pub use caller::{Caller, CallerKind};
