//! Lists and shows keys, never their secrets.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use perigee_model::{ApiKeyId, ApiKeyStatus, OrganizationId, PermissionSet, ProcessId, Rights, Scope};
use perigee_store::entity::api_key;
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, api_keys, organizations, users};
use uuid::Uuid;

use super::authenticate::prefix;
use super::{check_process, status_of};
use crate::clock::now_ms;
use crate::identity::rights;
use crate::{App, AppError};

/// A key as it is shown.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// The key.
    pub id: ApiKeyId,
    /// Its name; several may have the same.
    pub name: String,
    /// Its organization as the API shows it.
    pub org_public_id: String,
    /// The one process that it sees.
    pub process_id: Option<ProcessId>,
    /// What it was given.
    pub scopes: Vec<String>,
    /// What of that it may do today, after the rights of everybody who stands behind it.
    pub effective: PermissionSet,
    /// Whether it can be used.
    pub status: ApiKeyStatus,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it ends or ended.
    pub expires_at_ms: Option<i64>,
    /// Who made it.
    pub created_by: String,
    /// The maker's name, while the maker is known.
    pub created_by_name: Option<String>,
    /// Its last use.
    pub last_use: Option<LastUse>,
    /// The networks that it may be used from; any if there is none.
    pub networks: Vec<String>,
    /// The key that took its place.
    pub replaced_by: Option<ApiKeyId>,
}

/// When, from where and for what a key was last used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUse {
    /// When.
    pub at_ms: i64,
    /// From where.
    pub address: Option<String>,
    /// Method and path with its parameters' names.
    pub route: Option<String>,
}

impl ApiKey {
    /// The public part of the key, by which keys of the same name are told apart.
    pub fn prefix(&self) -> String {
        format!("{}{}", prefix(self.process_id.is_some()), self.id)
    }
}

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// `NotFound` for an unknown process.
pub async fn list(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    status: Option<ApiKeyStatus>,
    range: (u64, u64),
) -> Result<(Vec<ApiKey>, u64), AppError> {
    let (conn, now) = (app.db().reader(), now_ms());
    check_process(conn, scope, process_id).await?;
    let status = status.map(|status| (status, now));
    let (rows, total) = api_keys::list(conn, scope, process_id, status, range).await?;
    Ok((with_latest_use(app, show(conn, scope, rows, now).await?), total))
}

/// One key.
///
/// # Errors
/// `NotFound`, also for a key of another place.
pub async fn get(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
) -> Result<ApiKey, AppError> {
    let conn = app.db().reader();
    let row = super::get_row(conn, scope, process_id, id).await?;
    let mut shown = with_latest_use(app, show(conn, scope, vec![row], now_ms()).await?);
    shown.pop().ok_or(AppError::NotFound { what: "the API key" })
}

/// Adds the uses that are not written yet.
fn with_latest_use(app: &App, mut shown: Vec<ApiKey>) -> Vec<ApiKey> {
    for key in &mut shown {
        if let Some(last) = app.usage().last(key.id) {
            let address = last.address.map(|address| address.to_string());
            key.last_use = Some(LastUse { at_ms: last.at_ms, address, route: Some(last.route.into()) });
        }
    }
    shown
}

/// Rows as they are shown.
async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: Vec<api_key::Model>,
    now_ms: i64,
) -> Result<Vec<ApiKey>, AppError> {
    let organization = organizations::get(conn, scope.organization_id).await?;
    let makers = names_of_makers(conn, scope, &rows).await?;
    let mut people = HashMap::new();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let rights = effective(conn, &row, &mut people, now_ms).await?;
        let maker = row.creator_key_id.or(row.creator_user_id);
        shown.push(ApiKey {
            id: ApiKeyId::from_uuid(row.id),
            org_public_id: organization.public_id.clone(),
            process_id: row.process_id.map(ProcessId::from_uuid),
            scopes: from_json("api_keys.scopes", &row.scopes)?,
            effective: rights.map(|rights| rights.anywhere()).unwrap_or_default(),
            status: status_of(&row, now_ms),
            created_at_ms: row.created_at,
            expires_at_ms: row.expires_at,
            created_by_name: maker.and_then(|id| makers.get(&id).cloned()),
            created_by: row.created_by,
            last_use: row.last_used_at.map(|at_ms| LastUse {
                at_ms,
                address: row.last_used_ip,
                route: row.last_used_route,
            }),
            networks: from_json("api_keys.networks", &row.networks)?,
            replaced_by: row.replaced_by.map(ApiKeyId::from_uuid),
            name: row.name,
        });
    }
    Ok(shown)
}

/// The names of the people and keys that made these keys, by their ids.
async fn names_of_makers(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: &[api_key::Model],
) -> Result<HashMap<Uuid, String>, AppError> {
    let ids = |of: fn(&api_key::Model) -> Option<Uuid>| {
        let mut ids: Vec<Uuid> = rows.iter().filter_map(of).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let people = users::list(conn, ids(|row| row.creator_user_id)).await?;
    let keys = api_keys::list_by_ids(conn, scope, ids(|row| row.creator_key_id)).await?;
    let people = people.into_iter().map(|person| (person.id, person.name));
    Ok(people.chain(keys.into_iter().map(|key| (key.id, key.name))).collect())
}

/// What a key may do today. The people behind a list of keys are few and are asked about once each.
async fn effective(
    conn: &impl ConnectionTrait,
    key: &api_key::Model,
    people: &mut HashMap<Uuid, Option<Rights>>,
    now_ms: i64,
) -> Result<Option<Rights>, AppError> {
    if !rights::is_alive(key, now_ms) {
        return Ok(None);
    }
    let Some(person) = key.creator_user_id.filter(|_| key.creator_key_id.is_none()) else {
        return rights::of_key(conn, key, now_ms).await;
    };
    let rights = match people.entry(person) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(unknown) => {
            let organization_id = OrganizationId::from_uuid(key.organization_id);
            unknown.insert(rights::of_person(conn, person, organization_id).await?)
        }
    };
    let granted = rights::granted(key)?;
    Ok(rights.as_ref().map(|rights| rights.intersection(&granted)))
}
