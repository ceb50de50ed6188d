//! Who calls: HTTP Basic with an API key, or the session cookie of a browser.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use perigee_app::identity::{self, CallerKind, session};
use perigee_app::{AppError, api_key};

use crate::client::Client;
use crate::problem::ApiError;
use crate::request::{KeyInUse, UsedKey};
use crate::state::ApiState;

/// Name of the cookie behind https; browsers then refuse it from any other host, path or plain http.
const SECURE_COOKIE: &str = "__Host-perigee_session";
/// Name of the cookie on plain http, for trying it out on one machine.
const PLAIN_COOKIE: &str = "perigee_session";

/// An authenticated caller.
#[derive(Debug)]
pub(crate) struct Caller(pub identity::Caller);

impl FromRequestParts<ApiState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
            return with_key(parts, state, value).await.map(Self);
        }
        let token = session_token(&parts.headers, state).ok_or(AppError::BadCredentials)?;
        if !is_safe(&parts.method) {
            check_same_site(&parts.headers, state, true)?;
        }
        Ok(Self(session::authenticate(&state.app, token, peer(parts)).await?))
    }
}

/// The caller with an API key, within the limits of its key and its address.
async fn with_key(
    parts: &Parts,
    state: &ApiState,
    value: &HeaderValue,
) -> Result<identity::Caller, ApiError> {
    let (address, now_ms) = (peer(parts), chrono::Utc::now().timestamp_millis());
    let Some((user, pass)) = basic(value) else {
        state.limits.was_wrong(address, now_ms);
        return Err(AppError::BadCredentials.into());
    };
    // A key that is known costs nothing to check; others have to wait while their address is wrong too often.
    let claimed = api_key::claimed(&user, &pass);
    let is_known = claimed.is_some_and(|id| api_key::is_remembered(&state.app, id));
    if !is_known {
        state.limits.may_try(address, now_ms)?;
    }
    let caller = match api_key::authenticate(&state.app, &user, &pass, address).await {
        Err(error @ (AppError::BadCredentials | AppError::KeyRefused(_))) => {
            state.limits.was_wrong(address, now_ms);
            // Only what is sure to be a key of ours is written down: anybody can make up ids.
            if let Some(id) = claimed.filter(|_| is_known || matches!(error, AppError::KeyRefused(_))) {
                note(parts, UsedKey { id, expires_at_ms: None, left: None });
            }
            return Err(error.into());
        }
        other => other?,
    };
    if let CallerKind::Key { id, expires_at_ms } = caller.kind {
        let left = state.limits.key(id);
        note(parts, UsedKey { id, expires_at_ms, left: left.as_ref().ok().copied() });
        left?;
    }
    Ok(caller)
}

fn note(parts: &Parts, used: UsedKey) {
    if let Some(key) = parts.extensions.get::<KeyInUse>() {
        key.0.get_or_init(|| used);
    }
}

/// The address of who called, as far as the connection and trusted proxies tell.
fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<Client>().and_then(|client| client.address)
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn basic(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, pass) = decoded.split_once(':')?;
    Some((user.to_owned(), pass.to_owned()))
}

/// The secret of the session that a browser holds.
pub(crate) fn session_token<'a>(headers: &'a HeaderMap, state: &ApiState) -> Option<&'a str> {
    let name = cookie_name(state);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, token)| token)
}

fn cookie_name(state: &ApiState) -> &'static str {
    if state.is_https() { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// Refuses requests that a page of another site made a browser send.
///
/// Browsers say where a request comes from and pages cannot lie about it. Without any such header it is not a
/// browser: then `must_tell` decides.
pub(crate) fn check_same_site(
    headers: &HeaderMap,
    state: &ApiState,
    must_tell: bool,
) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") { Ok(()) } else { Err(ApiError::CrossSite) };
    }
    let Some(origin) = text("origin") else {
        return if must_tell { Err(ApiError::CrossSite) } else { Ok(()) };
    };
    let is_public = state.config.public_url.as_deref().is_some_and(|url| url.trim_end_matches('/') == origin);
    let host = origin.split_once("://").map(|(_, host)| host);
    if is_public || (host.is_some() && host == text("host")) { Ok(()) } else { Err(ApiError::CrossSite) }
}

/// The cookie of a new session.
pub(crate) fn cookie(state: &ApiState, token: &str) -> HeaderValue {
    set_cookie(state, token, session::LIFETIME_MS / 1000)
}

/// What makes a browser forget the cookie.
pub(crate) fn no_cookie(state: &ApiState) -> HeaderValue {
    set_cookie(state, "", 0)
}

fn set_cookie(state: &ApiState, token: &str, max_age_s: i64) -> HeaderValue {
    let secure = if state.is_https() { "; Secure" } else { "" };
    let name = cookie_name(state);
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).expect("names and tokens are ASCII letters and digits")
}
