//! What people change about themselves.

use perigee_store::{sessions, users};
use serde_json::json;

use crate::audit::{self, Event};
use crate::identity::{Caller, password, session};
use crate::mail::{self, letter};
use crate::{App, AppError};

/// What is to be changed; what is left out stays.
#[derive(Clone, Default)]
pub struct ProfileChange {
    /// Name.
    pub name: Option<String>,
    /// E-mail to sign in with.
    pub email: Option<String>,
    /// Needed for another e-mail.
    pub current_password: Option<String>,
}

/// Changes the caller's own name and e-mail; the answer is the caller from now on.
///
/// # Errors
/// `Invalid` when something is wrong, `Conflict` when the e-mail is taken, `PersonsOnly` for a key.
pub async fn edit(app: &App, caller: &Caller, change: ProfileChange) -> Result<Caller, AppError> {
    let user = session::person(app, caller).await?;
    let name = match &change.name {
        Some(name) => crate::user::read_name("name", name)?,
        None => user.name.clone(),
    };
    let email = change.email.as_deref().map(crate::user::fold_email).transpose()?;
    let new_email = email.filter(|email| user.email.as_ref() != Some(email));
    if new_email.is_some() {
        password::prove(app, &user, change.current_password).await?;
    }
    let verified_at = if new_email.is_some() { None } else { user.email_verified_at };
    let email = new_email.as_deref().or(user.email.as_deref());

    let tx = app.db().begin_write().await?;
    users::set_profile(&tx, user.id, &name, email, verified_at).await.map_err(password::email_taken)?;
    if let Some(new) = &new_email {
        sessions::delete_links(&tx, user.id, "reset").await?;
        if let Some(old) = &user.email {
            mail::post(&tx, letter::email_changed(&user.name, old, new)).await?;
        }
    }
    let object = ("user", user.id.simple().to_string(), name.as_str());
    let details = json!({ "name": change.name.map(|_| &name), "email": new_email });
    audit::record(&tx, caller.own_scope(), Event { action: "user.edit", object, details }).await?;
    crate::setup::commit(tx).await?;
    session::again(app, caller).await
}
