//! `GET /statistics`.

use axum::Json;
use axum::extract::State;
use perigee_app::statistics;
use perigee_model::Permission;

use crate::auth::Caller;
use crate::dto::statistics::{ProcessStatistics, Statistics, StatisticsQuery};
use crate::input::Query;
use crate::problem::ApiError;
use crate::state::ApiState;

/// Shows numbers about every process.
#[utoipa::path(
    get,
    path = "/statistics",
    tag = "Processes",
    params(StatisticsQuery),
    responses((status = 200, description = "The numbers.", body = Statistics)),
    operation_id = "statistics_get",
)]
pub async fn get(
    State(state): State<ApiState>,
    Caller(caller): Caller,
    Query(query): Query<StatisticsQuery>,
) -> Result<Json<Statistics>, ApiError> {
    let scope = &caller.may(Permission::CollectionRead)?;
    let minutes = query.minutes_ahead_of_utc.unwrap_or(0);
    let found = statistics::get(&state.app, scope, minutes).await?;
    Ok(Json(Statistics { processes: found.into_iter().map(ProcessStatistics::from).collect() }))
}
