//! Numbers about every process at once.

use chrono::DateTime;
use perigee_app::learning::Progress;
use perigee_app::statistics::{Day, ProcessStatistics as ShownStatistics};
use perigee_model::ProcessId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::learning::LearningState;
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Minutes that a time zone is ahead of UTC, or behind it, at most.
const MINUTES_MOST: i64 = 14 * 60;

/// In which time zone days are counted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct StatisticsQuery {
    /// Minutes that the days begin before those of UTC, e.g. 60 for Warsaw in winter.
    #[param(minimum = -840, maximum = 840, default = 0)]
    pub minutes_ahead_of_utc: Option<i64>,
}

impl FromFields for StatisticsQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let expected = format!("a whole number from -{MINUTES_MOST} to {MINUTES_MOST}");
        let minutes = fields.parsed("minutesAheadOfUtc", &expected, |text| {
            text.parse::<i64>().ok().filter(|minutes| minutes.abs() <= MINUTES_MOST)
        });
        Some(Self { minutes_ahead_of_utc: minutes })
    }
}

/// Numbers about every process that the caller sees collections of.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statistics {
    /// One for each process, the newest first.
    pub processes: Vec<ProcessStatistics>,
}

/// Numbers about a process.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
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
    /// Collections accepted in the last 30 days.
    pub accepted: u64,
    /// Those of them in which nobody had changed a value.
    pub accepted_untouched: u64,
    /// Those of them that no person accepted.
    pub accepted_automatically: u64,
    /// The last 30 days, oldest first, today last.
    pub days: Vec<StatisticsDay>,
    /// How far its learning came.
    pub learning: ProcessLearning,
}

/// What was accepted on one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatisticsDay {
    /// The day, e.g. `2023-06-07`.
    pub day: String,
    /// Collections accepted.
    pub accepted: u64,
    /// Those of them in which nobody had changed a value.
    pub untouched: u64,
}

/// How far the learning of a process came.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessLearning {
    /// Whether it learns, and uses what it learned.
    pub enabled: bool,
    /// Confirmed documents that the model in use was trained on; `null` without one.
    #[schema(required = true)]
    pub documents: Option<u32>,
    /// When that model was trained.
    #[schema(required = true)]
    pub trained_at: Option<String>,
    /// Whether something is being learned.
    pub state: LearningState,
}

impl From<ShownStatistics> for ProcessStatistics {
    fn from(shown: ShownStatistics) -> Self {
        let sum = |of: fn(&Day) -> u64| shown.days.iter().map(of).sum();
        Self {
            process_id: shown.process_id,
            total: shown.total,
            waiting: shown.waiting,
            running: shown.running,
            failed: shown.failed,
            today: shown.today,
            accepted: sum(|day| day.accepted),
            accepted_untouched: sum(|day| day.untouched),
            accepted_automatically: sum(|day| day.automatic),
            days: shown.days.iter().map(StatisticsDay::from).collect(),
            learning: ProcessLearning {
                enabled: shown.learned.is_enabled,
                documents: shown.learned.documents,
                trained_at: shown.learned.trained_at_ms.map(rfc3339),
                state: match shown.learned.progress {
                    Progress::Idle => LearningState::Idle,
                    Progress::Waiting => LearningState::Waiting,
                    Progress::Running { .. } => LearningState::Running,
                },
            },
        }
    }
}

impl From<&Day> for StatisticsDay {
    fn from(day: &Day) -> Self {
        let date = DateTime::from_timestamp_millis(day.day.saturating_mul(DAY_MS)).unwrap_or_default();
        Self { day: date.format("%F").to_string(), accepted: day.accepted, untouched: day.untouched }
    }
}
