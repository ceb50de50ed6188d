//! Corrections: decisions of people about values, only ever appended.

use perigee_model::Scope;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::correction::{Column, Entity, Model};

/// Appends a correction.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The corrections of an extraction, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    extraction_id: Uuid,
) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::ExtractionId.eq(extraction_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// The corrections of a value, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list_of_value(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    extraction_id: Uuid,
    value_id: Uuid,
) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::ExtractionId.eq(extraction_id))
        .filter(Column::ValueId.eq(value_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// A correction of this value, to find where it belongs.
///
/// # Errors
/// When the database fails.
pub async fn find_by_value(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    value_id: Uuid,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::ValueId.eq(value_id))
        .order_by_desc(Column::CreatedAt)
        .one(conn)
        .await?)
}
