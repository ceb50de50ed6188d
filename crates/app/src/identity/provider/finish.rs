//! Receives a browser that comes back from a provider.

use perigee_store::entity::provider_flow;
use perigee_store::provider_flows;
use subtle::ConstantTimeEq as _;

use super::{Back, Refusal, find, person, redirect_url};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::secrets;
use crate::identity::session::{self, NewSession};
use crate::{App, AppError};

/// What the browser brings along.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// As it was sent.
    pub state: Option<String>,
    /// To be exchanged.
    pub code: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Ends a sign-in: the session, and where to go; or why not.
///
/// # Errors
/// `NotFound` when there is no such provider; when the database fails.
pub async fn finish(
    app: &App,
    provider_id: &str,
    answer: Answer,
    browser_token: Option<&str>,
    is_local: bool,
    browser: &Browser,
) -> Result<Result<(NewSession, String), Refusal>, AppError> {
    let provider = find(app, provider_id)?;
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    // Whatever follows, this sign-in is used up: its state is worth nothing from here on.
    let Some(flow) = take(app, provider_id, &answer, browser_token).await? else {
        return Ok(Err(Refusal::Expired));
    };
    let code = match (answer.code, answer.error.as_deref()) {
        (Some(code), None) => code,
        (_, Some("access_denied")) => return Ok(Err(Refusal::Cancelled)),
        (_, error) => {
            tracing::warn!(provider = provider_id, error, "a provider refused a sign-in");
            return Ok(Err(Refusal::Failed));
        }
    };
    let redirect_url = redirect_url(app, provider_id);
    let back =
        Back { redirect_url: &redirect_url, code: &code, nonce: &flow.nonce, verifier: &flow.verifier };
    let claims = match provider.finish(back).await {
        Ok(claims) => claims,
        Err(fault) => {
            tracing::warn!(provider = provider_id, %fault, "a sign-in with a provider failed");
            return Ok(Err(Refusal::Failed));
        }
    };
    let found = person::find(app, provider.name(), &claims, is_local, browser).await?;
    let (user, organization_id) = match found {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    match session::begin(app, user, organization_id, "provider", browser).await {
        Ok(begun) => Ok(Ok((begun, flow.return_to))),
        // Shut out, or in no organization any more.
        Err(AppError::BadCredentials) => Ok(Err(Refusal::NoAccount)),
        Err(error) => Err(error),
    }
}

/// The sign-in that the browser began, if it did.
async fn take(
    app: &App,
    provider_id: &str,
    answer: &Answer,
    browser_token: Option<&str>,
) -> Result<Option<provider_flow::Model>, AppError> {
    let (Some(state), Some(token)) = (&answer.state, browser_token) else { return Ok(None) };
    let flow = provider_flows::take(app.db().writer(), &secrets::hash_token(state), now_ms()).await?;
    let browser_hash = secrets::hash_token(token);
    Ok(flow.filter(|flow| {
        flow.provider == provider_id && bool::from(flow.browser_hash.ct_eq(browser_hash.as_slice()))
    }))
}
