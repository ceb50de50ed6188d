//! What goes on beside the requests: writing what was counted, noticing what is unusual, reminding of ends.

use std::collections::HashMap;
use std::time::Duration;

use perigee_model::ApiKeyId;
use perigee_store::entity::{api_key, api_key_day, api_key_hour, api_key_network, api_key_route};
use perigee_store::{ConnectionTrait, api_key_usage, api_keys};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::tally::{Last, Pending, Taken, day_of, hour_of};
use super::usage::DAYS;
use super::{remind, unusual};
use crate::clock::now_ms;
use crate::{App, AppError};

/// How often what was counted is written: rarely enough to cost nothing, often enough that little is lost in a crash.
const WRITE_EVERY: Duration = Duration::from_secs(10);

/// Writes between two looks at which keys end soon: an hour.
const WRITES_BETWEEN_REMINDERS: u32 = 360;

/// Keys that are looked up in one query.
const KEYS_AT_ONCE: usize = 1_000;

/// Watches over keys until the server goes down. Every server does; what only one of them may do is claimed in the
/// database.
pub async fn run(app: App, closing: CancellationToken) {
    let mut ticks = tokio::time::interval(WRITE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut number = 0_u32;
    loop {
        tokio::select! {
            () = closing.cancelled() => break,
            _ = ticks.tick() => {}
        }
        // A pepper that was rotated meanwhile makes the keys of this server, too, before an older one is given up.
        app.peppers().look_again();
        note(flush(&app).await, "the use of API keys could not be written");
        if number.is_multiple_of(WRITES_BETWEEN_REMINDERS) {
            note(remind::remind(&app, now_ms()).await, "the ends of API keys could not be looked at");
            note(sweep(&app, now_ms()).await, "old use of API keys could not be forgotten");
        }
        number = number.wrapping_add(1);
    }
    note(flush(&app).await, "the use of API keys could not be written");
}

fn note(outcome: Result<(), AppError>, what: &'static str) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}; it is tried again");
    }
}

/// Writes what was counted since the last time, and raises alerts about it. What cannot be written is kept.
///
/// # Errors
/// When the database fails.
pub async fn flush(app: &App) -> Result<(), AppError> {
    let now = now_ms();
    let taken = app.usage().take(now);
    if taken.pending.is_empty() && taken.refusals.is_empty() {
        return Ok(());
    }
    let written = write(app, &taken, now).await;
    if written.is_err() {
        app.usage().put_back(taken.pending);
    }
    written
}

async fn write(app: &App, taken: &Taken, now_ms: i64) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let keys = existing(&tx, taken).await?;
    let unusual = unusual::notice(&tx, &keys, taken).await?;
    let mut pending: Vec<(&api_key::Model, &Pending)> = keys
        .values()
        .filter_map(|key| Some((key, taken.pending.get(&ApiKeyId::from_uuid(key.id))?)))
        .collect();
    pending.sort_by_key(|(key, _)| key.id);
    for (key, last) in pending.iter().filter_map(|(key, pending)| Some((key, pending.last.as_ref()?))) {
        let Last { at_ms, address, route } = last;
        let address = address.map(|address| address.to_string());
        let id = ApiKeyId::from_uuid(key.id);
        api_key_usage::set_last_use(&tx, id, *at_ms, address, route.to_string()).await?;
    }
    api_key_usage::add(&tx, counted(&pending)).await?;
    unusual::raise(&tx, &keys, taken, unusual, now_ms).await?;
    crate::setup::commit(tx).await
}

/// The keys that were used and are still there.
async fn existing(
    conn: &impl ConnectionTrait,
    taken: &Taken,
) -> Result<HashMap<Uuid, api_key::Model>, AppError> {
    let mut ids: Vec<Uuid> = taken.pending.keys().chain(taken.refusals.keys()).map(|id| id.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut keys = HashMap::with_capacity(ids.len());
    for some in ids.chunks(KEYS_AT_ONCE) {
        let found = api_keys::list_of_server(conn, some.to_vec()).await?;
        keys.extend(found.into_iter().map(|key| (key.id, key)));
    }
    Ok(keys)
}

/// Rows, in the order of their keys.
fn counted(pending: &[(&api_key::Model, &Pending)]) -> api_key_usage::Counted {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut rows = api_key_usage::Counted::default();
    for (key, pending) in pending {
        let api_key_id = key.id;
        rows.days.extend(pending.days.iter().map(|(day, counts)| api_key_day::Model {
            api_key_id,
            day: *day,
            succeeded: signed(counts.succeeded),
            refused: signed(counts.refused),
            failed: signed(counts.failed),
        }));
        rows.hours.extend(pending.hours.iter().map(|(hour, requests)| api_key_hour::Model {
            api_key_id,
            hour: *hour,
            requests: signed(*requests),
        }));
        rows.routes.extend(pending.routes.iter().map(|(route, used)| api_key_route::Model {
            api_key_id,
            route: route.to_string(),
            requests: signed(used.requests),
            last_used_at: used.last_used_at_ms,
        }));
        rows.networks.extend(pending.networks.iter().map(|(network, seen)| api_key_network::Model {
            api_key_id,
            network: network.to_string(),
            first_seen_at: seen.first_at_ms,
            last_seen_at: seen.last_at_ms,
        }));
    }
    rows.days.sort_by_key(|row| (row.api_key_id, row.day));
    rows.hours.sort_by_key(|row| (row.api_key_id, row.hour));
    rows.routes.sort_by(|a, b| (a.api_key_id, &a.route).cmp(&(b.api_key_id, &b.route)));
    rows.networks.sort_by(|a, b| (a.api_key_id, &a.network).cmp(&(b.api_key_id, &b.network)));
    rows
}

/// Forgets what is not shown any more, and what is too old to say what is usual.
async fn sweep(app: &App, now_ms: i64) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let first_day = day_of(now_ms) - DAYS + 1;
    let first_hour = hour_of(now_ms) - unusual::HOURS_COMPARED - 24;
    let networks = i64::from(first_day) * super::lifetime::DAY_MS;
    api_key_usage::sweep(&tx, first_day, first_hour, networks).await?;
    crate::setup::commit(tx).await
}
