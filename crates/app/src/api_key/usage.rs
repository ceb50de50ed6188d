//! Shows how a key was used: what is stored and what is not written yet, together.

use std::collections::HashMap;

use perigee_model::{ApiKeyId, ProcessId, Scope};
use perigee_store::api_key_usage;

use super::lifetime::{DAY_MS, day};
use super::tally::{Counts, Pending, RouteUse, Seen, day_of};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Days that are shown.
pub const DAYS: i32 = 90;

/// Networks that are shown, the last used first.
const NETWORKS_SHOWN: u64 = 100;

/// How a key was used.
#[derive(Debug, Clone)]
pub struct KeyUsage {
    /// The last 90 days, oldest first, those without a request too.
    pub days: Vec<DayUse>,
    /// What it asked for, the last used first.
    pub routes: Vec<(String, RouteUse)>,
    /// From where, the last used first.
    pub networks: Vec<(String, Seen)>,
}

/// Requests of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayUse {
    /// `2026-11-24`, UTC.
    pub day: String,
    /// The requests.
    pub counts: Counts,
}

/// How a key was used, up to this moment on this server and to a few seconds ago on others.
///
/// # Errors
/// `NotFound`, also for a key of another place.
pub async fn usage(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
) -> Result<KeyUsage, AppError> {
    let (conn, now) = (app.db().reader(), now_ms());
    super::get_row(conn, scope, process_id, id).await?;
    let mut all = app.usage().pending(id);
    let first_day = day_of(now) - DAYS + 1;
    all.merge(stored(app, id, first_day).await?);
    let days = (first_day..first_day + DAYS).map(|number| DayUse {
        day: day(i64::from(number) * DAY_MS),
        counts: all.days.get(&number).copied().unwrap_or_default(),
    });
    let days = days.collect();
    let mut routes: Vec<(String, RouteUse)> =
        all.routes.into_iter().map(|(route, used)| (route.into(), used)).collect();
    routes.sort_by(|(a, one), (b, other)| other.last_used_at_ms.cmp(&one.last_used_at_ms).then(a.cmp(b)));
    let mut networks: Vec<(String, Seen)> =
        all.networks.into_iter().map(|(network, seen)| (network.to_string(), seen)).collect();
    networks.sort_by(|(a, one), (b, other)| other.last_at_ms.cmp(&one.last_at_ms).then(a.cmp(b)));
    Ok(KeyUsage { days, routes, networks })
}

async fn stored(app: &App, id: ApiKeyId, first_day: i32) -> Result<Pending, AppError> {
    let conn = app.db().reader();
    let days = api_key_usage::list_days(conn, id, first_day).await?;
    let routes = api_key_usage::list_routes(conn, id).await?;
    let networks = api_key_usage::list_networks(conn, id, NETWORKS_SHOWN).await?;
    let count = |stored: i64| stored.unsigned_abs();
    Ok(Pending {
        days: days
            .into_iter()
            .map(|row| {
                let (succeeded, refused, failed) =
                    (count(row.succeeded), count(row.refused), count(row.failed));
                (row.day, Counts { succeeded, refused, failed })
            })
            .collect(),
        hours: HashMap::new(),
        routes: routes
            .into_iter()
            .map(|row| {
                let used = RouteUse { requests: count(row.requests), last_used_at_ms: row.last_used_at };
                (row.route.into_boxed_str(), used)
            })
            .collect(),
        networks: networks
            .into_iter()
            .filter_map(|row| {
                let seen = Seen { first_at_ms: row.first_seen_at, last_at_ms: row.last_seen_at };
                Some((row.network.parse().ok()?, seen))
            })
            .collect(),
        last: None,
    })
}
