//! Browser sessions: how they begin, who holds one, and how the own one ends.

use std::net::IpAddr;

use perigee_model::OrganizationId;
use perigee_store::entity::{membership, session, user};
use perigee_store::{ConnectionTrait, organizations, sessions, users};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::{Caller, CallerKind, rights, secrets};
use crate::{App, AppError};

/// Twelve hours: a working day. Signing in again in the evening is the cost of a stolen laptop being useless tomorrow.
pub const LIFETIME_MS: i64 = 12 * 3_600_000;

/// Two hours without a request end a session: longer than lunch, shorter than a night.
pub(crate) const IDLE_MS: i64 = 2 * 3_600_000;

/// "Last seen" is noted to the minute: reading must not cost a write each time.
const SEEN_STEP_MS: i64 = 60_000;

/// A session that has just begun.
#[derive(Debug)]
pub struct NewSession {
    /// The secret for the cookie; it is not stored.
    pub token: String,
    /// Who is signed in.
    pub caller: Caller,
}

/// Begins a session of a person whose identity is established, in this organization or in the oldest one where the
/// person may be. `by` says how it was established, for the audit log.
pub(crate) async fn begin(
    app: &App,
    user: user::Model,
    organization_id: Option<OrganizationId>,
    by: &'static str,
    browser: &Browser,
) -> Result<NewSession, AppError> {
    if user.disabled_at.is_some() {
        return Err(AppError::BadCredentials);
    }
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    let place = place(&tx, user.id, organization_id).await?.ok_or(AppError::BadCredentials)?;
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
        ip: browser.address.map(|address| address.to_string()),
        user_agent: browser.user_agent.clone(),
    };
    let ended = match &browser.earlier_session {
        Some(token_hash) => sessions::delete_by_token(&tx, token_hash).await?,
        None => false,
    };
    if ended {
        rights::changed(&tx).await?;
    }
    sessions::sweep(&tx, now, now - IDLE_MS).await?;
    sessions::insert(&tx, row.clone()).await?;
    users::set_seen(&tx, user.id, place.organization_id, now).await?;
    let rights = rights::of_place(&tx, &place).await?;
    let caller = Caller::person(&row, user, place, organization, rights, browser.address);
    let object = ("session", row.id.simple().to_string(), "");
    let event = Event { action: "session.sign_in", object, details: json!({ "by": by }) };
    audit::record(&tx, caller.own_scope(), event).await?;
    crate::setup::commit(tx).await?;
    if ended {
        rights::settled(app).await;
    }
    // Colleagues behind one address sign in all morning; only failures count.
    if let Some(from) = browser.attempts_key() {
        app.throttle().forgive(&from);
    }
    Ok(NewSession { token, caller })
}

/// Where a session of this person may be.
async fn place(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    organization_id: Option<OrganizationId>,
) -> Result<Option<membership::Model>, AppError> {
    let place = match organization_id {
        Some(id) => users::find_membership(conn, user_id, id).await?,
        None => users::find_first_membership(conn, user_id).await?,
    };
    Ok(place.filter(|place| place.deactivated_at.is_none()))
}

/// Who holds this cookie. Looked up at each request, so that signing out and role changes hold at once.
///
/// # Errors
/// `BadCredentials` when the session has ended or the person was shut out.
pub async fn authenticate(app: &App, token: &str, ip: Option<IpAddr>) -> Result<Caller, AppError> {
    let (conn, now) = (app.db().reader(), now_ms());
    let found = sessions::find(conn, &secrets::hash_token(token), now, now - IDLE_MS).await?;
    let session = found.ok_or(AppError::BadCredentials)?;
    let caller = caller_of(conn, &session, ip).await?;
    if session.last_seen_at.is_none_or(|at| at <= now - SEEN_STEP_MS) {
        note_seen(app, session, now);
    }
    Ok(caller)
}

/// The caller that a session stands for.
pub(crate) async fn caller_of(
    conn: &impl ConnectionTrait,
    session: &session::Model,
    address: Option<IpAddr>,
) -> Result<Caller, AppError> {
    let organization_id = OrganizationId::from_uuid(session.organization_id);
    let user = users::find(conn, session.user_id).await?.filter(|user| user.disabled_at.is_none());
    let place = place(conn, session.user_id, Some(organization_id)).await?;
    let (Some(user), Some(place)) = (user, place) else { return Err(AppError::BadCredentials) };
    let organization = organizations::get(conn, organization_id).await?;
    let rights = rights::of_place(conn, &place).await?;
    Ok(Caller::person(session, user, place, organization, rights, address))
}

/// The person and the session of the caller.
///
/// # Errors
/// `PersonsOnly` for a key.
pub(crate) fn ids(caller: &Caller) -> Result<(Uuid, Uuid), AppError> {
    match caller.kind {
        CallerKind::Person { user_id, session_id, .. } => Ok((user_id, session_id)),
        CallerKind::Key { .. } => Err(AppError::PersonsOnly),
    }
}

/// The row of the person who calls.
///
/// # Errors
/// `PersonsOnly` for a key.
pub(crate) async fn person(app: &App, caller: &Caller) -> Result<user::Model, AppError> {
    let (user_id, _) = ids(caller)?;
    users::find(app.db().reader(), user_id).await?.ok_or(AppError::BadCredentials)
}

/// The caller once more, after its person was changed.
pub(crate) async fn again(app: &App, caller: &Caller) -> Result<Caller, AppError> {
    let (_, session_id) = ids(caller)?;
    let session = sessions::get(app.db().reader(), session_id).await?;
    caller_of(app.db().reader(), &session, caller.own_scope().address).await
}

/// Notes it beside the request, which must not wait for the write lock. A note that is lost is made by the next one.
fn note_seen(app: &App, session: session::Model, now: i64) {
    let app = app.clone();
    tokio::spawn(async move {
        let noted = async {
            sessions::set_seen(app.db().writer(), session.id, now).await?;
            users::set_seen(app.db().writer(), session.user_id, session.organization_id, now).await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "when somebody was last seen could not be noted");
        }
    });
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
        let object = ("session", session_id.simple().to_string(), "");
        let event = Event { action: "session.sign_out", object, details: json!({}) };
        audit::record(&tx, caller.own_scope(), event).await?;
        crate::setup::commit(tx).await?;
        rights::settled(app).await;
    }
    Ok(())
}
