//! Passwords that were forgotten: a link by mail sets a new one.

use perigee_model::OrganizationId;
use perigee_queue::{Job, JobFailure, NewJob, job};
use perigee_store::entity::sign_in_link;
use perigee_store::{sessions, users};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::sign_in::scope_of;
use crate::identity::{password, rights, secrets};
use crate::mail::{self, letter};
use crate::{App, AppError};

/// What these links are good for.
const RESET: &str = "reset";

/// Kind of the jobs that send such a link.
pub(crate) const JOB: &str = "password_reset";

/// Thirty minutes: mail may be slow, and an old mail must be worth nothing.
const LIFETIME_MS: i64 = 30 * 60_000;

/// A mail that cannot be written in five attempts is asked for again by its reader.
const MAX_ATTEMPTS: i32 = 5;

#[derive(Serialize, Deserialize)]
struct Asked {
    email: String,
    /// Where the link leads; the server that was asked knows how people reach it, a worker need not.
    address: String,
}

/// Asks for a link. Whether somebody has this e-mail is looked up later, by a job: the answer, and the time that it
/// takes, cannot depend on it.
///
/// # Errors
/// `Invalid` when it is no e-mail, `Throttled` after too many attempts.
pub async fn ask(app: &App, email: &str, browser: &Browser) -> Result<(), AppError> {
    let email = crate::user::fold_email(email)?;
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    app.throttle().attempt(&format!("reset {email}"), now_ms())?;
    let payload = serde_json::to_value(Asked { email, address: app.address("/reset") })
        .map_err(|_| AppError::Panicked)?;
    let new = NewJob { kind: JOB.to_owned(), payload, priority: 20, max_attempts: MAX_ATTEMPTS };
    job::enqueue(app.db().writer(), new, now_ms()).await?;
    app.wake().notify();
    Ok(())
}

/// Writes the mail, if there is somebody to write to.
pub(crate) async fn write(app: &App, job: &Job) -> Result<(), JobFailure> {
    let asked: Asked = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobFailure::Park("the payload is of another version".to_owned()))?;
    let written = write_to(app, job, &asked).await;
    written.map_err(|error| JobFailure::Retry(format!("the mail was not written ({:?})", error.kind())))
}

async fn write_to(app: &App, job: &Job, asked: &Asked) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let user = users::find_by_email(&tx, &asked.email).await?.filter(|user| user.disabled_at.is_none());
    let Some(user) = user else { return Ok(()) };
    let Some(place) = users::find_first_membership(&tx, user.id).await? else { return Ok(()) };
    let token = secrets::new_secret();
    let row = sign_in_link::Model {
        id: Uuid::now_v7(),
        token_hash: secrets::hash_token(&token),
        user_id: user.id,
        organization_id: place.organization_id,
        expires_at: now_ms() + LIFETIME_MS,
        used_at: None,
        purpose: RESET.to_owned(),
    };
    // The newest link is the only one.
    sessions::delete_links(&tx, user.id, RESET).await?;
    sessions::insert_link(&tx, row).await?;
    let link = format!("{}#token={token}", asked.address);
    mail::post(&tx, letter::reset(&user.name, &asked.email, &link)).await?;
    job::finish(&tx, &job.lease).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(())
}

/// Sets a new password with a link, and ends every session of the person.
///
/// # Errors
/// `BadCredentials` when the link is unknown, too old, or used; `Invalid` when the password is.
pub async fn confirm(app: &App, token: &str, new: String, browser: &Browser) -> Result<(), AppError> {
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    let token_hash = secrets::hash_token(token);
    // A password that is refused must not use up the link.
    let link = sessions::find_link(app.db().reader(), &token_hash, RESET, now_ms()).await?;
    let link = link.ok_or(AppError::BadCredentials)?;
    let user = users::find(app.db().reader(), link.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or(AppError::BadCredentials)?;
    let email = user.email.clone().unwrap_or_default();
    let hash = password::hash(app, "newPassword", new, &[&user.name, &email]).await?;

    let tx = app.db().begin_write().await?;
    let used = sessions::use_link(&tx, &token_hash, RESET, now_ms()).await?;
    used.ok_or(AppError::BadCredentials)?;
    users::set_password(&tx, user.id, &hash, None).await?;
    // The link came by mail, so the mail reaches the person.
    users::set_profile(&tx, user.id, &user.name, user.email.as_deref(), Some(now_ms())).await?;
    sessions::delete_others(&tx, user.id, None).await?;
    rights::changed(&tx).await?;
    mail::post(&tx, letter::password_set(&user.name, &email)).await?;
    let scope = scope_of(&user, OrganizationId::from_uuid(link.organization_id), browser);
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    audit::record(&tx, &scope, Event { action: "password.reset", object, details: json!({}) }).await?;
    crate::setup::commit(tx).await?;
    app.throttle().forget(&format!("email {email}"));
    if let Some(from) = browser.attempts_key() {
        app.throttle().forgive(&from);
    }
    rights::settled(app).await;
    Ok(())
}
