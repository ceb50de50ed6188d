//! Shows how a process learns, and how far it came.

use perigee_engine::{CurvePoint, Forecast, forecast};
use perigee_model::{ProcessId, Scope};
use perigee_store::error::from_json;
use perigee_store::{learning, models};

use super::{Acceptance, Settings};
use crate::model::Model;
use crate::{App, AppError, process};

/// How a process learns, and how far it came.
#[derive(Debug, Clone)]
pub struct Learning {
    /// The process.
    pub process_id: ProcessId,
    /// How it learns.
    pub settings: Settings,
    /// Whether something is being learned.
    pub progress: Progress,
    /// Documents that are confirmed.
    pub documents: u64,
    /// When learning last ended.
    pub ended_at_ms: Option<i64>,
    /// Why it then learned nothing.
    pub fault: Option<String>,
    /// What it uses.
    pub active: Option<Model>,
    /// What it accepts without a person.
    pub acceptance: Acceptance,
    /// How its scores grew, oldest first.
    pub curve: Vec<CurvePoint>,
    /// What twice and four times the documents are expected to bring; nothing while that cannot be told.
    pub forecasts: Vec<Forecast>,
}

/// Whether something is being learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is.
    Idle,
    /// A job waits for a worker.
    Waiting,
    /// A worker is at it.
    Running {
        /// Since when.
        since_ms: i64,
    },
}

/// How a process learns, and how far it came.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: ProcessId) -> Result<Learning, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, id).await?;
    let settings = super::settings(conn, scope, id).await?;
    let state = learning::find_state(conn, scope, id).await?;
    let progress = match &state {
        Some(state) if state.has_job => match state.running_since {
            Some(since_ms) => Progress::Running { since_ms },
            None => Progress::Waiting,
        },
        _ => Progress::Idle,
    };
    let curve: Vec<CurvePoint> = match &state {
        Some(state) => from_json("learning_states.curve", &state.curve)?,
        None => Vec::new(),
    };
    let active = models::find_active(conn, scope, id).await?.map(Model::try_from).transpose()?;
    Ok(Learning {
        process_id: id,
        settings,
        progress,
        documents: learning::count_confirmed(conn, scope, id, settings.confirmed()).await?,
        ended_at_ms: state.as_ref().and_then(|state| state.ended_at),
        fault: state.and_then(|state| state.fault),
        acceptance: Acceptance::of(settings, active.as_ref().map(|model| &model.metrics)),
        active,
        forecasts: forecasts(&curve),
        curve,
    })
}

fn forecasts(curve: &[CurvePoint]) -> Vec<Forecast> {
    let Some(last) = curve.last() else { return Vec::new() };
    [2, 4].into_iter().filter_map(|times| forecast(curve, last.documents.saturating_mul(times))).collect()
}
