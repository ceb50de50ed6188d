//! The browser that somebody signs in with.

use std::net::IpAddr;

/// Characters kept of what a browser says it is; real ones need about 150.
const NAME_LENGTH: usize = 300;

/// The browser that somebody signs in with, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// From where.
    pub address: Option<IpAddr>,
    /// What it says it is.
    pub user_agent: Option<String>,
}

impl Browser {
    /// A browser; what it says it is gets cut to a length that nobody minds storing.
    pub fn new(address: Option<IpAddr>, user_agent: Option<&str>) -> Self {
        let user_agent = user_agent.map(|text| text.chars().take(NAME_LENGTH).collect());
        Self { address, user_agent }
    }

    /// The key under which attempts from there are counted.
    pub(crate) fn attempts_key(&self) -> Option<String> {
        self.address.map(|address| format!("ip {address}"))
    }
}
