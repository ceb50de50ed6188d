//! Browser sessions.

use std::net::IpAddr;

use perigee_model::OrganizationId;
use perigee_store::entity::{session, user};
use perigee_store::{organizations, sessions, users};
use uuid::Uuid;

use crate::clock::now_ms;
use crate::identity::{Caller, CallerKind, password, rights, secrets};
use crate::{App, AppError};

/// Twelve hours: a working day. Signing in again in the evening is the cost of a stolen laptop being useless tomorrow.
pub const LIFETIME_MS: i64 = 12 * 3_600_000;

/// A session that has just begun.
#[derive(Debug)]
pub struct NewSession {
    /// The secret for the cookie; it is not stored.
    pub token: String,
    /// Who is signed in.
    pub caller: Caller,
}

/// Signs in with a password.
///
/// # Errors
/// `BadCredentials`, the same for an unknown e-mail and a wrong password; `Throttled` after too many attempts.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: String,
    ip: Option<&str>,
) -> Result<NewSession, AppError> {
    let email = email.trim().to_lowercase();
    let email_key = format!("email {email}");
    app.throttle().attempt(&email_key, now_ms())?;
    if let Some(ip) = ip {
        app.throttle().attempt(&format!("ip {ip}"), now_ms())?;
    }
    let user = users::find_by_email(app.db().reader(), &email).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    if !password::verify(app, password, stored).await? {
        return Err(AppError::BadCredentials);
    }
    let user = user.ok_or(AppError::BadCredentials)?;
    app.throttle().forget(&email_key);
    begin(app, user).await
}

/// Begins a session of a person whose identity is established.
pub(crate) async fn begin(app: &App, user: user::Model) -> Result<NewSession, AppError> {
    if user.disabled_at.is_some() {
        return Err(AppError::BadCredentials);
    }
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    let place = users::find_first_membership(&tx, user.id).await?.ok_or(AppError::BadCredentials)?;
    let organization = organizations::get(&tx, OrganizationId::from_uuid(place.organization_id)).await?;
    let token = secrets::new_secret();
    let row = session::Model {
        id: Uuid::now_v7(),
        token_hash: secrets::hash_token(&token),
        user_id: user.id,
        organization_id: place.organization_id,
        created_at: now,
        expires_at: now + LIFETIME_MS,
        last_seen_at: Some(now),
        ip: None,
        user_agent: None,
    };
    sessions::sweep(&tx, now).await?;
    sessions::insert(&tx, row.clone()).await?;
    let rights = rights::of_place(&tx, &place).await?;
    crate::setup::commit(tx).await?;
    Ok(NewSession { token, caller: Caller::person(&row, user, place, organization, rights, None) })
}

/// Who holds this cookie. Looked up at each request, so that signing out and role changes hold at once.
///
/// # Errors
/// `BadCredentials` when the session has ended or the person was shut out.
pub async fn authenticate(app: &App, token: &str, ip: Option<IpAddr>) -> Result<Caller, AppError> {
    let conn = app.db().reader();
    let found = sessions::find(conn, &secrets::hash_token(token), now_ms()).await?;
    let session = found.ok_or(AppError::BadCredentials)?;
    let organization_id = OrganizationId::from_uuid(session.organization_id);
    let user = users::find(conn, session.user_id).await?.filter(|user| user.disabled_at.is_none());
    let place = users::find_membership(conn, session.user_id, organization_id).await?;
    let place = place.filter(|place| place.deactivated_at.is_none());
    let (Some(user), Some(place)) = (user, place) else { return Err(AppError::BadCredentials) };
    let organization = organizations::get(conn, organization_id).await?;
    let rights = rights::of_place(conn, &place).await?;
    Ok(Caller::person(&session, user, place, organization, rights, ip))
}

/// Ends the caller's session; a key has none, and nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, caller: &Caller) -> Result<(), AppError> {
    if let CallerKind::Person { session_id, .. } = caller.kind {
        let tx = app.db().begin_write().await?;
        sessions::delete(&tx, session_id).await?;
        rights::changed(&tx).await?;
        crate::setup::commit(tx).await?;
        rights::settled(app).await;
    }
    Ok(())
}
