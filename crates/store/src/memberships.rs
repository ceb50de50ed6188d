//! The people of an organization: who has a place in it, with which role, and whether it holds.

use perigee_model::{OrganizationId, OrganizationRole, Scope, UserId};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::membership::{Column, Entity, Model};
use crate::entity::{api_key, identity, invitation, process_access, session, user};

/// A person with the place in the organization of a scope.
pub type Member = (Model, user::Model);

/// Everybody who has a place in the scope's organization, oldest place first.
///
/// All at once: names are searched without regard to case, which SQLite can do for ASCII only.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Member>, StoreError> {
    let own = Column::OrganizationId.eq(scope.organization_id.uuid());
    let places = Entity::find().filter(own.clone()).order_by_asc(Column::CreatedAt);
    let places = places.order_by_asc(Column::UserId).all(conn).await?;
    let mut ids = Query::select();
    ids.column(Column::UserId).from(Entity).and_where(own);
    let people = user::Entity::find().filter(user::Column::Id.in_subquery(ids)).all(conn).await?;
    let mut people: std::collections::HashMap<Uuid, user::Model> =
        people.into_iter().map(|person| (person.id, person)).collect();
    Ok(places
        .into_iter()
        .filter_map(|place| people.remove(&place.user_id).map(|person| (place, person)))
        .collect())
}

/// One person of the scope's organization.
///
/// # Errors
/// `NotFound` when the person has no place in it, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: UserId) -> Result<Member, StoreError> {
    let place = Entity::find_by_id((id.uuid(), scope.organization_id.uuid())).one(conn).await?;
    let place = place.ok_or(StoreError::NotFound)?;
    let person = user::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(StoreError::NotFound)?;
    Ok((place, person))
}

/// How many have a place in an organization.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait, id: OrganizationId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::OrganizationId.eq(id.uuid())).count(conn).await?)
}

/// How many organizations a person owns.
///
/// # Errors
/// When the database fails.
pub async fn count_owned(conn: &impl ConnectionTrait, user_id: UserId) -> Result<u64, StoreError> {
    let owned = Entity::find()
        .filter(Column::UserId.eq(user_id.uuid()))
        .filter(Column::Role.eq(OrganizationRole::Owner.as_str()));
    Ok(owned.count(conn).await?)
}

/// The owners of the scope's organization whose place holds, each with whether there is a way to sign in again: a
/// password or a provider.
///
/// # Errors
/// When the database fails.
pub async fn list_owners(
    conn: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<Vec<(Uuid, bool)>, StoreError> {
    let active = condition_of_active_owners(scope);
    let owners = user::Entity::find()
        .filter(user::Column::Id.in_subquery(active))
        .filter(user::Column::DisabledAt.is_null())
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = owners.iter().map(|owner| owner.id).collect();
    let by_provider = identity::Entity::find().filter(identity::Column::UserId.is_in(ids)).all(conn).await?;
    let has_provider = |id: Uuid| by_provider.iter().any(|identity| identity.user_id == id);
    let with_way = |owner: user::Model| (owner.id, owner.password_hash.is_some() || has_provider(owner.id));
    Ok(owners.into_iter().map(with_way).collect())
}

fn condition_of_active_owners(scope: &Scope) -> SelectStatement {
    let mut ids = Query::select();
    ids.column(Column::UserId)
        .from(Entity)
        .and_where(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .and_where(Column::Role.eq(OrganizationRole::Owner.as_str()))
        .and_where(Column::DeactivatedAt.is_null());
    ids
}

/// Gives a person another role in the scope's organization.
///
/// # Errors
/// When the database fails.
pub async fn set_role(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
    role: OrganizationRole,
) -> Result<(), StoreError> {
    update(conn, scope, id, Column::Role, Expr::value(role.as_str())).await
}

/// Shuts a person out of the scope's organization, or with `None` lets it in again.
///
/// # Errors
/// When the database fails.
pub async fn set_deactivated(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
    at_ms: Option<i64>,
) -> Result<(), StoreError> {
    update(conn, scope, id, Column::DeactivatedAt, Expr::value(at_ms)).await
}

async fn update(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
    column: Column,
    value: Expr,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(column, value)
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::UserId.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes a person's place in the scope's organization away, with what was assigned.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, scope: &Scope, id: UserId) -> Result<(), StoreError> {
    let organization_id = scope.organization_id.uuid();
    process_access::Entity::delete_many()
        .filter(process_access::Column::OrganizationId.eq(organization_id))
        .filter(process_access::Column::UserId.eq(id.uuid()))
        .exec(conn)
        .await?;
    Entity::delete_by_id((id.uuid(), organization_id)).exec(conn).await?;
    Ok(())
}

/// Ends a person's sessions in the scope's organization.
///
/// # Errors
/// When the database fails.
pub async fn end_sessions(conn: &impl ConnectionTrait, scope: &Scope, id: UserId) -> Result<(), StoreError> {
    session::Entity::delete_many()
        .filter(session::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(session::Column::UserId.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Revokes the keys of the scope's organization behind which a person stands, so that they do not come back with
/// the person.
///
/// # Errors
/// When the database fails.
pub async fn revoke_keys(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
    now_ms: i64,
) -> Result<u64, StoreError> {
    let revoked = api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(now_ms))
        .filter(api_key::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(api_key::Column::CreatorUserId.eq(id.uuid()))
        .filter(api_key::Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected)
}

/// Takes back the open invitations that a subject made in the scope's organization.
///
/// # Errors
/// When the database fails.
pub async fn revoke_invitations(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    subject: &str,
    now_ms: i64,
) -> Result<u64, StoreError> {
    let revoked = invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::value(now_ms))
        .filter(invitation::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(invitation::Column::CreatedBy.eq(subject))
        .filter(invitation::Column::RevokedAt.is_null())
        .filter(invitation::Column::AcceptedAt.is_null())
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected)
}
