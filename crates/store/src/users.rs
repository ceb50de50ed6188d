//! People and their places in organizations. Without a scope: signing in makes one from these rows.

use perigee_model::OrganizationId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{membership, user};

/// Adds a person.
///
/// # Errors
/// `Conflict` when the e-mail is taken.
pub async fn insert(conn: &impl ConnectionTrait, row: user::Model) -> Result<(), StoreError> {
    user::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Gives a person a place in an organization.
///
/// # Errors
/// `Conflict` when there is one already.
pub async fn join(conn: &impl ConnectionTrait, row: membership::Model) -> Result<(), StoreError> {
    membership::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The person with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<user::Model>, StoreError> {
    Ok(user::Entity::find_by_id(id).one(conn).await?)
}

/// The people with these ids, in no order.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<user::Model>, StoreError> {
    Ok(user::Entity::find().filter(user::Column::Id.is_in(ids)).all(conn).await?)
}

/// The person with this e-mail, given in lower case.
///
/// # Errors
/// When the database fails.
pub async fn find_by_email(
    conn: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<user::Model>, StoreError> {
    Ok(user::Entity::find().filter(user::Column::Email.eq(email)).one(conn).await?)
}

/// A person's place in an organization.
///
/// # Errors
/// When the database fails.
pub async fn find_membership(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    organization_id: OrganizationId,
) -> Result<Option<membership::Model>, StoreError> {
    Ok(membership::Entity::find_by_id((user_id, organization_id.uuid())).one(conn).await?)
}

/// The oldest place of a person, where signing in leads to.
///
/// # Errors
/// When the database fails.
pub async fn find_first_membership(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
) -> Result<Option<membership::Model>, StoreError> {
    let places = membership::Entity::find().filter(membership::Column::UserId.eq(user_id));
    Ok(places.order_by_asc(membership::Column::CreatedAt).one(conn).await?)
}

/// The places in an organization, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list_members(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
) -> Result<Vec<membership::Model>, StoreError> {
    let places =
        membership::Entity::find().filter(membership::Column::OrganizationId.eq(organization_id.uuid()));
    Ok(places.order_by_asc(membership::Column::CreatedAt).all(conn).await?)
}

/// Sets the password hash, and the e-mail if one is given.
///
/// # Errors
/// `Conflict` when the e-mail is taken.
pub async fn set_password(
    conn: &impl ConnectionTrait,
    id: Uuid,
    password_hash: &str,
    email: Option<&str>,
) -> Result<(), StoreError> {
    let mut update = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, sea_orm::sea_query::Expr::value(password_hash));
    if let Some(email) = email {
        update = update.col_expr(user::Column::Email, sea_orm::sea_query::Expr::value(email));
    }
    update.filter(user::Column::Id.eq(id)).exec(conn).await?;
    Ok(())
}
