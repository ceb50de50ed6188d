//! Makes a key.

use perigee_model::{ApiKeyId, OrganizationId, Permission, ProcessId, Scope, UserId};
use perigee_store::entity::api_key;
use perigee_store::error::to_json;
use perigee_store::{api_keys, processes};
use uuid::Uuid;

use crate::api_key::authenticate::prefix;
use crate::clock::now_ms;
use crate::identity::secrets;
use crate::{App, AppError};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Its name.
    pub name: String,
    /// Literals, or `All` for everything that its maker may.
    pub scopes: Vec<String>,
    /// The one process that it sees.
    pub process_id: Option<ProcessId>,
    /// Days until it ends.
    pub days: Option<u32>,
}

/// A key that was made: the only time that the secret is shown.
#[derive(Debug)]
pub struct CreatedKey {
    /// The key.
    pub id: ApiKeyId,
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<&'static str>,
    /// When it ends.
    pub expires_at_ms: Option<i64>,
    /// `user:pass`.
    pub key: String,
    /// Its organization.
    pub organization_id: OrganizationId,
}

/// Makes a key that may do no more than its maker.
///
/// # Errors
/// `Invalid` for an unknown scope, `Denied` for one that the maker has not, `NotFound` for an unknown process.
pub async fn create(app: &App, scope: &Scope, new: NewKey) -> Result<CreatedKey, AppError> {
    let permissions = granted(scope, &new.scopes)?;
    if let Some(process_id) = new.process_id {
        processes::get(app.db().reader(), scope, process_id)
            .await
            .map_err(|_| AppError::NotFound { what: "the process" })?;
    }
    let (id, secret, now) = (Uuid::now_v7(), secrets::new_secret(), now_ms());
    let scopes: Vec<&'static str> = permissions.iter().map(|permission| permission.as_str()).collect();
    let row = api_key::Model {
        id,
        organization_id: scope.organization_id.uuid(),
        process_id: new.process_id.map(ProcessId::uuid),
        name: new.name.clone(),
        secret_mac: app.pepper().mac(&secret),
        scopes: to_json(&scopes),
        created_by: scope.subject.to_string(),
        created_at: now,
        expires_at: new.days.map(|days| now + i64::from(days) * DAY_MS),
        revoked_at: None,
        last_used_at: None,
        last_used_ip: None,
        pepper_id: None,
        creator_user_id: scope.person.map(UserId::uuid),
        creator_key_id: None,
        networks: "[]".to_owned(),
        replaced_by: None,
        last_used_route: None,
        reminded_days: None,
    };
    let expires_at_ms = row.expires_at;
    api_keys::insert(app.db().writer(), row).await?;
    Ok(CreatedKey {
        id: ApiKeyId::from_uuid(id),
        name: new.name,
        scopes,
        expires_at_ms,
        key: format!("{}{}:{secret}", prefix(new.process_id.is_some()), id.simple()),
        organization_id: scope.organization_id,
    })
}

fn granted(scope: &Scope, literals: &[String]) -> Result<Vec<Permission>, AppError> {
    if literals.iter().any(|literal| literal == "All") {
        return Ok(scope.rights.anywhere().iter().collect());
    }
    if literals.is_empty() {
        return Err(AppError::invalid("scopes", "at least one scope is required"));
    }
    literals
        .iter()
        .map(|literal| {
            let permission = Permission::find(literal)
                .ok_or_else(|| AppError::invalid("scopes", format!("{literal} is not a scope")))?;
            if scope.rights.anywhere().contains(permission) {
                Ok(permission)
            } else {
                Err(AppError::Denied(permission))
            }
        })
        .collect()
}
