//! What is unusual about the use of a key. The rules are described in `docs/api-keys.md`.

use std::collections::{HashMap, HashSet};

use perigee_model::ApiKeyId;
use perigee_store::entity::api_key;
use perigee_store::{ConnectionTrait, api_key_usage};
use uuid::Uuid;

use super::lifetime::DAY_MS;
use super::networks;
use super::tally::{HOUR_MS, Pending, REFUSAL_MINUTES, Taken, hour_of};
use crate::AppError;
use crate::alert::{self, AlertKind, Notice};

/// A key gets to know its networks in the first hour of its use: a program is tried out at a desk and then moved to
/// its server.
const SETTLING_IN_MS: i64 = HOUR_MS;

/// Refusals within five minutes: more than a person causes by hand, less than a guessing program.
const MANY_REFUSALS: u32 = 20;

/// Requests in an hour below which no growth is worth a mail.
const MANY_REQUESTS: i64 = 1_000;

/// How many times the busiest hour before.
const SUDDEN: i64 = 10;

/// A week of hours to compare with.
pub(super) const HOURS_COMPARED: i32 = 7 * 24;

/// Something unusual about a key.
pub(super) type Unusual = (Uuid, AlertKind, String);

/// New networks. To be asked before they are written, which makes them known.
pub(super) async fn notice(
    conn: &impl ConnectionTrait,
    keys: &HashMap<Uuid, api_key::Model>,
    taken: &Taken,
) -> Result<Vec<Unusual>, AppError> {
    let used = |key: &&api_key::Model| networks_of(taken, key.id).is_some();
    let ids: Vec<Uuid> = keys.values().filter(used).map(|key| key.id).collect();
    let first_seen: HashMap<Uuid, i64> = api_key_usage::first_seen(conn, ids).await?.into_iter().collect();
    let mut noticed = Vec::new();
    for (id, first_at) in first_seen {
        let (Some(key), Some(pending)) = (keys.get(&id), networks_of(taken, id)) else { continue };
        noticed.extend(new_network(conn, key, pending, first_at).await?);
    }
    Ok(noticed)
}

fn networks_of(taken: &Taken, id: Uuid) -> Option<&Pending> {
    taken.pending.get(&ApiKeyId::from_uuid(id)).filter(|pending| !pending.networks.is_empty())
}

/// A network that the key was never used from, after it has settled in. A network that somebody allowed by name is
/// no news.
async fn new_network(
    conn: &impl ConnectionTrait,
    key: &api_key::Model,
    pending: &Pending,
    first_at_ms: i64,
) -> Result<Option<Unusual>, AppError> {
    let texts = pending.networks.keys().map(ToString::to_string).collect();
    let known: HashSet<String> =
        api_key_usage::list_known_networks(conn, key.id, texts).await?.into_iter().collect();
    let allowed = networks::read(&key.networks)?;
    let mut new: Vec<String> = pending
        .networks
        .iter()
        .filter(|(_, seen)| seen.first_at_ms - first_at_ms >= SETTLING_IN_MS)
        .filter(|(network, _)| !allowed.iter().any(|one| one.contains(*network) || network.contains(one)))
        .map(|(network, _)| network.to_string())
        .filter(|network| !known.contains(network))
        .collect();
    new.sort_unstable();
    let Some(first) = new.first() else { return Ok(None) };
    let message = match new.len() {
        1 => format!("The key \"{}\" was used from {first} for the first time.", key.name),
        count => format!(
            "The key \"{}\" was used from {count} networks for the first time, among them {first}.",
            key.name
        ),
    };
    Ok(Some((key.id, AlertKind::NewNetwork, message)))
}

/// Raises what was noticed, and what the new counts show.
pub(super) async fn raise(
    conn: &impl ConnectionTrait,
    keys: &HashMap<Uuid, api_key::Model>,
    taken: &Taken,
    mut noticed: Vec<Unusual>,
    now_ms: i64,
) -> Result<(), AppError> {
    for (id, count) in taken.refusals.iter().filter(|(_, count)| **count >= MANY_REFUSALS) {
        let Some(key) = keys.get(&id.uuid()) else { continue };
        let message =
            format!("The key \"{}\" was refused {count} times within {REFUSAL_MINUTES} minutes.", key.name);
        noticed.push((key.id, AlertKind::Refusals, message));
    }
    noticed.extend(sudden(conn, keys, now_ms).await?);
    // In one order on every server, so that they wait for each other instead of blocking each other.
    noticed.sort_by_key(|(id, kind, _)| (*id, kind.as_str()));
    for (id, kind, message) in noticed {
        if let Some(key) = keys.get(&id) {
            alert::raise(conn, Notice { key, kind, message, also: None }, now_ms).await?;
        }
    }
    Ok(())
}

/// Keys that make many more requests in this hour than in any hour of the week before. A key that is younger than a
/// day has no usual use yet.
async fn sudden(
    conn: &impl ConnectionTrait,
    keys: &HashMap<Uuid, api_key::Model>,
    now_ms: i64,
) -> Result<Vec<Unusual>, AppError> {
    let hour = hour_of(now_ms);
    let grown: Vec<Uuid> =
        keys.values().filter(|key| now_ms - key.created_at >= DAY_MS).map(|key| key.id).collect();
    let mut noticed = Vec::new();
    for some in grown.chunks(1_000) {
        for (id, requests) in api_key_usage::list_busy(conn, some.to_vec(), hour, MANY_REQUESTS).await? {
            let before = api_key_usage::highest_hour(conn, id, (hour - HOURS_COMPARED, hour)).await?;
            let Some(key) = keys.get(&id).filter(|_| requests > before * SUDDEN) else { continue };
            let message = format!(
                "The key \"{}\" made {requests} requests within an hour; \
                 in the busiest hour of the seven days before there were {before}.",
                key.name
            );
            noticed.push((id, AlertKind::Volume, message));
        }
    }
    Ok(noticed)
}
