//! How API keys are used: requests by day, hour, route and network.
//!
//! Whoever reads has been asked before whether the key exists for it.

use perigee_model::ApiKeyId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{api_key, api_key_day, api_key_hour, api_key_network, api_key_route};

/// Rows of one statement: seven parameters each stay far below the limit of SQLite (32,766).
const ROWS_AT_ONCE: usize = 500;

/// What was counted since it was last written. Rows of one table stand in the order of their keys, so that two
/// servers that write at once wait for each other and do not block each other for ever.
#[derive(Debug, Default)]
pub struct Counted {
    /// Requests by day.
    pub days: Vec<api_key_day::Model>,
    /// Requests by hour.
    pub hours: Vec<api_key_hour::Model>,
    /// Requests by route.
    pub routes: Vec<api_key_route::Model>,
    /// Networks seen.
    pub networks: Vec<api_key_network::Model>,
}

/// Adds what was counted to what is stored.
///
/// # Errors
/// When the database fails.
pub async fn add(conn: &impl ConnectionTrait, counted: Counted) -> Result<(), StoreError> {
    use {api_key_day as day, api_key_hour as hour, api_key_network as network, api_key_route as route};
    let mut days = OnConflict::columns([day::Column::ApiKeyId, day::Column::Day]);
    for column in [day::Column::Succeeded, day::Column::Refused, day::Column::Failed] {
        days.value(column, sum("api_key_days", column));
    }
    put::<day::Entity, _>(conn, counted.days, days).await?;
    let mut hours = OnConflict::columns([hour::Column::ApiKeyId, hour::Column::Hour]);
    hours.value(hour::Column::Requests, sum("api_key_hours", hour::Column::Requests));
    put::<hour::Entity, _>(conn, counted.hours, hours).await?;
    let mut routes = OnConflict::columns([route::Column::ApiKeyId, route::Column::Route]);
    routes.value(route::Column::Requests, sum("api_key_routes", route::Column::Requests));
    routes.value(route::Column::LastUsedAt, later("api_key_routes", route::Column::LastUsedAt));
    put::<route::Entity, _>(conn, counted.routes, routes).await?;
    let mut networks = OnConflict::columns([network::Column::ApiKeyId, network::Column::Network]);
    networks.value(network::Column::LastSeenAt, later("api_key_networks", network::Column::LastSeenAt));
    put::<network::Entity, _>(conn, counted.networks, networks).await
}

