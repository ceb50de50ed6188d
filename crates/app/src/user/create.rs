//! Makes a person.

use perigee_model::{OrganizationRole, Scope};
use perigee_store::entity::{membership, user};
use perigee_store::{StoreError, users};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::password;
use crate::{App, AppError};

/// A person to be made.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// To sign in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// `admin` or `user`.
    pub role: String,
    /// Left out, a one-time link is the way in.
    pub password: Option<String>,
}

/// Makes a person of the scope's organization; the answer is the person's id.
///
/// # Errors
/// `Invalid` for a wrong e-mail, role or password, `Conflict` when the e-mail is taken.
pub async fn create(app: &App, scope: &Scope, new: NewUser) -> Result<Uuid, AppError> {
    let email = super::fold_email(&new.email)?;
    if !matches!(OrganizationRole::find(&new.role), Some(OrganizationRole::Admin | OrganizationRole::User)) {
        return Err(AppError::invalid("role", "the role is admin or user"));
    }
    let password_hash = match new.password {
        Some(password) => Some(password::hash(app, "password", password, &[&new.name, &email]).await?),
        None => None,
    };
    let (id, now) = (Uuid::now_v7(), now_ms());
    let tx = app.db().begin_write().await?;
    let person = user::Model {
        id,
        email: Some(email),
        name: new.name,
        password_hash,
        created_at: now,
        disabled_at: None,
        subject: None,
        email_verified_at: None,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
    };
    match users::insert(&tx, person.clone()).await {
        Err(StoreError::Conflict) => {
            return Err(AppError::conflict("email_taken", "somebody else has this e-mail"));
        }
        other => other?,
    }
    let organization_id = scope.organization_id.uuid();
    let place = membership::Model {
        user_id: id,
        organization_id,
        role: new.role.clone(),
        created_at: now,
        deactivated_at: None,
        last_seen_at: None,
    };
    users::join(&tx, place).await?;
    let details = json!({ "email": person.email, "role": new.role });
    let event = Event { action: "user.create", object: super::edit::object(&person), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    Ok(id)
}
