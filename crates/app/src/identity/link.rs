//! Links that sign in once.

use perigee_model::OrganizationId;
use perigee_store::entity::sign_in_link;
use perigee_store::{sessions, users};
use uuid::Uuid;

use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::secrets;
use crate::identity::session::{self, NewSession};
use crate::{App, AppError};

/// What these links are good for.
pub(crate) const SIGN_IN: &str = "sign_in";

/// Fifteen minutes: long enough to switch to the browser, short enough that a copied terminal is worth nothing.
const LIFETIME_MS: i64 = 15 * 60_000;

/// Makes a link for a person; the answer is its token, which is not stored.
///
/// # Errors
/// When the database fails.
pub async fn create(app: &App, user_id: Uuid, organization_id: OrganizationId) -> Result<String, AppError> {
    let token = secrets::new_secret();
    let row = sign_in_link::Model {
        id: Uuid::now_v7(),
        token_hash: secrets::hash_token(&token),
        user_id,
        organization_id: organization_id.uuid(),
        expires_at: now_ms() + LIFETIME_MS,
        used_at: None,
        purpose: SIGN_IN.to_owned(),
    };
    sessions::insert_link(app.db().writer(), row).await?;
    Ok(token)
}

/// Signs in with a link.
///
/// # Errors
/// `BadCredentials` when it is unknown, too old, or used.
pub async fn sign_in(app: &App, token: &str, browser: &Browser) -> Result<NewSession, AppError> {
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    let used = sessions::use_link(app.db().writer(), &secrets::hash_token(token), SIGN_IN, now_ms()).await?;
    let link = used.ok_or(AppError::BadCredentials)?;
    let user = users::find(app.db().reader(), link.user_id).await?.ok_or(AppError::BadCredentials)?;
    session::begin(app, user, Some(OrganizationId::from_uuid(link.organization_id)), "link", browser).await
}
