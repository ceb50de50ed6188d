//! Who somebody is here that a provider vouches for.

use perigee_model::OrganizationId;
use perigee_store::entity::{identity, user};
use perigee_store::{ConnectionTrait, identities, users};
use serde_json::json;

use super::{Claims, Refusal};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::sign_in::scope_of;
use crate::identity::{password, sign_up};
use crate::mail::{self, letter};
use crate::{App, AppError, invitation};

/// A person, and the organization to begin in if it is not the oldest one.
type Found = (user::Model, Option<OrganizationId>);

/// Who this is: somebody who was here before with this identity, somebody with the same proven e-mail, or the first
/// owner of a new installation.
pub(super) async fn find(
    app: &App,
    provider: &str,
    claims: &Claims,
    is_local: bool,
    browser: &Browser,
) -> Result<Result<Found, Refusal>, AppError> {
    let conn = app.db().reader();
    if let Some(known) = identities::find(conn, &claims.issuer, &claims.subject).await? {
        let user = users::find(conn, known.user_id).await?;
        return Ok(user.map(|user| (user, None)).ok_or(Refusal::NoAccount));
    }
    let email = claims.email.as_deref().and_then(|email| crate::user::fold_email(email).ok());
    let email = match email {
        Some(email) if claims.is_email_verified => email,
        Some(_) => return Ok(Err(Refusal::EmailUnverified)),
        None => return Ok(Err(Refusal::NoAccount)),
    };
    match users::find_by_email(conn, &email).await? {
        Some(user) if may_be_linked(&user) => link(app, provider, claims, user, browser).await,
        Some(_) => Ok(Err(Refusal::NotLinked)),
        None => join(app, provider, claims, &email, is_local, browser).await,
    }
}

/// Whether a provider's word is enough to let somebody into this account.
///
/// Not when the account asks for a second factor that the provider knows nothing of. Nor when somebody set a password
/// without having proven the e-mail: that could be a stranger, waiting for the real owner of the e-mail to move in.
fn may_be_linked(user: &user::Model) -> bool {
    let is_proven = user.email_verified_at.is_some() || user.password_hash.is_none();
    user.disabled_at.is_none() && user.totp_confirmed_at.is_none() && is_proven
}

async fn link(
    app: &App,
    provider: &str,
    claims: &Claims,
    user: user::Model,
    browser: &Browser,
) -> Result<Result<Found, Refusal>, AppError> {
    let tx = app.db().begin_write().await?;
    let Some(place) = users::find_first_membership(&tx, user.id).await? else {
        return Ok(Err(Refusal::NoAccount));
    };
    tie(&tx, claims, &user).await?;
    let verified_at = user.email_verified_at.unwrap_or_else(now_ms);
    users::set_profile(&tx, user.id, &user.name, user.email.as_deref(), Some(verified_at)).await?;
    let organization_id = OrganizationId::from_uuid(place.organization_id);
    note(&tx, provider, claims, &user, organization_id, browser).await?;
    crate::setup::commit(tx).await?;
    Ok(Ok((user, None)))
}

/// Somebody new: invited, or the first owner.
async fn join(
    app: &App,
    provider: &str,
    claims: &Claims,
    email: &str,
    is_local: bool,
    browser: &Browser,
) -> Result<Result<Found, Refusal>, AppError> {
    if let Some((user, organization_id)) = invitation::accept_vouched(app, email, claims, browser).await? {
        return Ok(Ok((user, Some(organization_id))));
    }
    match is_local {
        true => become_owner(app, provider, claims, email, browser).await,
        false => Ok(Err(Refusal::NoAccount)),
    }
}

/// The first owner, who has no way to sign in yet and sits at the machine itself.
async fn become_owner(
    app: &App,
    provider: &str,
    claims: &Claims,
    email: &str,
    browser: &Browser,
) -> Result<Result<Found, Refusal>, AppError> {
    let tx = app.db().begin_write().await?;
    let Some((owner, organization)) = sign_up::waiting(&tx).await? else {
        return Ok(Err(Refusal::NoAccount));
    };
    let told = claims.name.as_deref().and_then(|name| crate::user::read_name("name", name).ok());
    let name = told.unwrap_or_else(|| owner.name.clone());
    let saved = users::set_profile(&tx, owner.id, &name, Some(email), Some(now_ms())).await;
    saved.map_err(password::email_taken)?;
    tie(&tx, claims, &owner).await?;
    let user = users::find(&tx, owner.id).await?.ok_or(AppError::BadCredentials)?;
    let organization_id = OrganizationId::from_uuid(organization.id);
    note(&tx, provider, claims, &user, organization_id, browser).await?;
    crate::setup::commit(tx).await?;
    Ok(Ok((user, Some(organization_id))))
}

/// Notes that this is the provider's person.
pub(crate) async fn tie(
    tx: &impl ConnectionTrait,
    claims: &Claims,
    user: &user::Model,
) -> Result<(), AppError> {
    let row = identity::Model {
        issuer: claims.issuer.clone(),
        issuer_subject: claims.subject.clone(),
        user_id: user.id,
        created_at: now_ms(),
    };
    Ok(identities::insert(tx, row).await?)
}

async fn note(
    tx: &impl ConnectionTrait,
    provider: &str,
    claims: &Claims,
    user: &user::Model,
    organization_id: OrganizationId,
    browser: &Browser,
) -> Result<(), AppError> {
    if let Some(email) = &user.email {
        mail::post(tx, letter::identity_linked(&user.name, email, provider)).await?;
    }
    let scope = scope_of(user, organization_id, browser);
    let object = ("user", user.id.simple().to_string(), user.name.as_str());
    let details = json!({ "issuer": claims.issuer, "subject": claims.subject });
    audit::record(tx, &scope, Event { action: "identity.link", object, details }).await
}