async fn put<E, M>(
    conn: &impl ConnectionTrait,
    rows: Vec<M>,
    on_conflict: OnConflict,
) -> Result<(), StoreError>
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<E::ActiveModel> + Clone,
    E::ActiveModel: Send,
{
    for some in rows.chunks(ROWS_AT_ONCE) {
        let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
        E::insert_many(some).on_conflict(on_conflict.clone()).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// What is stored and what is added, together.
fn sum(table: &'static str, column: impl ColumnTrait) -> Expr {
    Expr::col((table, column)).add(Expr::cust(format!("excluded.{}", column.to_string())))
}

/// The later of what is stored and what is added.
fn later(table: &'static str, column: impl ColumnTrait) -> Expr {
    let added = format!("excluded.{}", column.to_string());
    let stored = format!("{table}.{}", column.to_string());
    Expr::cust(format!("case when {added} > {stored} then {added} else {stored} end"))
}

/// Notes when, from where and for what a key was last used, unless something later is noted.
///
/// # Errors
/// When the database fails.
pub async fn set_last_use(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
    at_ms: i64,
    address: Option<String>,
    route: String,
) -> Result<(), StoreError> {
    use api_key::Column;
    api_key::Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(at_ms))
        .col_expr(Column::LastUsedIp, Expr::value(address))
        .col_expr(Column::LastUsedRoute, Expr::value(route))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Condition::any().add(Column::LastUsedAt.is_null()).add(Column::LastUsedAt.lt(at_ms)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Requests of a key by day, from this day on.
///
/// # Errors
/// When the database fails.
pub async fn list_days(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
    from_day: i32,
) -> Result<Vec<api_key_day::Model>, StoreError> {
    let own = api_key_day::Entity::find().filter(api_key_day::Column::ApiKeyId.eq(id.uuid()));
    Ok(own.filter(api_key_day::Column::Day.gte(from_day)).all(conn).await?)
}

/// Requests of a key by route, the last used first.
///
/// # Errors
/// When the database fails.
pub async fn list_routes(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
) -> Result<Vec<api_key_route::Model>, StoreError> {
    let own = api_key_route::Entity::find().filter(api_key_route::Column::ApiKeyId.eq(id.uuid()));
    Ok(own.order_by_desc(api_key_route::Column::LastUsedAt).all(conn).await?)
}

/// The networks that a key was used from, the last used first.
///
/// # Errors
/// When the database fails.
pub async fn list_networks(
    conn: &impl ConnectionTrait,
    id: ApiKeyId,
    limit: u64,
) -> Result<Vec<api_key_network::Model>, StoreError> {
    let own = api_key_network::Entity::find().filter(api_key_network::Column::ApiKeyId.eq(id.uuid()));
    Ok(own.order_by_desc(api_key_network::Column::LastSeenAt).limit(limit).all(conn).await?)
}

/// When each of these keys was first seen at all.
///
/// # Errors
/// When the database fails.
pub async fn first_seen(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<(Uuid, i64)>, StoreError> {
    use api_key_network::Column;
    Ok(api_key_network::Entity::find()
        .select_only()
        .column(Column::ApiKeyId)
        .column_as(Column::FirstSeenAt.min(), "first_seen_at")
        .filter(Column::ApiKeyId.is_in(ids))
        .group_by(Column::ApiKeyId)
        .into_tuple()
        .all(conn)
        .await?)
}

/// Those of these networks that a key was used from before.
///
/// # Errors
/// When the database fails.
pub async fn list_known_networks(
    conn: &impl ConnectionTrait,
    id: Uuid,
    networks: Vec<String>,
) -> Result<Vec<String>, StoreError> {
    use api_key_network::Column;
    let own = api_key_network::Entity::find().filter(Column::ApiKeyId.eq(id));
    let known = own.filter(Column::Network.is_in(networks)).all(conn).await?;
    Ok(known.into_iter().map(|row| row.network).collect())
}

/// Those of these keys that made more than so many requests in an hour, with how many.
///
/// # Errors
/// When the database fails.
pub async fn list_busy(
    conn: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    hour: i32,
    more_than: i64,
) -> Result<Vec<(Uuid, i64)>, StoreError> {
    use api_key_hour::Column;
    let busy = api_key_hour::Entity::find()
        .filter(Column::ApiKeyId.is_in(ids))
        .filter(Column::Hour.eq(hour))
        .filter(Column::Requests.gt(more_than));
    Ok(busy.all(conn).await?.into_iter().map(|row| (row.api_key_id, row.requests)).collect())
}

/// The most requests that a key made in one of these hours (the last one is not counted).
///
/// # Errors
/// When the database fails.
pub async fn highest_hour(
    conn: &impl ConnectionTrait,
    id: Uuid,
    (from, before): (i32, i32),
) -> Result<i64, StoreError> {
    use api_key_hour::Column;
    let own = api_key_hour::Entity::find()
        .filter(Column::ApiKeyId.eq(id))
        .filter(Column::Hour.gte(from))
        .filter(Column::Hour.lt(before));
    let busiest = own.order_by_desc(Column::Requests).one(conn).await?;
    Ok(busiest.map_or(0, |row| row.requests))
}

/// Forgets what is older than this.
///
/// # Errors
/// When the database fails.
pub async fn sweep(
    conn: &impl ConnectionTrait,
    before_day: i32,
    before_hour: i32,
    networks_before_ms: i64,
) -> Result<(), StoreError> {
    api_key_day::Entity::delete_many().filter(api_key_day::Column::Day.lt(before_day)).exec(conn).await?;
    api_key_hour::Entity::delete_many().filter(api_key_hour::Column::Hour.lt(before_hour)).exec(conn).await?;
    api_key_network::Entity::delete_many()
        .filter(api_key_network::Column::LastSeenAt.lt(networks_before_ms))
        .exec(conn)
        .await?;
    Ok(())
}
