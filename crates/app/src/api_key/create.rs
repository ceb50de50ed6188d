//! Makes a key.

use perigee_model::{ApiKeyId, OrganizationId, PermissionSet, ProcessId, Scope, UserId};
use perigee_store::entity::api_key;
use perigee_store::error::to_json;
use perigee_store::{ConnectionTrait, api_keys};
use serde_json::json;
use uuid::Uuid;

use super::authenticate::prefix;
use super::lifetime::Policy;
use super::{check_process, key_of, line, networks, scopes};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::secrets;
use crate::process::check_name;
use crate::{App, AppError, FieldFault};

/// A key to be made.
#[derive(Debug, Clone, Default)]
pub struct NewKey {
    /// Its name.
    pub name: String,
    /// Literals, or `All` for everything that its maker may.
    pub scopes: Vec<String>,
    /// The one process that it sees.
    pub process_id: Option<ProcessId>,
    /// When it ends; 90 days from now if left out.
    pub expires_at_ms: Option<i64>,
    /// The networks in CIDR notation that it may be used from; any if there is none.
    pub networks: Vec<String>,
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

/// Makes a key that may do no more than its maker, and lives no longer.
///
/// # Errors
/// `Invalid` with every fault, `Denied` for a scope that the maker has not, `NotFound` for an unknown process,
/// `Conflict` when too many keys were made by keys.
pub async fn create(app: &App, scope: &Scope, new: NewKey) -> Result<CreatedKey, AppError> {
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    check_process(&tx, scope, new.process_id).await?;
    let draft = check(&tx, scope, &new, now).await?;
    let (row, made) = draft.into_row(app, scope, now);
    api_keys::insert(&tx, row.clone()).await?;
    line::check_usable(&tx, &row, now).await?;
    audit::record(&tx, scope, event("api_key.create", &row)).await?;
    crate::setup::commit(tx).await?;
    Ok(made)
}

/// A key whose parts are settled.
pub(super) struct Draft {
    pub name: String,
    pub permissions: PermissionSet,
    pub process_id: Option<ProcessId>,
    pub expires_at_ms: i64,
    pub networks: Vec<ipnet::IpNet>,
}

/// Every part of a request, with all faults at once.
async fn check(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    new: &NewKey,
    now_ms: i64,
) -> Result<Draft, AppError> {
    let maker = line::caller(conn, scope).await?;
    let policy = Policy::of(conn, scope, now_ms).await?;
    let grantable = scopes::grantable(scope, new.process_id);
    let mut faults = Vec::new();
    let name = noted(check_name(&new.name), &mut faults)?;
    let maker_end = maker.as_ref().and_then(|maker| maker.expires_at);
    let end = noted(policy.end_within(new.expires_at_ms, maker_end), &mut faults)?;
    let networks = networks::parse(&new.networks).and_then(|wanted| line::confine(wanted, maker));
    let networks = noted(networks, &mut faults)?;
    let permissions = noted(scopes::choose(&new.scopes, grantable), &mut faults)?;
    match (name, end, networks, permissions) {
        (Some(name), Some(expires_at_ms), Some(networks), Some(permissions)) => {
            let process_id = new.process_id;
            Ok(Draft { name, permissions, process_id, expires_at_ms, networks })
        }
        _ => Err(AppError::Invalid { faults }),
    }
}

/// Keeps what was right, and the faults of what was wrong; anything else ends the use case.
fn noted<T>(outcome: Result<T, AppError>, faults: &mut Vec<FieldFault>) -> Result<Option<T>, AppError> {
    match outcome {
        Err(AppError::Invalid { faults: found }) => {
            faults.extend(found);
            Ok(None)
        }
        other => other.map(Some),
    }
}

impl Draft {
    /// The row of a new key, and what is shown of it once.
    pub(super) fn into_row(self, app: &App, scope: &Scope, now_ms: i64) -> (api_key::Model, CreatedKey) {
        let (id, secret, scopes) = (Uuid::now_v7(), secrets::new_secret(), self.permissions.literals());
        let pepper = app.peppers().newest();
        let row = api_key::Model {
            id,
            organization_id: scope.organization_id.uuid(),
            process_id: self.process_id.map(ProcessId::uuid),
            name: self.name.clone(),
            secret_mac: pepper.mac(&secret),
            scopes: to_json(&scopes),
            created_by: scope.subject.to_string(),
            created_at: now_ms,
            expires_at: Some(self.expires_at_ms),
            revoked_at: None,
            last_used_at: None,
            last_used_ip: None,
            pepper_id: Some(pepper.id().to_owned()),
            creator_user_id: scope.person.map(UserId::uuid),
            creator_key_id: key_of(scope).map(ApiKeyId::uuid),
            networks: networks::stored(&self.networks),
            replaced_by: None,
            last_used_route: None,
            reminded_days: None,
        };
        let made = CreatedKey {
            id: ApiKeyId::from_uuid(id),
            name: self.name,
            scopes,
            expires_at_ms: row.expires_at,
            key: format!("{}{}:{secret}", prefix(row.process_id.is_some()), id.simple()),
            organization_id: scope.organization_id,
        };
        (row, made)
    }
}

/// What the audit log says about a key that was made or changed.
pub(super) fn event<'a>(action: &'static str, row: &'a api_key::Model) -> Event<'a> {
    let details = json!({
        "processId": row.process_id.map(|id| id.simple().to_string()),
        "scopes": serde_json::from_str::<serde_json::Value>(&row.scopes).unwrap_or_default(),
        "networks": serde_json::from_str::<serde_json::Value>(&row.networks).unwrap_or_default(),
        "exp": row.expires_at.map(super::lifetime::day),
    });
    Event { action, object: ("api_key", row.id.simple().to_string(), &row.name), details }
}
