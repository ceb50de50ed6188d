//! The first owner of an installation gets a name, an e-mail and a password.

use perigee_model::{OrganizationId, OrganizationRole};
use perigee_store::entity::{organization, user};
use perigee_store::{ConnectionTrait, identities, organizations, sessions, users};
use serde_json::json;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::link::SIGN_IN;
use crate::identity::session::{self, NewSession};
use crate::identity::sign_in::scope_of;
use crate::identity::{password, rights, secrets};
use crate::{App, AppError};

/// How somebody can become the owner of this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUp {
    /// From this machine, just so.
    Open,
    /// With the one-time link alone.
    Link,
    /// There is an owner who can sign in.
    Closed,
}

/// Who becomes the owner.
#[derive(Clone)]
pub struct NewOwner {
    /// Name.
    pub name: String,
    /// To sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// Name of the organization; left out, it keeps its name.
    pub organization_name: Option<String>,
    /// Token of a one-time link, for who is not at the machine itself.
    pub token: Option<String>,
}

/// How somebody who calls from this machine, or from elsewhere, can become the owner.
///
/// # Errors
/// When the database fails.
pub async fn state(app: &App, is_local: bool) -> Result<SignUp, AppError> {
    Ok(match (waiting(app.db().reader()).await?, is_local) {
        (None, _) => SignUp::Closed,
        (Some(_), true) => SignUp::Open,
        (Some(_), false) => SignUp::Link,
    })
}

/// The owner of the installation and its organization, while the owner has no way to sign in.
pub(crate) async fn waiting(
    conn: &impl ConnectionTrait,
) -> Result<Option<(user::Model, organization::Model)>, AppError> {
    let Some(organization) = organizations::find_first(conn).await? else { return Ok(None) };
    let members = users::list_members(conn, OrganizationId::from_uuid(organization.id)).await?;
    let owner = members.into_iter().find(|place| place.role == OrganizationRole::Owner.as_str());
    let Some(place) = owner else { return Ok(None) };
    let Some(user) = users::find(conn, place.user_id).await? else { return Ok(None) };
    let has_way = user.password_hash.is_some() || identities::has_any(conn, user.id).await?;
    Ok((!has_way).then_some((user, organization)))
}

/// Makes the caller the owner, and signs in.
///
/// # Errors
/// `Conflict` (`sign_up_closed`) when there is an owner who can sign in; `BadCredentials` when the token is wrong,
/// or missing where it is needed; `Invalid` when something else is wrong.
pub async fn sign_up(
    app: &App,
    new: NewOwner,
    is_local: bool,
    browser: &Browser,
) -> Result<NewSession, AppError> {
    if let Some(from) = browser.attempts_key() {
        app.throttle().attempt(&from, now_ms())?;
    }
    if waiting(app.db().reader()).await?.is_none() {
        return Err(closed());
    }
    if new.token.is_none() && !is_local {
        return Err(AppError::BadCredentials);
    }
    let (name, email) = (crate::user::read_name("name", &new.name)?, crate::user::fold_email(&new.email)?);
    let organization_name = new.organization_name.filter(|name| !name.trim().is_empty());
    let organization_name = organization_name.map(|name| crate::user::read_name("organizationName", &name));
    let organization_name = organization_name.transpose()?;
    let about = [name.as_str(), email.as_str(), organization_name.as_deref().unwrap_or_default()];
    let hash = password::hash(app, "password", new.password, &about).await?;

    let tx = app.db().begin_write().await?;
    let (user, organization) = waiting(&tx).await?.ok_or_else(closed)?;
    if let Some(token) = &new.token {
        let used = sessions::use_link(&tx, &secrets::hash_token(token), SIGN_IN, now_ms()).await?;
        used.filter(|link| link.user_id == user.id).ok_or(AppError::BadCredentials)?;
    }
    users::set_profile(&tx, user.id, &name, Some(&email), None).await.map_err(password::email_taken)?;
    users::set_password(&tx, user.id, &hash, None).await?;
    if let Some(name) = &organization_name {
        let (id, days) = (OrganizationId::from_uuid(organization.id), organization.api_key_longest_days);
        organizations::edit(&tx, id, name, days).await?;
    }
    sessions::delete_others(&tx, user.id, None).await?;
    rights::changed(&tx).await?;
    let user = users::find(&tx, user.id).await?.ok_or(AppError::BadCredentials)?;
    let scope = scope_of(&user, OrganizationId::from_uuid(organization.id), browser);
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    let details = json!({ "email": email, "organizationName": organization_name });
    audit::record(&tx, &scope, Event { action: "user.sign_up", object, details }).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    session::begin(app, user, None, "sign_up", browser).await
}

fn closed() -> AppError {
    AppError::conflict("sign_up_closed", "this installation has an owner; ask for an invitation")
}
