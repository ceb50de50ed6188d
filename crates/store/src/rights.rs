//! The generation of rights: what servers compare before they trust what they remember about a caller.

use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, ExprTrait};

use crate::StoreError;
use crate::entity::rights_generation::{Column, Entity};

/// The newest committed generation.
///
/// # Errors
/// When the database fails.
pub async fn generation(conn: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let row = Entity::find_by_id(1).one(conn).await?;
    Ok(row.ok_or(StoreError::Unreadable { column: "rights_generations.generation" })?.generation)
}

/// Says that rights are changed by the transaction that this is a part of.
///
/// # Errors
/// When the database fails.
pub async fn raise(conn: &impl ConnectionTrait) -> Result<(), StoreError> {
    let next = Expr::col(Column::Generation).add(1);
    Entity::update_many().col_expr(Column::Generation, next).exec(conn).await?;
    Ok(())
}
