//! The organizations that a person is in, and going from one to another.

use std::collections::HashMap;

use perigee_model::OrganizationRole;
use perigee_store::{organizations, sessions, users};
use serde_json::json;

use crate::audit::{self, Event};
use crate::identity::{Caller, rights, session};
use crate::{App, AppError};

/// A person's place in an organization.
#[derive(Debug, Clone)]
pub struct Place {
    /// The organization as the API shows it.
    pub org_public_id: String,
    /// Its name.
    pub org_name: String,
    /// The person's role in it.
    pub role: OrganizationRole,
    /// Whether the session that asks is there.
    pub is_current: bool,
}

/// The organizations that the caller is in, the oldest place first.
///
/// # Errors
/// `PersonsOnly` for a key.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Place>, AppError> {
    let (user_id, _) = session::ids(caller)?;
    let conn = app.db().reader();
    let places = users::list_places(conn, user_id).await?;
    let ids = places.iter().map(|place| place.organization_id).collect();
    let found = organizations::list_with(conn, ids).await?;
    let mut names: HashMap<_, _> = found.into_iter().map(|row| (row.id, (row.public_id, row.name))).collect();
    let current = caller.organization_id().uuid();
    let shown = places.into_iter().filter_map(|place| {
        let (org_public_id, org_name) = names.remove(&place.organization_id)?;
        let is_current = place.organization_id == current;
        Some(Place { org_public_id, org_name, role: OrganizationRole::find(&place.role)?, is_current })
    });
    Ok(shown.collect())
}

/// Takes the caller's session to another organization; the answer is the caller from now on.
///
/// # Errors
/// `NotFound` when the caller has no place there, `PersonsOnly` for a key.
pub async fn switch(app: &App, caller: &Caller, org_public_id: &str) -> Result<Caller, AppError> {
    let (user_id, session_id) = session::ids(caller)?;
    let missing = AppError::NotFound { what: "the organization" };
    let tx = app.db().begin_write().await?;
    let Some(organization) = organizations::find_by_public_id(&tx, org_public_id).await? else {
        return Err(missing);
    };
    let places = users::list_places(&tx, user_id).await?;
    if !places.iter().any(|place| place.organization_id == organization.id) {
        return Err(missing);
    }
    let row = sessions::set_organization(&tx, session_id, organization.id).await?;
    rights::changed(&tx).await?;
    let there = session::caller_of(&tx, &row, caller.own_scope().address).await?;
    let object = ("session", session_id.simple().to_string(), "");
    let details = json!({ "from": caller.org_public_id });
    audit::record(&tx, there.own_scope(), Event { action: "session.switch", object, details }).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(there)
}
