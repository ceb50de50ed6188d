//! Other services that people's accounts need: mail servers, and providers to sign in with.
//!
//! What is said to them and when is left to `app`; this crate speaks their protocols behind its traits.

mod folder;
mod http;
mod message;
mod oidc;
mod smtp;

pub use folder::FolderMailer;
pub use oidc::{OidcConfig, OidcProvider};
pub use smtp::SmtpMailer;

/// What of the configuration cannot work.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {reason}")]
pub struct ConfigFault {
    /// Which setting.
    pub what: String,
    /// What is wrong with it.
    pub reason: String,
}

impl ConfigFault {
    fn new(what: impl Into<String>, reason: impl ToString) -> Self {
        Self { what: what.into(), reason: reason.to_string() }
    }
}

/// Whether an address leads to this very machine, where nobody reads along.
fn is_this_machine(url: &url::Url) -> bool {
    match url.host() {
        // Of schemes that the library does not know, an address stays a name.
        Some(url::Host::Domain(name)) => {
            let address = name.parse::<std::net::IpAddr>();
            name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
        }
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
