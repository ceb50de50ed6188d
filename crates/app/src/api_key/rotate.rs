//! Puts a new key in the place of an old one, which lives on for a while.

use perigee_model::{ApiKeyId, PermissionSet, ProcessId, Scope};
use perigee_store::entity::api_key;
use perigee_store::{ConnectionTrait, api_keys};
use serde_json::json;
use uuid::Uuid;

use super::create::{CreatedKey, Draft, event};
use super::lifetime::Policy;
use super::{check_active, get_row, line, networks, scopes};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::rights;
use crate::{App, AppError};

/// The longest time that an old key lives on: long enough for a release that comes once a month.
pub const LONGEST_GRACE_S: i64 = 30 * 86_400;

/// The time that an old key lives on unless asked otherwise.
pub const GRACE_S: i64 = 86_400;

/// Makes a key with the name, the scopes and the networks of this one. The old one ends after the grace; what it made
/// is passed on to the new one.
///
/// Whoever rotates a key learns a secret, so it is like making one: every scope of the key is needed, and the new key
/// shrinks with who made it. A key that rotates lives no longer than before.
///
/// # Errors
/// `NotFound`, `Invalid` for the grace, `Denied` for a scope of the key that the caller has not, `Conflict` when the
/// key has ended or was replaced, or when a key rotates the one that it comes from.
pub async fn rotate(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
    grace_s: i64,
) -> Result<CreatedKey, AppError> {
    if !(0..=LONGEST_GRACE_S).contains(&grace_s) {
        return Err(AppError::invalid(
            "graceSeconds",
            format!("0 to {LONGEST_GRACE_S} seconds are possible"),
        ));
    }
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    let old = get_row(&tx, scope, process_id, id).await?;
    check_active(&old, now)?;
    let draft = draft(&tx, scope, &old, now).await?;
    let (mut row, made) = draft.into_row(app, scope, now);
    stand_behind(&tx, scope, &old, &mut row).await?;
    if !api_keys::replace(&tx, id, made.id).await? {
        return Err(AppError::conflict("api_key_replaced", "the key was replaced already"));
    }
    api_keys::insert(&tx, row.clone()).await?;
    pass_on(&tx, id, &row).await?;
    line::check_usable(&tx, &row, now).await?;
    api_keys::end_by(&tx, vec![old.id], now + grace_s * 1_000).await?;
    rights::changed(&tx).await?;
    record(&tx, scope, &old, &row, grace_s).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(made)
}

/// What is the same in the new key, as far as the caller may make such a key.
async fn draft(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    old: &api_key::Model,
    now_ms: i64,
) -> Result<Draft, AppError> {
    let granted: PermissionSet = rights::granted(old)?.anywhere();
    let process_id = old.process_id.map(ProcessId::from_uuid);
    scopes::lacks(granted, scopes::grantable(scope, process_id))?;
    let end = Policy::of(conn, scope, now_ms).await?;
    let end = end.end_after(old.expires_at.map(|end| end - old.created_at));
    let caller = line::caller(conn, scope).await?;
    Ok(Draft {
        name: old.name.clone(),
        permissions: granted,
        process_id,
        expires_at_ms: line::no_later(end, caller.clone()),
        networks: line::confine(networks::read(&old.networks)?, caller)?,
    })
}

/// Who stands behind the new key: who rotates it. A key that rotates itself does not stand behind its successor,
/// which would end with it; whoever stands behind the key does.
async fn stand_behind(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    old: &api_key::Model,
    row: &mut api_key::Model,
) -> Result<(), AppError> {
    if row.creator_key_id == Some(old.id) {
        row.creator_key_id = old.creator_key_id;
        row.creator_user_id = old.creator_user_id;
        return Ok(());
    }
    let below = line::descendants(conn, ApiKeyId::from_uuid(old.id)).await?;
    if super::key_of(scope).is_some_and(|caller| below.contains(&caller.uuid())) {
        let message = "a key cannot rotate the key that it comes from";
        return Err(AppError::conflict("api_key_line", message));
    }
    Ok(())
}

/// What the old key made stands under the new one from now on, and behind it the same person.
async fn pass_on(conn: &impl ConnectionTrait, from: ApiKeyId, to: &api_key::Model) -> Result<(), AppError> {
    let to_id = ApiKeyId::from_uuid(to.id);
    api_keys::adopt(conn, from, to_id).await?;
    let below: Vec<Uuid> = line::descendants(conn, to_id).await?;
    if let Some(end) = to.expires_at {
        api_keys::end_by(conn, below.clone(), end).await?;
    }
    Ok(api_keys::set_person(conn, below, to.creator_user_id).await?)
}

async fn record(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    old: &api_key::Model,
    new: &api_key::Model,
    grace_s: i64,
) -> Result<(), AppError> {
    let mut details = event("api_key.rotate", new).details;
    details["replacedBy"] = json!(new.id.simple().to_string());
    details["graceSeconds"] = json!(grace_s);
    let object = ("api_key", old.id.simple().to_string(), old.name.as_str());
    audit::record(conn, scope, Event { action: "api_key.rotate", object, details }).await
}
