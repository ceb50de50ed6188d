//! The browser that somebody signs in with.

use std::net::IpAddr;

use crate::identity::secrets;

/// Characters kept of what a browser says it is; real ones need about 150.
const NAME_LENGTH: usize = 300;

/// The browser that somebody signs in with, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// From where.
    pub address: Option<IpAddr>,
    /// What it says it is.
    pub user_agent: Option<String>,
    /// Hash of the secret of the session that it holds so far: signing in ends that one.
    pub earlier_session: Option<Vec<u8>>,
}

impl Browser {
    /// A browser; what it says it is gets cut to a length that nobody minds storing.
    pub fn new(address: Option<IpAddr>, user_agent: Option<&str>) -> Self {
        let user_agent = user_agent.map(|text| text.chars().take(NAME_LENGTH).collect());
        Self { address, user_agent, earlier_session: None }
    }

    /// The same browser, which holds the session with this secret so far.
    pub fn holding(self, session_token: Option<&str>) -> Self {
        Self { earlier_session: session_token.map(secrets::hash_token), ..self }
    }

    /// The key under which attempts from there are counted.
    pub(crate) fn attempts_key(&self) -> Option<String> {
        self.address.map(|address| format!("ip {address}"))
    }
}
