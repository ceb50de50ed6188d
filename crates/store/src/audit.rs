//! The audit log: events in one chain for each organization.

use perigee_model::OrganizationId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};

use crate::StoreError;
use crate::entity::audit_head::{Column as HeadColumn, Entity as Heads, Model as Head};
use crate::entity::{audit_event, audit_head};

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
pub async fn append(conn: &impl ConnectionTrait, row: audit_event::Model) -> Result<(), StoreError> {
    let (organization_id, hash) = (row.organization_id, row.hash.clone());
    audit_event::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Heads::update_many()
        .col_expr(HeadColumn::Hash, Expr::value(hash))
        .filter(HeadColumn::OrganizationId.eq(organization_id))
        .exec(conn)
        .await?;
    Ok(())
}
