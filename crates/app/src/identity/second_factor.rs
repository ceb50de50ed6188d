//! The second factor: turning it on and off, its codes, and the recovery codes that stand in for a lost phone.

use perigee_store::entity::user;
use perigee_store::{ConnectionTrait, recovery_codes, sessions, users};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::{Caller, password, rights, sealed, secrets, session, totp};
use crate::mail::{self, letter};
use crate::{App, AppError};

/// Recovery codes that a person gets at once: enough for years, few enough to print.
const RECOVERY_CODES: usize = 10;

/// Bytes of a recovery code: 120 random bits, so that its stored hash cannot be searched for. From 112 bits on
/// OWASP ASVS 5.0 (6.5.2) asks for no slow hash.
const RECOVERY_BYTES: usize = 15;

/// How apps name us.
const ISSUER: &str = "Perigee";

/// Where a person's second factor stands.
#[derive(Debug, Clone, Copy)]
pub struct SecondFactor {
    /// Since when it is asked for.
    pub confirmed_at_ms: Option<i64>,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u64,
}

/// A secret for an app, shown once.
#[derive(Clone)]
pub struct Setup {
    /// For typing it in.
    pub secret: String,
    /// For scanning it.
    pub otpauth_url: String,
    /// The address drawn as a QR code.
    pub qr_svg: String,
}

/// Where the caller's second factor stands.
///
/// # Errors
/// `PersonsOnly` for a key.
pub async fn get(app: &App, caller: &Caller) -> Result<SecondFactor, AppError> {
    let user = session::person(app, caller).await?;
    let recovery_codes_left = match user.totp_confirmed_at {
        Some(_) => recovery_codes::count_left(app.db().reader(), user.id).await?,
        None => 0,
    };
    Ok(SecondFactor { confirmed_at_ms: user.totp_confirmed_at, recovery_codes_left })
}

/// Makes a secret. Nothing is asked for until [`confirm`] has seen a code of it.
///
/// # Errors
/// `Invalid` when it is not the current password, `Conflict` when a second factor is on, or there is no password.
pub async fn begin(app: &App, caller: &Caller, current_password: String) -> Result<Setup, AppError> {
    let user = session::person(app, caller).await?;
    password::prove(app, &user, Some(current_password)).await?;
    if user.totp_confirmed_at.is_some() {
        return Err(AppError::conflict("second_factor_on", "the second factor is on; turn it off first"));
    }
    let secret: [u8; totp::SECRET_BYTES] = rand::random();
    let sealed = sealed::seal(&app.peppers().newest(), user.id, &secret);
    users::set_second_factor(app.db().writer(), user.id, Some(sealed), None, None).await?;
    let secret = totp::base32(&secret);
    let account = user.email.as_deref().unwrap_or(&user.name);
    let otpauth_url = format!(
        "otpauth://totp/{ISSUER}:{}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30",
        encoded(account)
    );
    let qr_svg = drawn(&otpauth_url)?;
    Ok(Setup { secret, otpauth_url, qr_svg })
}

/// Turns it on with a first code; the answer is the recovery codes. Ends the person's other sessions.
///
/// # Errors
/// `Invalid` when the code is wrong, `Conflict` when no secret was made, `Throttled` after too many attempts.
pub async fn confirm(app: &App, caller: &Caller, code: &str) -> Result<Vec<String>, AppError> {
    let user = session::person(app, caller).await?;
    attempt(app, user.id)?;
    let (None, Some(stored)) = (user.totp_confirmed_at, user.totp_secret.clone()) else {
        return Err(AppError::conflict("second_factor_not_begun", "begin with a new secret"));
    };
    let step = step_of(app, &user, &stored, code)?.ok_or_else(wrong_code)?;
    let (codes, hashes) = new_codes();
    let tx = app.db().begin_write().await?;
    users::set_second_factor(&tx, user.id, Some(stored), Some(now_ms()), Some(step)).await?;
    recovery_codes::replace(&tx, user.id, hashes).await?;
    changed(app, tx, caller, &user, "second_factor.enable").await?;
    Ok(codes)
}

/// Turns it off. Ends the person's other sessions.
///
/// # Errors
/// `Invalid` when the password or the code is wrong, `Conflict` when it is off.
pub async fn disable(
    app: &App,
    caller: &Caller,
    current_password: String,
    code: &str,
) -> Result<(), AppError> {
    let user = session::person(app, caller).await?;
    is_on(&user)?;
    attempt(app, user.id)?;
    password::prove(app, &user, Some(current_password)).await?;
    let tx = app.db().begin_write().await?;
    if !is_right(app, &tx, &user, code).await? {
        return Err(wrong_code());
    }
    users::set_second_factor(&tx, user.id, None, None, None).await?;
    recovery_codes::replace(&tx, user.id, Vec::new()).await?;
    changed(app, tx, caller, &user, "second_factor.disable").await
}

