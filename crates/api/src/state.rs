//! What every handler works on.

use std::num::NonZeroU32;
use std::sync::Arc;

use ipnet::IpNet;
use perigee_app::App;
use tokio_util::sync::CancellationToken;

use crate::limits::Limits;

/// How the server is reached.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    /// The address that people type, e.g. `https://perigee.example.org`; `None` behind a plain `http://ADDR`.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether keys and passwords may come over plain HTTP from other machines.
    pub allow_plain_http: bool,
    /// Requests of one API key in a second, on average; twice as many in a burst.
    pub key_requests_per_second: NonZeroU32,
    /// Requests of one address in a second, on average; twice as many in a burst.
    pub address_requests_per_second: NonZeroU32,
    /// Wrong credentials of one address in a minute before it has to wait.
    pub wrong_per_minute: u32,
}

impl Default for ApiConfig {
    /// The limits are far above what a person or a well-behaved program does, and far below what hurts the others.
    fn default() -> Self {
        Self {
            public_url: None,
            trusted_proxies: Vec::new(),
            allow_plain_http: false,
            key_requests_per_second: const { NonZeroU32::new(100).expect("not zero") },
            address_requests_per_second: const { NonZeroU32::new(200).expect("not zero") },
            // A person mistypes a handful; a program that was given a wrong key repeats itself without end.
            wrong_per_minute: 50,
        }
    }
}

impl ApiConfig {
    /// Whether browsers reach us by https.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The state of the API. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ApiState {
    /// The use cases.
    pub(crate) app: App,
    pub(crate) config: Arc<ApiConfig>,
    pub(crate) limits: Arc<Limits>,
    /// Cancelled when the server goes down; ends streams that would never end.
    pub(crate) closing: CancellationToken,
}

impl ApiState {
    /// A state; `closing` ends streams.
    pub fn new(app: App, config: ApiConfig, closing: CancellationToken) -> Self {
        let limits = Arc::new(Limits::new(&config));
        Self { app, config: Arc::new(config), limits, closing }
    }

    /// Whether browsers reach us by https.
    pub(crate) fn is_https(&self) -> bool {
        self.config.is_https()
    }
}
