//! Organizations. Together with signing in, the place where a scope comes from, hence without one.

use perigee_model::OrganizationId;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryOrder};

use crate::StoreError;
use crate::entity::organization::{Column, Entity, Model};

/// Adds one.
///
/// # Errors
/// `Conflict` when its public id is taken.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The organization with this id.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, id: OrganizationId) -> Result<Model, StoreError> {
    Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(StoreError::NotFound)
}

/// The oldest one: the single-user organization of an installation.
///
/// # Errors
/// When the database fails.
pub async fn find_first(conn: &impl ConnectionTrait) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).one(conn).await?)
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(Entity::find().count(conn).await?)
}
