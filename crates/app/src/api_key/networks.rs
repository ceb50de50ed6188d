//! The networks that a key may be used from.

use ipnet::{IpNet, Ipv4Net};
use perigee_store::error::{from_json, to_json};

use crate::{AppError, FieldFault};

/// Networks of one key. Offices, data centres and their IPv6 counterparts; more belong into a firewall.
const MOST_NETWORKS: usize = 50;

/// Networks from CIDR notation. A bare address is a network of one; bits behind the mask are cleared, so that
/// `10.1.2.3/8` means `10.0.0.0/8`. Repeated ones are dropped.
///
/// # Errors
/// `Invalid` with every text that is no network.
pub(super) fn parse(texts: &[String]) -> Result<Vec<IpNet>, AppError> {
    if texts.len() > MOST_NETWORKS {
        return Err(AppError::invalid("networks", format!("at most {MOST_NETWORKS} networks can be named")));
    }
    let (mut networks, mut faults) = (Vec::with_capacity(texts.len()), Vec::new());
    for text in texts {
        match parse_one(text.trim()) {
            Some(network) if networks.contains(&network) => {}
            Some(network) => networks.push(network),
            None => {
                let shown: String = text.chars().take(50).filter(|one| !one.is_control()).collect();
                let message = format!(
                    "{shown} is not a network in CIDR notation, e.g. 203.0.113.0/24 or 2001:db8::/32"
                );
                faults.push(FieldFault { field: "networks", message });
            }
        }
    }
    if faults.is_empty() { Ok(networks) } else { Err(AppError::Invalid { faults }) }
}

fn parse_one(text: &str) -> Option<IpNet> {
    let network = match text.parse::<IpNet>() {
        Ok(network) => network,
        Err(_) => IpNet::from(text.parse::<std::net::IpAddr>().ok()?),
    };
    Some(as_ipv4(network.trunc()))
}

/// A network of IPv4 addresses in their IPv6 form is the network of IPv4: that is how addresses are compared.
fn as_ipv4(network: IpNet) -> IpNet {
    let IpNet::V6(mapped) = network else { return network };
    let short = mapped.addr().to_ipv4_mapped().zip(mapped.prefix_len().checked_sub(96));
    short.and_then(|(addr, length)| Ipv4Net::new(addr, length).ok()).map_or(network, IpNet::V4)
}

/// Networks as they are stored.
pub(super) fn stored(networks: &[IpNet]) -> String {
    to_json(&networks)
}

/// Networks as they were stored.
pub(super) fn read(stored: &str) -> Result<Vec<IpNet>, AppError> {
    Ok(from_json("api_keys.networks", stored)?)
}

/// The networks of a key that another key makes or edits: none named means those of that key.
///
/// # Errors
/// `Invalid` for one that reaches outside of them.
pub(super) fn within(networks: Vec<IpNet>, bounds: &[IpNet]) -> Result<Vec<IpNet>, AppError> {
    if bounds.is_empty() {
        return Ok(networks);
    }
    if networks.is_empty() {
        return Ok(bounds.to_vec());
    }
    let outside = networks.iter().find(|network| !bounds.iter().any(|bound| bound.contains(*network)));
    match outside {
        Some(network) => Err(AppError::invalid(
            "networks",
            format!("{network} is outside of the networks of the key that this one comes from"),
        )),
        None => Ok(networks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(texts: &[&str]) -> Vec<String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        parse(&texts).unwrap().iter().map(IpNet::to_string).collect()
    }

    #[test]
    fn host_bits_are_cleared_and_an_address_is_a_network_of_one() {
        assert_eq!(parsed(&["10.1.2.3/8", "10.0.0.0/8"]), ["10.0.0.0/8"]);
        assert_eq!(parsed(&[" 203.0.113.7 ", "2001:db8::1"]), ["203.0.113.7/32", "2001:db8::1/128"]);
        assert_eq!(parsed(&["2001:db8:ffff::/32"]), ["2001:db8::/32"]);
        assert_eq!(parsed(&["::ffff:192.0.2.0/120"]), ["192.0.2.0/24"]);
    }

    #[test]
    fn every_text_that_is_no_network_is_named() {
        let texts = ["10.0.0.0/33", "office", "10.0.0.0/8", "2001:db8::/129", ""].map(str::to_owned);
        assert!(matches!(parse(&texts), Err(AppError::Invalid { faults }) if faults.len() == 4));
        assert!(parse(&vec!["10.0.0.1".to_owned(); MOST_NETWORKS + 1]).is_err());
    }

    #[test]
    fn a_key_reaches_no_further_than_the_one_that_made_it() {
        let nets = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<IpNet>>();
        let bounds = nets(&["10.0.0.0/8", "2001:db8::/32"]);
        assert_eq!(within(nets(&[]), &bounds).unwrap(), bounds);
        assert_eq!(within(nets(&["10.2.0.0/16"]), &bounds).unwrap(), nets(&["10.2.0.0/16"]));
        assert!(within(nets(&["10.2.0.0/16", "192.0.2.0/24"]), &bounds).is_err());
        assert!(within(nets(&["0.0.0.0/0"]), &bounds).is_err());
        assert_eq!(within(nets(&["0.0.0.0/0"]), &[]).unwrap(), nets(&["0.0.0.0/0"]));
    }
}
