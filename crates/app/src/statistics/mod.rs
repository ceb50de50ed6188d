//! Numbers about every process at once, for the first screen.

use std::collections::{HashMap, HashSet};

use perigee_model::{CollectionStatus, ProcessId, Scope};
use perigee_store::entity::learning_state;
use perigee_store::statistics::{self, AcceptedDay};
use uuid::Uuid;

use crate::clock::now_ms;
use crate::learning::Progress;
use crate::pipeline::AUTOMATIC;
use crate::{App, AppError};

/// Days that are told of.
pub const DAYS: i64 = 30;

const DAY_MS: i64 = 86_400_000;

/// Numbers about a process.
#[derive(Debug, Clone)]
pub struct ProcessStatistics {
    /// The process.
    pub process_id: ProcessId,
    /// Collections in total.
    pub total: u64,
    /// Those that wait for a person.
    pub waiting: u64,
    /// Those that are being worked on, or wait for it.
    pub running: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// Those uploaded today.
    pub today: u64,
    /// What was accepted on each of the last days, oldest first, today last.
    pub days: Vec<Day>,
    /// How far its learning came.
    pub learned: Learned,
}

/// What was accepted on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Days since 1970 in the time zone that was asked for.
    pub day: i64,
    /// Collections accepted.
    pub accepted: u64,
    /// Those in which nobody had changed a value.
    pub untouched: u64,
    /// Those that no person accepted.
    pub automatic: u64,
}

/// How far the learning of a process came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Learned {
    /// Whether it learns, and uses what it learned.
    pub is_enabled: bool,
    /// Documents that the model in use was trained on; `None` without one.
    pub documents: Option<u32>,
    /// When that model was trained.
    pub trained_at_ms: Option<i64>,
    /// Whether something is being learned.
    pub progress: Progress,
}

/// Numbers about each process on which the scope's purpose is permitted. Days begin so many minutes before those of UTC.
///
/// # Errors
/// When the database fails.
pub async fn get(
    app: &App,
    scope: &Scope,
    ahead_of_utc_minutes: i64,
) -> Result<Vec<ProcessStatistics>, AppError> {
    let conn = app.db().reader();
    let ahead_ms = ahead_of_utc_minutes * 60_000;
    let today = (now_ms() + ahead_ms).div_euclid(DAY_MS);
    let (first_day, starts_at) = (today - DAYS + 1, |day: i64| day * DAY_MS - ahead_ms);
    let ids = perigee_store::processes::list_ids(conn, scope).await?;

    let mut by_status: HashMap<Uuid, HashMap<CollectionStatus, u64>> = HashMap::new();
    for (id, status, count) in statistics::count_by_status(conn, scope, &ids).await? {
        by_status.entry(id).or_default().insert(status, count);
    }
    let sent_today: HashMap<Uuid, i64> =
        statistics::count_since(conn, scope, &ids, starts_at(today)).await?.into_iter().collect();
    let mut accepted: HashMap<Uuid, Vec<AcceptedDay>> = HashMap::new();
    let period = (starts_at(first_day), ahead_ms);
    for row in statistics::accepted_by_day(conn, scope, &ids, period, AUTOMATIC).await? {
        accepted.entry(row.process_id).or_default().push(row);
    }
    let not_learning: HashSet<Uuid> = statistics::list_not_learning(conn, scope).await?.into_iter().collect();
    let states: HashMap<Uuid, learning_state::Model> =
        statistics::list_learning(conn, scope).await?.into_iter().map(|row| (row.process_id, row)).collect();
    let models: HashMap<Uuid, (i32, i64)> = statistics::list_models_in_use(conn, scope)
        .await?
        .into_iter()
        .map(|(id, documents, at)| (id, (documents, at)))
        .collect();

    let shown = ids.into_iter().map(|id| {
        let counts = by_status.remove(&id).unwrap_or_default();
        let count = |status| counts.get(&status).copied().unwrap_or(0);
        let model = models.get(&id);
        ProcessStatistics {
            process_id: ProcessId::from_uuid(id),
            total: counts.values().sum(),
            waiting: count(CollectionStatus::NeedsReview),
            running: count(CollectionStatus::Queued) + count(CollectionStatus::Processing),
            failed: count(CollectionStatus::Failed),
            today: sent_today.get(&id).map_or(0, |count| count.unsigned_abs()),
            days: filled(first_day, accepted.get(&id).map_or(&[], Vec::as_slice)),
            learned: Learned {
                is_enabled: !not_learning.contains(&id),
                documents: model.map(|(documents, _)| documents.unsigned_abs()),
                trained_at_ms: model.map(|(_, at)| *at),
                progress: states.get(&id).map_or(Progress::Idle, progress_of),
            },
        }
    });
    Ok(shown.collect())
}

/// Every day of the period, those without an acceptance too.
fn filled(first_day: i64, rows: &[AcceptedDay]) -> Vec<Day> {
    let day_of = |day: i64| match rows.iter().find(|row| row.day == day) {
        Some(row) => Day {
            day,
            accepted: row.accepted.unsigned_abs(),
            untouched: row.untouched.unsigned_abs(),
            automatic: row.automatic.unsigned_abs(),
        },
        None => Day { day, accepted: 0, untouched: 0, automatic: 0 },
    };
    (first_day..first_day + DAYS).map(day_of).collect()
}

fn progress_of(state: &learning_state::Model) -> Progress {
    match state.running_since {
        Some(since_ms) if state.has_job => Progress::Running { since_ms },
        None if state.has_job => Progress::Waiting,
        _ => Progress::Idle,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_period_is_told_of() {
        let row = AcceptedDay { process_id: Uuid::nil(), day: 102, accepted: 5, untouched: 4, automatic: 1 };
        let days = filled(100, &[row]);
        assert_eq!(days.len(), 30);
        assert_eq!(days[2], Day { day: 102, accepted: 5, untouched: 4, automatic: 1 });
        assert!(days.iter().filter(|day| day.day != 102).all(|day| day.accepted == 0));
    }
}
