//! How much an organization keeps: files and pages by process and by day, artefacts beside them.

use perigee_model::Scope;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{collection, export, file, model};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// What a process keeps.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OfProcess {
    /// The process.
    pub process_id: Uuid,
    /// Its collections with files.
    pub collections: i64,
    /// Pages of its files.
    pub pages: i64,
    /// Bytes of its files.
    pub bytes: i64,
}

/// What came in on a day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OfDay {
    /// Days since 1970.
    pub day: i64,
    /// Collections with files.
    pub collections: i64,
    /// Pages of their files.
    pub pages: i64,
}

/// The sums of a table of files: what each row of them has in common.
fn files_of(scope: &Scope) -> sea_orm::sea_query::SelectStatement {
    let (files, own) = (file::Entity, file::Column::CollectionId);
    let mut query = Query::select();
    let whole = |sum: Expr| sum.cast_as(Alias::new("bigint"));
    query
        .expr_as(Expr::col((collection::Entity, collection::Column::Id)).count_distinct(), "collections")
        .expr_as(whole(Expr::col((files, file::Column::PageCount)).sum()), "pages")
        .expr_as(whole(Expr::col((files, file::Column::SizeBytes)).sum()), "bytes")
        .from(file::Entity)
        .inner_join(
            collection::Entity,
            Expr::col((collection::Entity, collection::Column::Id)).equals((files, own)),
        )
        .and_where(Expr::col((files, file::Column::OrganizationId)).eq(scope.organization_id.uuid()));
    query
}

/// What each process of the scope's organization keeps.
///
/// # Errors
/// When the database fails.
pub async fn by_process(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<OfProcess>, StoreError> {
    let process = (collection::Entity, collection::Column::ProcessId);
    let mut query = files_of(scope);
    query.expr_as(Expr::col(process), "process_id").group_by_col(process);
    let rows = conn.query_all(&query).await?;
    Ok(rows.iter().map(|row| OfProcess::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// What came in since a time, by day, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn by_day(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    since_ms: i64,
) -> Result<Vec<OfDay>, StoreError> {
    let created = Expr::col((collection::Entity, collection::Column::CreatedAt));
    // Written out: as a parameter it would be another expression to group by than to select (PostgreSQL).
    let day = Expr::cust(format!("\"collections\".\"created_at\" / {DAY_MS}"));
    let mut query = files_of(scope);
    query
        .expr_as(day.clone(), "day")
        .and_where(created.gte(since_ms))
        .add_group_by([day])
        .order_by(Alias::new("day"), sea_orm::Order::Asc);
    let rows = conn.query_all(&query).await?;
    Ok(rows.iter().map(|row| OfDay::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Bytes of the models and of the exports of the scope's organization.
///
/// # Errors
/// When the database fails.
pub async fn artefact_bytes(conn: &impl ConnectionTrait, scope: &Scope) -> Result<(i64, i64), StoreError> {
    let organization = scope.organization_id.uuid();
    let whole = |sum: Expr| sum.cast_as(Alias::new("bigint"));
    let mut models = Query::select();
    models
        .expr_as(whole(Expr::col(model::Column::SizeBytes).sum()), "bytes")
        .from(model::Entity)
        .and_where(Expr::col(model::Column::OrganizationId).eq(organization));
    let mut exports = Query::select();
    exports
        .expr_as(whole(Expr::col(export::Column::SizeBytes).sum()), "bytes")
        .from(export::Entity)
        .and_where(Expr::col(export::Column::OrganizationId).eq(organization));
    Ok((sum(conn, &models).await?, sum(conn, &exports).await?))
}

async fn sum(
    conn: &impl ConnectionTrait,
    query: &sea_orm::sea_query::SelectStatement,
) -> Result<i64, StoreError> {
    let row = conn.query_one(query).await?;
    let found: Option<Option<i64>> = row.map(|row| row.try_get("", "bytes")).transpose()?;
    Ok(found.flatten().unwrap_or_default())
}
