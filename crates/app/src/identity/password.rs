//! Passwords: argon2id with OWASP's parameters, a few at a time, off the async threads; weak ones are refused.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use perigee_store::entity::user;
use perigee_store::{StoreError, sessions, users};
use serde_json::json;
use zxcvbn::{Score, zxcvbn};

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{Caller, rights, session};
use crate::mail::{self, letter};
use crate::{App, AppError};

/// Shorter passwords are refused; NIST asks for 8, ASVS 5.0 recommends 15 where it is the only factor.
pub const SHORTEST: usize = 12;

/// Longer ones only cost us hashing time.
pub const LONGEST: usize = 256;

/// Of zxcvbn's scores from 0 to 4: from 3 on a password withstands guessing even when its hash is stolen
/// (10⁸ guesses and more), which is what its authors recommend to require.
const LEAST_SCORE: Score = Score::Three;

/// Hashes a password that is new. `field` is where it stands in the request; `about` is what a guesser would try
/// first: the person's name, the e-mail, the organization.
///
/// # Errors
/// `Invalid` when it is too short, too long, or easily guessed, with the reason in words.
pub(crate) async fn hash(
    app: &App,
    field: &'static str,
    password: String,
    about: &[&str],
) -> Result<String, AppError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        let message = format!("between {SHORTEST} and {LONGEST} characters are required");
        return Err(AppError::invalid(field, message));
    }
    let about: Vec<String> = about.iter().flat_map(|text| words_of(text)).collect();
    let _slot = app.password_slots().acquire().await.map_err(|_| AppError::Panicked)?;
    let task = tokio::task::spawn_blocking(move || match weakness(&password, &about) {
        Some(reason) => Err(AppError::invalid(field, reason)),
        None => {
            let hash: Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|_| AppError::Panicked)
        }
    });
    task.await.map_err(|_| AppError::Panicked)?
}

/// The whole text and its words: a guesser tries "ada@example.org" as well as "example".
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.chain([text]).map(str::to_lowercase).collect()
}

/// Characters that a password has beside what everybody knows about the person: as many as NIST asks of one at least.
const LEAST_OWN: usize = 8;

/// Why a password is easily guessed, if it is.
fn weakness(password: &str, about: &[String]) -> Option<String> {
    // The estimate takes a name in front of a digit for half a secret; who knows the person tries it first.
    let rest = about.iter().fold(password.to_lowercase(), |rest, word| rest.replace(word.as_str(), ""));
    if rest.chars().count() < LEAST_OWN && rest.chars().count() < password.chars().count() {
        let reason = "it is made of the name, the e-mail or the organization";
        return Some(format!("this password is easily guessed: {reason}"));
    }
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let estimate = zxcvbn(password, &about);
    if estimate.score() >= LEAST_SCORE {
        return None;
    }
    let feedback = estimate.feedback();
    let warning = feedback.and_then(zxcvbn::feedback::Feedback::warning).map(|warning| warning.to_string());
    let advice = feedback.and_then(|feedback| feedback.suggestions().first()).map(ToString::to_string);
    let said: Vec<String> = [warning, advice].into_iter().flatten().collect();
    let said = if said.is_empty() { "Add another word or two.".to_owned() } else { said.join(" ") };
    Some(format!("this password is easily guessed: {said}"))
}

/// Whether this is the password. Takes the same time when there is none, so that nobody learns who exists.
pub(crate) async fn verify(app: &App, password: String, stored: Option<String>) -> Result<bool, AppError> {
    // What is longer than any password is none, and not worth hashing.
    if password.chars().count() > LONGEST {
        return Ok(false);
    }
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

/// Has a person who is signed in prove that it is still that person.
///
/// # Errors
/// `Invalid` when it is not the current password, `Throttled` after too many attempts.
pub(crate) async fn prove(app: &App, user: &user::Model, current: Option<String>) -> Result<(), AppError> {
    let key = format!("password {}", user.id);
    app.throttle().attempt(&key, now_ms())?;
    let current = current.ok_or_else(|| AppError::invalid("currentPassword", "field required"))?;
    if user.password_hash.is_none() {
        return Err(AppError::conflict("no_password", "set a password first"));
    }
    if !verify(app, current, user.password_hash.clone()).await? {
        return Err(AppError::invalid("currentPassword", "this is not the current password"));
    }
    app.throttle().forget(&key);
    Ok(())
}

/// Sets the caller's password, and the e-mail if there is none yet. Ends the person's other sessions.
///
/// # Errors
/// `Invalid` when something is missing or wrong, `PersonsOnly` for a key, `Conflict` when the e-mail is taken.
pub async fn set(
    app: &App,
    caller: &Caller,
    current: Option<String>,
    new: String,
    email: Option<String>,
) -> Result<(), AppError> {
    let (_, session_id) = session::ids(caller)?;
    let user = session::person(app, caller).await?;
    if user.password_hash.is_some() {
        prove(app, &user, current).await?;
    }
    let email = match (&user.email, email) {
        (None, None) => {
            return Err(AppError::invalid("email", "an e-mail is needed to sign in with a password"));
        }
        (Some(_), Some(_)) => {
            return Err(AppError::invalid("email", "there is one already; change it in the profile"));
        }
        (Some(_), None) => None,
        (None, Some(email)) => Some(crate::user::fold_email(&email)?),
    };
    let address = email.as_deref().or(user.email.as_deref()).unwrap_or_default().to_owned();
    let hash = hash(app, "newPassword", new, &[&user.name, &address, &caller.org_name]).await?;
    let tx = app.db().begin_write().await?;
    users::set_password(&tx, user.id, &hash, email.as_deref()).await.map_err(email_taken)?;
    sessions::delete_others(&tx, user.id, Some(session_id)).await?;
    rights::changed(&tx).await?;
    mail::post(&tx, letter::password_set(&user.name, &address)).await?;
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    let event = Event { action: "password.set", object, details: json!({}) };
    audit::record(&tx, caller.own_scope(), event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(())
}

/// An e-mail is of one person only.
pub(crate) fn email_taken(error: StoreError) -> AppError {
    match error {
        StoreError::Conflict => AppError::conflict("email_taken", "somebody else has this e-mail"),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_guessed_is_refused_with_the_reason() {
        let about: Vec<String> =
            ["Ada Lovelace", "ada@example.org", "Northwind"].iter().flat_map(|text| words_of(text)).collect();
        for weak in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaa",
            "123456789012345",
            "qwertyuiopasdfg",
            "ada@example.org",
            "AdaLovelace1",
            "Northwind2026",
        ] {
            let reason = weakness(weak, &about);
            assert!(reason.is_some_and(|reason| reason.len() > 40), "{weak}");
        }
        for strong in ["correct horse battery staple", "a ladder of nine green herons", "7Vq-pL2x_mR9kZ"] {
            assert_eq!(weakness(strong, &about), None, "{strong}");
        }
    }
}
