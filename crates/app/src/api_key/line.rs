//! Keys that were made by keys: what a maker passes on, and to whom.

use ipnet::IpNet;
use perigee_model::{ApiKeyId, Scope};
use perigee_store::entity::api_key;
use perigee_store::{ConnectionTrait, api_keys};
use uuid::Uuid;

use super::{key_of, networks};
use crate::AppError;
use crate::identity::rights;

/// The key that calls, if it is not a person.
pub(super) async fn caller(
    conn: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<Option<api_key::Model>, AppError> {
    match key_of(scope) {
        Some(id) => Ok(api_keys::find(conn, id).await?),
        None => Ok(None),
    }
}

/// The key that made this one, if a key did.
pub(super) async fn maker(
    conn: &impl ConnectionTrait,
    key: &api_key::Model,
) -> Result<Option<api_key::Model>, AppError> {
    match key.creator_key_id {
        Some(id) => Ok(api_keys::find(conn, ApiKeyId::from_uuid(id)).await?),
        None => Ok(None),
    }
}

/// The networks that a key is confined to by these keys.
///
/// # Errors
/// `Invalid` for one that reaches outside.
pub(super) fn confine(
    wanted: Vec<IpNet>,
    by: impl IntoIterator<Item = api_key::Model>,
) -> Result<Vec<IpNet>, AppError> {
    by.into_iter().try_fold(wanted, |wanted, key| networks::within(wanted, &networks::read(&key.networks)?))
}

/// No later than these keys end.
pub(super) fn no_later(end_ms: i64, than: impl IntoIterator<Item = api_key::Model>) -> i64 {
    than.into_iter().filter_map(|key| key.expires_at).fold(end_ms, i64::min)
}

/// Every key that this one made, that those made, and so on.
pub(super) async fn descendants(conn: &impl ConnectionTrait, id: ApiKeyId) -> Result<Vec<Uuid>, AppError> {
    let (mut found, mut level) = (Vec::new(), vec![id.uuid()]);
    while !level.is_empty() {
        let made = api_keys::list_made_by(conn, level).await?;
        level = made.iter().map(|key| key.id).filter(|id| !found.contains(id)).collect();
        found.extend(level.iter().copied());
    }
    Ok(found)
}

/// Refuses a new key that nobody could use, because too many keys stand in its line, or somebody in it has just
/// ended. To be asked in the transaction that adds it.
pub(super) async fn check_usable(
    conn: &impl ConnectionTrait,
    key: &api_key::Model,
    now_ms: i64,
) -> Result<(), AppError> {
    if rights::of_key(conn, key, now_ms).await?.is_none() {
        let message = "too many keys were made by keys in this line, or one of them has just ended";
        return Err(AppError::conflict("api_key_line", message));
    }
    Ok(())
}
