//! Mails, sent or to be sent.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::mail::{Column, Entity, Model};

/// Adds a mail.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The mail with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

/// Notes that a mail was handed over; its text is kept only where `keep_body` says so.
///
/// # Errors
/// When the database fails.
pub async fn set_sent(
    conn: &impl ConnectionTrait,
    id: Uuid,
    at_ms: i64,
    keep_body: bool,
) -> Result<(), StoreError> {
    let mut update = Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(at_ms))
        .col_expr(Column::Fault, Expr::value(Option::<String>::None));
    if !keep_body {
        update = update.col_expr(Column::Body, Expr::value(""));
    }
    update.filter(Column::Id.eq(id)).exec(conn).await?;
    Ok(())
}

/// Notes why a mail could not be handed over.
///
/// # Errors
/// When the database fails.
pub async fn set_fault(conn: &impl ConnectionTrait, id: Uuid, fault: &str) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Fault, Expr::value(fault))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// A page of the mails in an organization's name, newest first, and how many there are. `with_account_mails` adds
/// those in nobody's name, which are about a person's way in.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    organization_id: Uuid,
    with_account_mails: bool,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let mut whose = Condition::any().add(Column::OrganizationId.eq(organization_id));
    if with_account_mails {
        whose = whose.add(Column::OrganizationId.is_null());
    }
    let all = Entity::find().filter(whose);
    let total = all.clone().count(conn).await?;
    let page = all.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).offset(offset).limit(limit);
    Ok((page.all(conn).await?, total))
}
