//! Signing in with a password, and a code of the second factor where there is one.

use std::sync::Arc;

use perigee_model::{OrganizationId, Rights, Scope, UserId};
use perigee_store::entity::user;
use perigee_store::users;
use serde_json::json;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::caller::subject_of;
use crate::identity::session::{self, NewSession};
use crate::identity::{password, second_factor};
use crate::{App, AppError};

/// What somebody signs in with.
#[derive(Clone)]
pub struct Credentials {
    /// In any case, with or without white space around it.
    pub email: String,
    /// The password.
    pub password: String,
    /// Six digits, or a recovery code.
    pub code: Option<String>,
}

/// Signs in with a password.
///
/// # Errors
/// `BadCredentials`, the same for an unknown e-mail and a wrong password; `SecondFactor` when the password is right
/// and a code is missing or wrong; `Throttled` after too many attempts.
pub async fn sign_in(app: &App, given: Credentials, browser: &Browser) -> Result<NewSession, AppError> {
    let email = given.email.trim().to_lowercase();
    let email_key = format!("email {email}");
    app.throttle().attempt(&email_key, now_ms())?;
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    let user = users::find_by_email(app.db().reader(), &email).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    if !password::verify(app, given.password, stored).await? {
        if let Some(user) = user {
            note_refusal(app, user, "password", browser);
        }
        return Err(AppError::BadCredentials);
    }
    let user = user.ok_or(AppError::BadCredentials)?;
    let checked = check_code(app, &user, given.code.as_deref(), browser).await;
    if matches!(checked, Err(AppError::SecondFactor { is_wrong: false })) {
        forgive(app, &email_key, browser);
    }
    checked?;
    app.throttle().forget(&email_key);
    session::begin(app, user, None, "password", browser).await
}

/// The password was right and only the code is still to come: nothing failed.
fn forgive(app: &App, email_key: &str, browser: &Browser) {
    app.throttle().forgive(email_key);
    if let Some(from) = browser.attempts_key() {
        app.throttle().forgive(&from);
    }
}

/// Asks for the second factor where there is one.
///
/// # Errors
/// `SecondFactor` when the code is missing or wrong, `Throttled` after too many of them.
pub(crate) async fn check_code(
    app: &App,
    user: &user::Model,
    code: Option<&str>,
    browser: &Browser,
) -> Result<(), AppError> {
    if user.totp_confirmed_at.is_none() {
        return Ok(());
    }
    let code = code.filter(|code| !code.trim().is_empty());
    let code = code.ok_or(AppError::SecondFactor { is_wrong: false })?;
    second_factor::attempt(app, user.id)?;
    if second_factor::is_right(app, app.db().writer(), user, code).await? {
        second_factor::forget_attempts(app, user.id);
        return Ok(());
    }
    note_refusal(app, user.clone(), "second_factor", browser);
    Err(AppError::SecondFactor { is_wrong: true })
}

/// Notes a refused sign-in of a known person, beside the answer: it must not come later than that to an unknown one.
fn note_refusal(app: &App, user: user::Model, what: &'static str, browser: &Browser) {
    let (app, browser) = (app.clone(), browser.clone());
    tokio::spawn(async move {
        if let Err(error) = record_refusal(&app, user, what, &browser).await {
            tracing::error!(%error, "a refused sign-in could not be noted");
        }
    });
}

async fn record_refusal(
    app: &App,
    user: user::Model,
    what: &'static str,
    browser: &Browser,
) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let Some(place) = users::find_first_membership(&tx, user.id).await? else { return Ok(()) };
    let scope = scope_of(&user, OrganizationId::from_uuid(place.organization_id), browser);
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    let details = json!({ "wrong": what, "email": user.email });
    audit::record(&tx, &scope, Event { action: "session.refused", object, details }).await?;
    crate::setup::commit(tx).await
}

/// A scope that grants nothing: for noting what somebody did, or tried, who is not signed in.
pub(crate) fn scope_of(user: &user::Model, organization_id: OrganizationId, browser: &Browser) -> Scope {
    Scope {
        organization_id,
        subject: subject_of(user).into(),
        name: user.name.as_str().into(),
        person: Some(UserId::from_uuid(user.id)),
        address: browser.address,
        rights: Arc::new(Rights::default()),
        purpose: None,
    }
}
