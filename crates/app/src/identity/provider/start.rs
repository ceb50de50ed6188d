//! Sends a browser to a provider.

use perigee_store::entity::provider_flow;
use perigee_store::provider_flows;

use super::{find, redirect_url};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::secrets;
use crate::{App, AppError};

/// Ten minutes: enough to sign in there with a second factor.
pub const LIFETIME_MS: i64 = 10 * 60_000;

/// Longest address to come back to; ours are under a hundred characters.
const RETURN_LENGTH: usize = 500;

/// A browser on its way.
#[derive(Debug, Clone)]
pub struct Started {
    /// Where to send it.
    pub url: String,
    /// The secret for the cookie that ties the way back to this browser; it is not stored.
    pub browser_token: String,
}

/// Begins a sign-in. `browser_token` is that of an earlier one in the same browser, which may still be under way in
/// another tab.
///
/// # Errors
/// `NotFound` when there is no such provider, `Provider` when it cannot be reached, `Throttled`.
pub async fn start(
    app: &App,
    provider_id: &str,
    return_to: Option<&str>,
    browser_token: Option<&str>,
    browser: &Browser,
) -> Result<Started, AppError> {
    let provider = find(app, provider_id)?;
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&format!("provider {from}"), now_ms())?;
    }
    let begun = provider.begin(&redirect_url(app, provider_id)).await.map_err(AppError::Provider)?;
    let kept = browser_token.filter(|token| secrets::is_well_formed(token)).map(str::to_owned);
    let browser_token = kept.unwrap_or_else(secrets::new_secret);
    let now = now_ms();
    let row = provider_flow::Model {
        state_hash: secrets::hash_token(&begun.state),
        provider: provider_id.to_owned(),
        browser_hash: secrets::hash_token(&browser_token),
        nonce: begun.nonce,
        verifier: begun.verifier,
        return_to: own_address(return_to),
        expires_at: now + LIFETIME_MS,
    };
    provider_flows::insert(app.db().writer(), row, now).await?;
    Ok(Started { url: begun.url, browser_token })
}

/// An address of the web app; anything else could lead somewhere else.
fn own_address(return_to: Option<&str>) -> String {
    let is_ours = |path: &&str| {
        path.len() <= RETURN_LENGTH
            && path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    return_to.filter(is_ours).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_app_are_returned_to() {
        assert_eq!(own_address(Some("/processes/0198?tab=keys")), "/processes/0198?tab=keys");
        for other in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "",
            "/a\r\nSet-Cookie: x",
            "/é",
        ] {
            assert_eq!(own_address(Some(other)), "/", "{other}");
        }
        assert_eq!(own_address(None), "/");
    }
}
