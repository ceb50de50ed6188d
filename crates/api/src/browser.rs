//! The browser of somebody who signs in: where it is, what it says it is, and its cookie on the way to a provider.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use perigee_app::identity;
use perigee_app::identity::provider::STARTED_LIFETIME_MS;

use crate::auth;
use crate::client::Client;
use crate::state::ApiState;

/// Name of the cookie behind https.
const SECURE_COOKIE: &str = "__Host-perigee_provider";
/// Name of the cookie on plain http.
const PLAIN_COOKIE: &str = "perigee_provider";

/// What a proxy adds: then the request may come from anywhere, whoever made the connection.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// The browser that sent a request.
#[derive(Debug)]
pub(crate) struct Browser {
    /// For the use cases.
    pub known: identity::Browser,
    /// Whether somebody at this very machine typed the address of this machine.
    pub is_local: bool,
}

impl FromRequestParts<ApiState> for Browser {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Self::Rejection> {
        let address = parts.extensions.get::<Client>().and_then(|client| client.address);
        let text = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let is_forwarded = FORWARDED.iter().any(|name| parts.headers.contains_key(*name));
        // A page of somebody else can make its own name lead to this machine, but it cannot change the name.
        let is_named = text(header::HOST).is_some_and(names_this_machine);
        Ok(Self {
            known: identity::Browser::new(address, text(header::USER_AGENT))
                .holding(auth::session_token(&parts.headers, state)),
            is_local: address.is_some_and(|address| address.is_loopback()) && !is_forwarded && is_named,
        })
    }
}

/// Whether the `Host` of a request names this machine.
fn names_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn cookie_name(state: &ApiState) -> &'static str {
    if state.is_https() { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The cookie that ties the way back from a provider to this browser.
pub(crate) fn provider_cookie(state: &ApiState, token: &str) -> HeaderValue {
    let (name, secure) = (cookie_name(state), if state.is_https() { "; Secure" } else { "" });
    let max_age_s = STARTED_LIFETIME_MS / 1000;
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).expect("names and tokens are ASCII letters and digits")
}

/// The secret in that cookie.
pub(crate) fn provider_token<'a>(headers: &'a HeaderMap, state: &ApiState) -> Option<&'a str> {
    let name = cookie_name(state);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.0.0.1", "[::1]:8080", "[::1]"] {
            assert!(names_this_machine(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:8080", "192.168.1.4:8080", "[::2]:80", ""] {
            assert!(!names_this_machine(host), "{host}");
        }
    }
}
