//! What people were assigned on processes. A scope is made of these, hence reading one's own starts without one.

use perigee_model::{OrganizationId, ProcessId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::process_access::{Column, Entity, Model};

/// What a person was assigned in an organization.
///
/// # Errors
/// When the database fails.
pub async fn list_of_person(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    organization_id: OrganizationId,
) -> Result<Vec<Model>, StoreError> {
    let own = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::OrganizationId.eq(organization_id.uuid()));
    Ok(own.all(conn).await?)
}

/// What these people were assigned in an organization, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list_of_people(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    user_ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, StoreError> {
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::UserId.is_in(user_ids));
    Ok(assigned.all(conn).await?)
}

/// Who was assigned what on these processes of an organization, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list_of_processes(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    process_ids: &[Uuid],
) -> Result<Vec<Model>, StoreError> {
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::ProcessId.is_in(process_ids.iter().copied()));
    Ok(assigned.order_by_asc(Column::GrantedAt).order_by_asc(Column::UserId).all(conn).await?)
}

/// Assigns a role on a process, in place of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    let on_conflict = OnConflict::columns([Column::ProcessId, Column::UserId])
        .update_columns([Column::Role, Column::GrantedBy, Column::GrantedAt])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(on_conflict).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes back what a person was assigned on a process; the answer is whether there was something.
///
/// # Errors
/// When the database fails.
pub async fn delete(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    process_id: ProcessId,
    user_id: Uuid,
) -> Result<bool, StoreError> {
    let deleted = Entity::delete_many()
        .filter(Column::OrganizationId.eq(organization_id.uuid()))
        .filter(Column::ProcessId.eq(process_id.uuid()))
        .filter(Column::UserId.eq(user_id))
        .exec(conn)
        .await?;
    Ok(deleted.rows_affected > 0)
}
