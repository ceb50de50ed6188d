//! People and their places in organizations. Without a scope: signing in makes one from these rows.

use perigee_model::OrganizationId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
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

/// Whether somebody is named so by a provider.
///
/// # Errors
/// When the database fails.
pub async fn has_subject(conn: &impl ConnectionTrait, subject: &str) -> Result<bool, StoreError> {
    Ok(user::Entity::find().filter(user::Column::Subject.eq(subject)).one(conn).await?.is_some())
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

/// The oldest place of a person where it was not shut out: where signing in leads to.
///
/// # Errors
/// When the database fails.
pub async fn find_first_membership(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
) -> Result<Option<membership::Model>, StoreError> {
    let places = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user_id))
        .filter(membership::Column::DeactivatedAt.is_null());
    Ok(places.order_by_asc(membership::Column::CreatedAt).one(conn).await?)
}

/// The places of a person where it was not shut out, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list_places(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
) -> Result<Vec<membership::Model>, StoreError> {
    let places = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user_id))
        .filter(membership::Column::DeactivatedAt.is_null());
    Ok(places.order_by_asc(membership::Column::CreatedAt).all(conn).await?)
}

/// Notes when a person was last in an organization.
///
/// # Errors
/// When the database fails.
pub async fn set_seen(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    organization_id: Uuid,
    at_ms: i64,
) -> Result<(), StoreError> {
    membership::Entity::update_many()
        .col_expr(membership::Column::LastSeenAt, Expr::value(at_ms))
        .filter(membership::Column::UserId.eq(user_id))
        .filter(membership::Column::OrganizationId.eq(organization_id))
        .exec(conn)
        .await?;
    Ok(())
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
    let mut update =
        user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value(password_hash));
    if let Some(email) = email {
        update = update.col_expr(user::Column::Email, Expr::value(email));
    }
    update.filter(user::Column::Id.eq(id)).exec(conn).await?;
    Ok(())
}

/// Sets name and e-mail; `verified_at` says when it was proven that the e-mail reaches the person.
///
/// # Errors
/// `Conflict` when the e-mail is taken.
pub async fn set_profile(
    conn: &impl ConnectionTrait,
    id: Uuid,
    name: &str,
    email: Option<&str>,
    verified_at: Option<i64>,
) -> Result<(), StoreError> {
    user::Entity::update_many()
        .col_expr(user::Column::Name, Expr::value(name))
        .col_expr(user::Column::Email, Expr::value(email.map(str::to_owned)))
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(verified_at))
        .filter(user::Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Sets or takes away the second factor. `confirmed_at` is empty until its first code was seen.
///
/// # Errors
/// When the database fails.
pub async fn set_second_factor(
    conn: &impl ConnectionTrait,
    id: Uuid,
    secret: Option<Vec<u8>>,
    confirmed_at: Option<i64>,
    last_step: Option<i64>,
) -> Result<(), StoreError> {
    user::Entity::update_many()
        .col_expr(user::Column::TotpSecret, Expr::value(secret))
        .col_expr(user::Column::TotpConfirmedAt, Expr::value(confirmed_at))
        .col_expr(user::Column::TotpLastStep, Expr::value(last_step))
        .filter(user::Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Uses up a time step of a person's second factor: `false` when it or a later one was used before, also when two
/// use it at once.
///
/// # Errors
/// When the database fails.
pub async fn use_step(conn: &impl ConnectionTrait, id: Uuid, step: i64) -> Result<bool, StoreError> {
    let unused =
        Condition::any().add(user::Column::TotpLastStep.is_null()).add(user::Column::TotpLastStep.lt(step));
    let used = user::Entity::update_many()
        .col_expr(user::Column::TotpLastStep, Expr::value(step))
        .filter(user::Column::Id.eq(id))
        .filter(unused)
        .exec(conn)
        .await?;
    Ok(used.rows_affected > 0)
}
