//! Where a request comes from, and whether it came by a way on which secrets may travel.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

use crate::state::ApiConfig;

/// Where a request comes from; put into every request before its handler sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    /// The address, as far as the connection and trusted proxies tell.
    pub address: Option<IpAddr>,
    /// Whether nobody on the way could read along.
    pub is_private: bool,
}

/// Looks at the connection and, where a trusted proxy made it, at what the proxy says.
pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, config: &ApiConfig) -> Client {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let is_proxied = peer.is_some_and(|peer| is_trusted(peer, &config.trusted_proxies));
    let address = if is_proxied { forwarded_for(headers, &config.trusted_proxies).or(peer) } else { peer };
    let says_https = || headers.get("x-forwarded-proto").is_some_and(|value| value == "https");
    let is_private = config.allow_plain_http
        || config.is_https()
        || (is_proxied && says_https())
        || (!is_proxied && peer.is_none_or(|peer| peer.is_loopback()));
    Client { address, is_private }
}

/// The last address that no trusted proxy added: everything before it may be made up.
fn forwarded_for(headers: &HeaderMap, proxies: &[IpNet]) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let addresses = hops.iter().rev().map_while(|hop| hop.parse::<IpAddr>().ok());
    addresses.map(|address| address.to_canonical()).find(|address| !is_trusted(*address, proxies))
}

fn is_trusted(address: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|proxy| proxy.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)], config: &ApiConfig) -> (String, bool) {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let client = of(&extensions, &map, config);
        (client.address.unwrap().to_string(), client.is_private)
    }

    fn behind(proxies: &[&str]) -> ApiConfig {
        let trusted_proxies = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        ApiConfig { trusted_proxies, ..ApiConfig::default() }
    }

    #[test]
    fn what_a_stranger_says_about_its_address_is_not_believed() {
        let said = [("x-forwarded-for", "10.0.0.1"), ("x-forwarded-proto", "https")];
        assert_eq!(seen("203.0.113.9", &said, &ApiConfig::default()), ("203.0.113.9".into(), false));
    }

    #[test]
    fn a_trusted_proxy_tells_the_last_address_that_is_not_a_proxy() {
        let config = behind(&["10.0.0.0/8"]);
        let said = [("x-forwarded-for", "1.2.3.4, 203.0.113.9, 10.0.0.7"), ("x-forwarded-proto", "https")];
        assert_eq!(seen("10.0.0.1", &said, &config), ("203.0.113.9".into(), true));
        assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", "nonsense")], &config), ("10.0.0.1".into(), false));
        assert_eq!(seen("::ffff:10.0.0.1", &said[..1], &config), ("203.0.113.9".into(), false));
    }

    #[test]
    fn the_loopback_address_is_private_and_any_other_needs_https_or_leave() {
        assert_eq!(seen("127.0.0.1", &[], &ApiConfig::default()), ("127.0.0.1".into(), true));
        assert!(!seen("192.168.1.4", &[], &ApiConfig::default()).1);
        let allowed = ApiConfig { allow_plain_http: true, ..ApiConfig::default() };
        assert!(seen("192.168.1.4", &[], &allowed).1);
        let public_url = Some("https://perigee.example.org".to_owned());
        assert!(seen("192.168.1.4", &[], &ApiConfig { public_url, ..ApiConfig::default() }).1);
    }
}
