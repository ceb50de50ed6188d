//! The audit log: events in one chain for each organization.

use perigee_model::{OrganizationId, Scope};
use sea_orm::sea_query::{Expr, Func, LikeExpr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::StoreError;
use crate::entity::audit_event::{Column, Entity, Model};
use crate::entity::audit_head;
use crate::entity::audit_head::{Column as HeadColumn, Entity as Heads, Model as Head};

/// Which events to list. Everything left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The subject of the actor, or a part of its name in any case.
    pub actor: Option<String>,
    /// An action, or with a dot at the end every action that begins so.
    pub action: Option<String>,
    /// At or after.
    pub from_ms: Option<i64>,
    /// Before.
    pub before_ms: Option<i64>,
    /// Part of the object's name, id or of the details, in any case.
    pub text: Option<String>,
}

/// Takes the next number of an organization's chain and holds it until the transaction ends, so that two
/// transactions cannot continue from the same event. The answer is the number, and the hash of the event before.
///
/// # Errors
/// When the database fails.
pub async fn take_number(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
) -> Result<(i64, Vec<u8>), StoreError> {
    let first = Head { organization_id: organization_id.uuid(), number: 0, hash: Vec::new() };
    let there_already = OnConflict::column(HeadColumn::OrganizationId).do_nothing().to_owned();
    Heads::insert(first.into_active_model())
        .on_conflict(there_already)
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Heads::update_many()
        .col_expr(HeadColumn::Number, Expr::col(HeadColumn::Number).add(1))
        .filter(HeadColumn::OrganizationId.eq(organization_id.uuid()))
        .exec(conn)
        .await?;
    let head: audit_head::Model =
        Heads::find_by_id(organization_id.uuid()).one(conn).await?.ok_or(StoreError::NotFound)?;
    Ok((head.number, head.hash))
}

/// Adds the event of the taken number and makes it the newest.
///
/// # Errors
/// When the database fails.
pub async fn append(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    let (organization_id, hash) = (row.organization_id, row.hash.clone());
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Heads::update_many()
        .col_expr(HeadColumn::Hash, Expr::value(hash))
        .filter(HeadColumn::OrganizationId.eq(organization_id))
        .exec(conn)
        .await?;
    Ok(())
}

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let matching = matching(scope, filter);
    let total = matching.clone().count(conn).await?;
    Ok((matching.order_by_desc(Column::Number).offset(offset).limit(limit).all(conn).await?, total))
}

/// The newest matching events with a number below this one.
///
/// # Errors
/// When the database fails.
pub async fn list_before(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    number: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let older = matching(scope, filter).filter(Column::Number.lt(number));
    Ok(older.order_by_desc(Column::Number).limit(limit).all(conn).await?)
}

fn matching(scope: &Scope, filter: &Filter) -> Select<Entity> {
    let mut all = Condition::all()
        .add(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .add_option(filter.from_ms.map(|at| Column::At.gte(at)))
        .add_option(filter.before_ms.map(|at| Column::At.lt(at)));
    if let Some(actor) = &filter.actor {
        all = all.add(Condition::any().add(Column::Actor.eq(actor)).add(holds(Column::ActorName, actor)));
    }
    if let Some(action) = &filter.action {
        all = all.add(match action.ends_with('.') {
            true => Column::Action.like(LikeExpr::new(format!("{}%", escaped(action))).escape('\\')),
            false => Column::Action.eq(action),
        });
    }
    if let Some(text) = &filter.text {
        let columns = [Column::ObjectName, Column::ObjectId, Column::Details];
        let in_any = columns.into_iter().fold(Condition::any(), |any, column| any.add(holds(column, text)));
        all = all.add(in_any);
    }
    Entity::find().filter(all)
}

/// Whether a column holds a text, in any case (on SQLite: of ASCII letters).
fn holds(column: Column, text: &str) -> Expr {
    let pattern = LikeExpr::new(format!("%{}%", escaped(text))).escape('\\');
    Expr::expr(Func::lower(Expr::col(column))).like(pattern)
}

fn escaped(text: &str) -> String {
    text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The newest link of an organization's chain: number and hash; `None` when nothing was noted yet.
///
/// # Errors
/// When the database fails.
pub async fn head(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let head = Heads::find_by_id(organization_id.uuid()).one(conn).await?;
    Ok(head.map(|head| (head.number, head.hash)))
}

/// The events of an organization from this number on, in the order of their numbers: for checking the chain.
///
/// # Errors
/// When the database fails.
pub async fn list_from(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    number: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let later = Entity::find()
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::Number.gte(number));
    Ok(later.order_by_asc(Column::Number).limit(limit).all(conn).await?)
}
