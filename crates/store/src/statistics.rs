//! Numbers about many processes at once, each with one query for all of them.

use perigee_model::{CollectionStatus, ModelState, ProcessId, Scope};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::StoreError;
use crate::collections::visible_to;
use crate::entity::{collection, learning_settings, learning_state, model};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// What was accepted of a process on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptedDay {
    /// The process.
    pub process_id: Uuid,
    /// Days since 1970, in the time zone that was asked for.
    pub day: i64,
    /// Collections accepted on it.
    pub accepted: i64,
    /// Those of them in which nobody had changed a value.
    pub untouched: i64,
    /// Those of them that no person accepted.
    pub automatic: i64,
}

/// How many collections of each of these processes have which status.
///
/// # Errors
/// When the database fails.
pub async fn count_by_status(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_ids: &[Uuid],
) -> Result<Vec<(Uuid, CollectionStatus, u64)>, StoreError> {
    use collection::Column as C;
    let rows: Vec<(Uuid, String, i64)> = visible_to(scope)
        .select_only()
        .columns([C::ProcessId, C::Status])
        .column_as(C::Id.count(), "count")
        .filter(C::ProcessId.is_in(process_ids.iter().copied()))
        .group_by(C::ProcessId)
        .group_by(C::Status)
        .into_tuple()
        .all(conn)
        .await?;
    let known = |(id, status, count): (Uuid, String, i64)| {
        Some((id, CollectionStatus::find(&status)?, count.unsigned_abs()))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// How many collections of each process were uploaded at or after this time.
///
/// # Errors
/// When the database fails.
pub async fn count_since(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_ids: &[Uuid],
    since_ms: i64,
) -> Result<Vec<(Uuid, i64)>, StoreError> {
    use collection::Column as C;
    Ok(visible_to(scope)
        .select_only()
        .column(C::ProcessId)
        .column_as(C::Id.count(), "count")
        .filter(C::ProcessId.is_in(process_ids.iter().copied()))
        .filter(C::CreatedAt.gte(since_ms))
        .group_by(C::ProcessId)
        .into_tuple()
        .all(conn)
        .await?)
}

/// What was accepted of each of these processes at or after this time, by days that begin so many milliseconds before those of
/// UTC. `automatic` is who accepts without being a person.
///
/// # Errors
/// When the database fails.
pub async fn accepted_by_day(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_ids: &[Uuid],
    (since_ms, ahead_of_utc_ms): (i64, i64),
    automatic: &str,
) -> Result<Vec<AcceptedDay>, StoreError> {
    use collection::Column as C;
    let one_if = |condition: Expr| Expr::case(condition, 1_i64).finally(0_i64).sum().cast_as("bigint");
    let day = Expr::col(C::AcceptedAt).add(ahead_of_utc_ms).div(DAY_MS);
    let rows: Vec<(Uuid, i64, i64, i64, i64)> = visible_to(scope)
        .select_only()
        .column(C::ProcessId)
        .column_as(day, "day")
        .column_as(C::Id.count(), "accepted")
        .column_as(one_if(C::Touched.eq(false)), "untouched")
        .column_as(one_if(C::AcceptedBy.eq(automatic)), "automatic")
        .filter(C::ProcessId.is_in(process_ids.iter().copied()))
        .filter(C::AcceptedAt.gte(since_ms))
        .group_by(C::ProcessId)
        .group_by(Expr::col("day"))
        .into_tuple()
        .all(conn)
        .await?;
    let shown = |(process_id, day, accepted, untouched, automatic)| AcceptedDay {
        process_id,
        day,
        accepted,
        untouched,
        automatic,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The processes whose learning is switched off.
///
/// # Errors
/// When the database fails.
pub async fn list_not_learning(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Uuid>, StoreError> {
    use learning_settings::{Column, Entity};
    Ok(Entity::find()
        .select_only()
        .column(Column::ProcessId)
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::IsEnabled.eq(false))
        .into_tuple()
        .all(conn)
        .await?)
}

/// How far the learning of each process came.
///
/// # Errors
/// When the database fails.
pub async fn list_learning(
    conn: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<Vec<learning_state::Model>, StoreError> {
    use learning_state::{Column, Entity};
    Ok(Entity::find().filter(Column::OrganizationId.eq(scope.organization_id.uuid())).all(conn).await?)
}

/// The model that each process uses: how many documents it knows, and when it was made.
///
/// # Errors
/// When the database fails.
pub async fn list_models_in_use(
    conn: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<Vec<(Uuid, i32, i64)>, StoreError> {
    use model::{Column, Entity};
    Ok(Entity::find()
        .select_only()
        .columns([Column::ProcessId, Column::Documents, Column::CreatedAt])
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::State.eq(ModelState::Active.as_str()))
        .into_tuple()
        .all(conn)
        .await?)
}

/// The versions of the configurations that these processes use.
///
/// # Errors
/// When the database fails.
pub async fn list_config_versions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_ids: &[ProcessId],
) -> Result<Vec<(Uuid, i32)>, StoreError> {
    use crate::entity::{process, process_config};
    let mut in_use = Query::select();
    in_use
        .column(process::Column::ConfigId)
        .from(process::Entity)
        .and_where(process::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .and_where(process::Column::Id.is_in(process_ids.iter().map(|id| id.uuid())));
    Ok(process_config::Entity::find()
        .select_only()
        .columns([process_config::Column::ProcessId, process_config::Column::Version])
        .filter(process_config::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(process_config::Column::Id.in_subquery(in_use))
        .into_tuple()
        .all(conn)
        .await?)
}