/// Makes new recovery codes in place of the old ones.
///
/// # Errors
/// `Invalid` when the code is wrong, `Conflict` when there is no second factor.
pub async fn renew_recovery_codes(app: &App, caller: &Caller, code: &str) -> Result<Vec<String>, AppError> {
    let user = session::person(app, caller).await?;
    is_on(&user)?;
    attempt(app, user.id)?;
    let (codes, hashes) = new_codes();
    let tx = app.db().begin_write().await?;
    if !is_right(app, &tx, &user, code).await? {
        return Err(wrong_code());
    }
    recovery_codes::replace(&tx, user.id, hashes).await?;
    note(&tx, caller, &user, "second_factor.renew_codes").await?;
    crate::setup::commit(tx).await?;
    forget_attempts(app, user.id);
    Ok(codes)
}

/// What follows when it was turned on or off.
async fn changed(
    app: &App,
    tx: perigee_store::DatabaseTransaction,
    caller: &Caller,
    user: &user::Model,
    action: &'static str,
) -> Result<(), AppError> {
    let (_, session_id) = session::ids(caller)?;
    sessions::delete_others(&tx, user.id, Some(session_id)).await?;
    rights::changed(&tx).await?;
    note(&tx, caller, user, action).await?;
    crate::setup::commit(tx).await?;
    forget_attempts(app, user.id);
    rights::settled(app).await;
    Ok(())
}

async fn note(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    user: &user::Model,
    action: &'static str,
) -> Result<(), AppError> {
    if let Some(email) = &user.email {
        mail::post(tx, letter::second_factor(&user.name, email, action)).await?;
    }
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    audit::record(tx, caller.own_scope(), Event { action, object, details: json!({}) }).await
}

/// Counts an attempt with a code of this person.
pub(crate) fn attempt(app: &App, user_id: Uuid) -> Result<(), AppError> {
    app.code_throttle().attempt(&user_id.to_string(), now_ms())
}

/// Forgets the attempts after a right code.
pub(crate) fn forget_attempts(app: &App, user_id: Uuid) {
    app.code_throttle().forget(&user_id.to_string());
}

/// Whether this is a code of the person that was not used before; it is used up by that.
pub(crate) async fn is_right(
    app: &App,
    conn: &impl ConnectionTrait,
    user: &user::Model,
    code: &str,
) -> Result<bool, AppError> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        let Some(stored) = &user.totp_secret else { return Ok(false) };
        return match step_of(app, user, stored, &code)? {
            Some(step) => Ok(users::use_step(conn, user.id, step).await?),
            None => Ok(false),
        };
    }
    let hash = secrets::hash_token(&code.to_uppercase());
    Ok(recovery_codes::use_up(conn, user.id, &hash, now_ms()).await?)
}

fn step_of(app: &App, user: &user::Model, stored: &[u8], code: &str) -> Result<Option<i64>, AppError> {
    let secret = app.peppers().find_map(|pepper| sealed::open(pepper, user.id, stored));
    let secret = secret.ok_or(perigee_store::StoreError::Unreadable { column: "users.totp_secret" })?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    Ok(totp::step_of(&secret, &code, now_ms()))
}

fn is_on(user: &user::Model) -> Result<(), AppError> {
    match user.totp_confirmed_at {
        Some(_) => Ok(()),
        None => Err(AppError::conflict("second_factor_off", "there is no second factor")),
    }
}

fn wrong_code() -> AppError {
    AppError::invalid("code", "this code is wrong, too old, or was used before")
}

/// New recovery codes as they are shown (`ABCD-EFGH-…`), and what is stored of them.
fn new_codes() -> (Vec<String>, Vec<Vec<u8>>) {
    let code = |_| {
        let bytes: [u8; RECOVERY_BYTES] = rand::random();
        let code = totp::base32(&bytes);
        let groups: Vec<&str> = [0, 4, 8, 12, 16, 20].iter().map(|at| &code[*at..at + 4]).collect();
        (groups.join("-"), secrets::hash_token(&code))
    };
    (0..RECOVERY_CODES).map(code).unzip()
}

/// Percent-encoded for a path.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A QR code, black on white in both themes: scanners want it so.
fn drawn(text: &str) -> Result<String, AppError> {
    let code = qrcode::QrCode::new(text);
    let code = code.map_err(|_| AppError::invalid("email", "the e-mail is too long for a QR code"))?;
    Ok(code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(200, 200).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_differ_and_only_their_hashes_are_stored() {
        let (codes, hashes) = new_codes();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!((different.len(), hashes.len()), (RECOVERY_CODES, RECOVERY_CODES));
        assert_eq!(codes[0].len(), "ABCD-EFGH-IJKL-MNOP-QRST-UVWX".len());
        assert_eq!(secrets::hash_token(&codes[0].replace('-', "")), hashes[0]);
    }

    #[test]
    fn an_account_cannot_add_to_the_address_of_the_secret() {
        assert_eq!(encoded("a&secret=b?@é"), "a%26secret%3Db%3F%40%C3%A9");
    }

    #[test]
    fn the_code_is_drawn_as_svg() {
        let drawn = drawn("otpauth://totp/Perigee:ada").unwrap();
        assert!(drawn.contains("<svg") && drawn.contains("</svg>"));
    }
}
