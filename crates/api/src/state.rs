//! What every handler works on.

use perigee_app::App;
use tokio_util::sync::CancellationToken;

/// How the server is reached.
#[derive(Debug, Clone, Default)]
pub struct ApiConfig {
    /// The address that people type, e.g. `https://perigee.example.org`; `None` behind a plain `http://ADDR`.
    pub public_url: Option<String>,
}

/// The state of the API. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ApiState {
    /// The use cases.
    pub(crate) app: App,
    pub(crate) config: ApiConfig,
    /// Cancelled when the server goes down; ends streams that would never end.
    pub(crate) closing: CancellationToken,
}

impl ApiState {
    /// A state; `closing` ends streams.
    pub fn new(app: App, config: ApiConfig, closing: CancellationToken) -> Self {
        Self { app, config, closing }
    }

    /// Whether browsers reach us by https.
    pub(crate) fn is_https(&self) -> bool {
        self.config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
