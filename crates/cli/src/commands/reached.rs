//! How the server is reached: proxies in front, plain HTTP, and how much one caller may ask for.

use std::num::NonZeroU32;

use ipnet::IpNet;
use perigee_api::ApiConfig;

/// Arguments of `perigee serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct Reached {
    /// The address that people type, when a proxy with TLS is in front, e.g. https://perigee.example.org.
    #[arg(long, value_name = "URL", env = "PERIGEE_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Proxies that tell the caller's address and scheme (X-Forwarded-For, X-Forwarded-Proto), e.g. 10.0.0.0/8.
    #[arg(long, value_name = "CIDR", value_delimiter = ',', env = "PERIGEE_TRUSTED_PROXIES")]
    trusted_proxy: Vec<IpNet>,
    /// Take keys and passwords over plain HTTP from other machines; everybody on the way can read them.
    #[arg(long, env = "PERIGEE_ALLOW_PLAIN_HTTP")]
    allow_plain_http: bool,
    /// Requests of one API key in a second, on average.
    #[arg(long, value_name = "N", default_value = "100", env = "PERIGEE_KEY_REQUESTS_PER_SECOND")]
    key_requests_per_second: NonZeroU32,
    /// Requests of one address in a second, on average.
    #[arg(long, value_name = "N", default_value = "200", env = "PERIGEE_ADDRESS_REQUESTS_PER_SECOND")]
    address_requests_per_second: NonZeroU32,
    /// Wrong credentials of one address in a minute before it has to wait.
    #[arg(long, value_name = "N", default_value_t = 50, env = "PERIGEE_WRONG_PER_MINUTE")]
    wrong_per_minute: u32,
}

impl Reached {
    /// As the API wants it.
    pub fn config(&self) -> ApiConfig {
        ApiConfig {
            public_url: self.public_url.clone(),
            trusted_proxies: self.trusted_proxy.clone(),
            allow_plain_http: self.allow_plain_http,
            key_requests_per_second: self.key_requests_per_second,
            address_requests_per_second: self.address_requests_per_second,
            wrong_per_minute: self.wrong_per_minute,
        }
    }
}
