//! Views of queues. Each belongs to one person: nobody else sees it.

use perigee_model::{ProcessId, QueueViewId, Scope, UserId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, Select,
};

use crate::entity::queue_view::{Column, Entity, Model};
use crate::{StoreError, access};

/// The views of a person that exist for this scope.
fn visible_to(scope: &Scope, person: UserId) -> Select<Entity> {
    let mut select = Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::UserId.eq(person.uuid()));
    if let Some(permitting) = scope.permitting_processes() {
        select = select.filter(Column::ProcessId.is_in(permitting.into_iter().map(ProcessId::uuid)));
    }
    select
}

/// One view of a person.
///
/// # Errors
/// `NotFound`, `Denied` where it exists for the caller but not for this purpose, or when the database fails.
pub async fn get(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    person: UserId,
    id: QueueViewId,
) -> Result<Model, StoreError> {
    access::get(conn, scope, |scope| visible_to(scope, person).filter(Column::Id.eq(id.uuid()))).await
}

/// The views that a person keeps of a process, by their names.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    person: UserId,
    process_id: ProcessId,
) -> Result<Vec<Model>, StoreError> {
    let of_process = visible_to(scope, person).filter(Column::ProcessId.eq(process_id.uuid()));
    Ok(of_process.order_by_asc(Column::Name).order_by_asc(Column::Id).all(conn).await?)
}

/// How many views a person keeps of a process.
///
/// # Errors
/// When the database fails.
pub async fn count(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    person: UserId,
    process_id: ProcessId,
) -> Result<u64, StoreError> {
    Ok(visible_to(scope, person).filter(Column::ProcessId.eq(process_id.uuid())).count(conn).await?)
}

/// Adds a view.
///
/// # Errors
/// `Conflict` when the person has one of this name; `NotFound` when the process is gone.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Stores a changed view.
///
/// # Errors
/// `Conflict` when the person has another one of this name.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    let (id, row) = (row.id, row.into_active_model().reset_all());
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(conn).await?;
    Ok(())
}

/// Deletes a view.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::delete_by_id(row.id).exec(conn).await?;
    Ok(())
}
