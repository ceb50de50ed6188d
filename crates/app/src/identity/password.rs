//! Passwords: argon2id with OWASP's parameters, a few at a time, off the async threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use perigee_store::users;

use crate::clock::now_ms;
use crate::identity::{Caller, CallerKind};
use crate::{App, AppError};

/// Shorter passwords are refused; NIST asks for 8, ASVS 5.0 recommends 15 where it is the only factor.
pub const SHORTEST: usize = 12;

/// Longer ones only cost us hashing time.
pub const LONGEST: usize = 256;

/// Hashes a password.
///
/// # Errors
/// `Invalid` when it is too short or too long.
pub async fn hash(app: &App, password: String) -> Result<String, AppError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(AppError::invalid(
            "newPassword",
            format!("between {SHORTEST} and {LONGEST} characters are required"),
        ));
    }
    let _slot = app.password_slots().acquire().await.map_err(|_| AppError::Panicked)?;
    let task = tokio::task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()));
    let hash: PasswordHash = task.await.map_err(|_| AppError::Panicked)?.map_err(|_| AppError::Panicked)?;
    Ok(hash.to_string())
}

/// Whether this is the password. Takes the same time when there is none, so that nobody learns who exists.
pub(crate) async fn verify(app: &App, password: String, stored: Option<String>) -> Result<bool, AppError> {
    let _slot = app.password_slots().acquire().await.map_err(|_| AppError::Panicked)?;
    let task = tokio::task::spawn_blocking(move || match stored {
        Some(stored) => PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()),
        None => {
            let _same_work: Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
            false
        }
    });
    task.await.map_err(|_| AppError::Panicked)
}

/// Sets the caller's password, and the e-mail if there is none yet. Ends the person's other sessions.
///
/// # Errors
/// `Invalid` when something is missing or wrong; `Denied` never: a key has no password and is `Invalid` too.
pub async fn set(
    app: &App,
    caller: &Caller,
    current: Option<String>,
    new: String,
    email: Option<String>,
) -> Result<(), AppError> {
    let CallerKind::Person { user_id, session_id, email: known, .. } = &caller.kind else {
        return Err(AppError::invalid("newPassword", "an API key has no password; sign in as a person"));
    };
    let user = users::find(app.db().reader(), *user_id).await?.ok_or(AppError::BadCredentials)?;
    if user.password_hash.is_some() {
        app.throttle().attempt(&format!("password {user_id}"), now_ms())?;
        let Some(current) = current else {
            return Err(AppError::invalid("currentPassword", "field required"));
        };
        if !verify(app, current, user.password_hash).await? {
            return Err(AppError::invalid("currentPassword", "this is not the current password"));
        }
    }
    if known.is_none() && email.is_none() {
        return Err(AppError::invalid("email", "an e-mail is needed to sign in with a password"));
    }
    let email = email.map(|email| crate::user::fold_email(&email)).transpose()?;
    let hash = hash(app, new).await?;
    let tx = app.db().begin_write().await?;
    match users::set_password(&tx, *user_id, &hash, email.as_deref()).await {
        Err(perigee_store::StoreError::Conflict) => {
            return Err(AppError::conflict("email_taken", "somebody else has this e-mail"));
        }
        other => other?,
    }
    perigee_store::sessions::delete_others(&tx, *user_id, Some(*session_id)).await?;
    crate::setup::commit(tx).await
}
