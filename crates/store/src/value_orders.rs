//! In which order people put the values of data points.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::value_order::{Column, Entity, Model};

/// The orders of an extraction.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait, extraction_id: Uuid) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::ExtractionId.eq(extraction_id)).all(conn).await?)
}

/// Sets the order of a data point's values.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    let there_already = OnConflict::columns([Column::ExtractionId, Column::DataPoint])
        .update_column(Column::ValueIds)
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(there_already).exec_without_returning(conn).await?;
    Ok(())
}
