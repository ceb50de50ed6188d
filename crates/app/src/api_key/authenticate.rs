//! Who calls with this key.

use std::net::IpAddr;

use perigee_model::{ApiKeyId, OrganizationId};
use perigee_store::{api_keys, organizations};

use crate::clock::now_ms;
use crate::identity::{Caller, rights, secrets};
use crate::{App, AppError};

/// "Last used" is noted to the minute: noting each request would make every read a write.
const USE_NOTED_EVERY_MS: i64 = 60_000;

/// The caller behind `user` and `pass` of HTTP Basic. The whole key may stand in `user` with an empty `pass`.
/// Looked up at each request, so that revoking and expiry hold at once.
///
/// # Errors
/// `BadCredentials`, whatever is wrong with the key.
pub async fn authenticate(app: &App, user: &str, pass: &str, ip: Option<IpAddr>) -> Result<Caller, AppError> {
    let (user, pass) = split(user, pass);
    let id = key_id(user).ok_or(AppError::BadCredentials)?;
    if !secrets::is_well_formed(pass) {
        return Err(AppError::BadCredentials);
    }
    let key = api_keys::find(app.db().reader(), id).await?.ok_or(AppError::BadCredentials)?;
    let now = now_ms();
    let belongs = user.starts_with(prefix(key.process_id.is_some()));
    if !app.pepper().matches(pass, &key.secret_mac) || !rights::is_alive(&key, now) || !belongs {
        return Err(AppError::BadCredentials);
    }
    let rights = rights::of_key(app.db().reader(), &key, now).await?.ok_or(AppError::BadCredentials)?;
    if key.last_used_at.is_none_or(|at| at < now - USE_NOTED_EVERY_MS) {
        api_keys::note_use(
            app.db().writer(),
            id,
            now,
            ip.map(|ip| ip.to_string()).as_deref(),
            now - USE_NOTED_EVERY_MS,
        )
        .await?;
    }
    let organization =
        organizations::get(app.db().reader(), OrganizationId::from_uuid(key.organization_id)).await?;
    Ok(Caller::key(&key, organization, rights, ip))
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
    fn a_key_may_come_whole_in_the_user_name() {
        assert_eq!(split("pk_org_1", "secret"), ("pk_org_1", "secret"));
        assert_eq!(split("pk_org_1", "secret:"), ("pk_org_1", "secret"));
        assert_eq!(split("pk_org_1:secret", ""), ("pk_org_1", "secret"));
    }
}
