//! Who calls with this key.

use std::net::IpAddr;
use std::sync::Arc;

use perigee_model::{ApiKeyId, OrganizationId};
use perigee_store::entity::api_key;
use perigee_store::error::from_json;
use perigee_store::{api_keys, organizations};

use crate::clock::now_ms;
use crate::identity::memory::{self, KnownKey};
use crate::identity::{Caller, rights, secrets};
use crate::{App, AppError, KeyRefusal};

/// The caller behind `user` and `pass` of HTTP Basic. The whole key may stand in `user` with an empty `pass`.
///
/// A key that was seen a moment ago costs no query; revocation, expiry and every change of rights hold at the next
/// request all the same (see `identity::memory`).
///
/// # Errors
/// `BadCredentials`, whatever is wrong with the key; `KeyRefused` with the reason to who has its secret.
pub async fn authenticate(
    app: &App,
    user: &str,
    pass: &str,
    address: Option<IpAddr>,
) -> Result<Caller, AppError> {
    let (id, secret) = parts(user, pass)?;
    // Found before anything is looked up: what is looked up afterwards is at least as new.
    let generation = memory::generation(app).await?;
    let known = generation.and_then(|generation| app.memory().key(generation, id));
    let key = match known {
        Some(known) => {
            check_secret(app, user, secret, (known.prefix, &known.secret_mac, None))?;
            known
        }
        None => {
            let found = Arc::new(look_up(app, user, id, secret).await?);
            if let Some(generation) = generation {
                app.memory().remember(generation, id, found.clone());
            }
            found
        }
    };
    check_end(key.expires_at_ms, now_ms())?;
    if !key.networks.is_empty() && !address.is_some_and(|ip| is_within(ip, &key.networks)) {
        return Err(AppError::KeyRefused(KeyRefusal::Network { address }));
    }
    Ok(key.caller.at(address))
}

/// Whether this key is one that this server remembers: it can be checked without a query, so it is served even while
/// its address is slowed down.
pub fn is_remembered(app: &App, id: ApiKeyId) -> bool {
    app.memory().knows(id)
}

/// The key that somebody says he has, if what was sent has the form of one.
pub fn claimed(user: &str, pass: &str) -> Option<ApiKeyId> {
    parts(user, pass).ok().map(|(id, _)| id)
}

fn parts<'a>(user: &'a str, pass: &'a str) -> Result<(ApiKeyId, &'a str), AppError> {
    let (user, secret) = split(user, pass);
    let id = key_id(user).ok_or(AppError::BadCredentials)?;
    if secrets::is_well_formed(secret) { Ok((id, secret)) } else { Err(AppError::BadCredentials) }
}

async fn look_up(app: &App, user: &str, id: ApiKeyId, secret: &str) -> Result<KnownKey, AppError> {
    let conn = app.db().reader();
    let key = api_keys::find(conn, id).await?.ok_or(AppError::BadCredentials)?;
    let prefix = prefix(key.process_id.is_some());
    check_secret(app, user, secret, (prefix, &key.secret_mac, key.pepper_id.as_deref()))?;
    let now = now_ms();
    if let Some(at_ms) = key.revoked_at {
        return Err(AppError::KeyRefused(KeyRefusal::Revoked { at_ms }));
    }
    check_end(key.expires_at, now)?;
    let rights = rights::of_key(conn, &key, now).await?;
    let rights = rights.ok_or(AppError::KeyRefused(KeyRefusal::MakerGone))?;
    let organization = organizations::get(conn, OrganizationId::from_uuid(key.organization_id)).await?;
    super::renew::renew(app, &key, secret);
    Ok(KnownKey {
        prefix,
        networks: networks(&key)?,
        expires_at_ms: key.expires_at,
        caller: Caller::key(&key, organization, rights, None),
        secret_mac: key.secret_mac,
    })
}

fn networks(key: &api_key::Model) -> Result<Vec<ipnet::IpNet>, AppError> {
    Ok(from_json("api_keys.networks", &key.networks)?)
}

fn check_secret(
    app: &App,
    user: &str,
    secret: &str,
    (prefix, mac, pepper_id): (&str, &[u8], Option<&str>),
) -> Result<(), AppError> {
    if user.starts_with(prefix) && app.peppers().matches(secret, mac, pepper_id) {
        Ok(())
    } else {
        Err(AppError::BadCredentials)
    }
}

fn check_end(expires_at_ms: Option<i64>, now_ms: i64) -> Result<(), AppError> {
    match expires_at_ms.filter(|end| *end <= now_ms) {
        Some(at_ms) => Err(AppError::KeyRefused(KeyRefusal::Expired { at_ms })),
        None => Ok(()),
    }
}

/// An IPv4 address that reached us through an IPv6 socket is the IPv4 address.
fn is_within(address: IpAddr, networks: &[ipnet::IpNet]) -> bool {
    networks.iter().any(|network| network.contains(&address.to_canonical()))
}

/// Whether a secret of ours stands somewhere in an address, where it must never be.
pub fn is_in_address(address: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    // An encoded colon ends in "3A", which would run into the secret behind it.
    let address = address.replace("%3A", ":").replace("%3a", ":");
    address.split(|c: char| !is_word(c)).any(secrets::is_well_formed)
}

/// How the user part of a key begins: keys of one process are told apart at a glance.
pub(crate) fn prefix(of_process: bool) -> &'static str {
    if of_process { "pk_prc_" } else { "pk_org_" }
}

fn key_id(user: &str) -> Option<ApiKeyId> {
    user.strip_prefix("pk_org_").or_else(|| user.strip_prefix("pk_prc_"))?.parse().ok()
}

/// A client that sends the whole key as the user name: `user:pass` with an empty password. Decoded at the first
/// colon, the rest of the name and the colon before the empty password stand in `pass`.
fn split<'a>(user: &'a str, pass: &'a str) -> (&'a str, &'a str) {
    match user.split_once(':') {
        Some((user, inner)) if pass.is_empty() => (user, inner),
        _ => (user, pass.strip_suffix(':').unwrap_or(pass)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_an_address_is_seen_however_it_is_written() {
        let secret = secrets::new_secret();
        for query in [
            format!("key=pk_org_0198:{secret}"),
            format!("api_key=pk_org_0198%3A{secret}&a=b"),
            format!("a=b&token={secret}"),
        ] {
            assert!(is_in_address(&query), "{query}");
        }
        assert!(!is_in_address("query=pk_org_0198c0ffee0070008000000000000001&offset=100"));
    }

    #[test]
    fn a_key_may_come_whole_in_the_user_name() {
        assert_eq!(split("pk_org_1", "secret"), ("pk_org_1", "secret"));
        assert_eq!(split("pk_org_1", "secret:"), ("pk_org_1", "secret"));
        assert_eq!(split("pk_org_1:secret", ""), ("pk_org_1", "secret"));
    }
}
