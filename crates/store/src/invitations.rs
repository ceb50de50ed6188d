//! Invitations into an organization; only a hash of the secret in the link is stored.

use perigee_model::{InvitationId, Scope};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::invitation::{Column, Entity, Model};

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can be accepted.
    Pending,
    /// It was accepted.
    Accepted,
    /// Its time is over.
    Expired,
    /// It was taken back, or another one took its place.
    Revoked,
}

impl State {
    /// Where a row stands at this time.
    pub fn of(row: &Model, now_ms: i64) -> Self {
        match row {
            Model { accepted_at: Some(_), .. } => Self::Accepted,
            Model { revoked_at: Some(_), .. } => Self::Revoked,
            Model { expires_at, .. } if *expires_at <= now_ms => Self::Expired,
            _ => Self::Pending,
        }
    }

    fn condition(self, now_ms: i64) -> Condition {
        let open = Condition::all().add(Column::AcceptedAt.is_null()).add(Column::RevokedAt.is_null());
        match self {
            Self::Pending => open.add(Column::ExpiresAt.gt(now_ms)),
            Self::Expired => open.add(Column::ExpiresAt.lte(now_ms)),
            Self::Accepted => Condition::all().add(Column::AcceptedAt.is_not_null()),
            Self::Revoked => {
                Condition::all().add(Column::AcceptedAt.is_null()).add(Column::RevokedAt.is_not_null())
            }
        }
    }
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// One invitation of the scope's organization.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(conn: &impl ConnectionTrait, scope: &Scope, id: InvitationId) -> Result<Model, StoreError> {
    let own = Column::OrganizationId.eq(scope.organization_id.uuid());
    Entity::find_by_id(id.uuid()).filter(own).one(conn).await?.ok_or(StoreError::NotFound)
}

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    state: Option<State>,
    now_ms: i64,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let condition = Condition::all()
        .add(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .add_option(state.map(|state| state.condition(now_ms)));
    let matching = Entity::find().filter(condition);
    let total = matching.clone().count(conn).await?;
    let ordered = matching.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    Ok((ordered.offset(offset).limit(limit).all(conn).await?, total))
}

/// The invitation one of whose links carries this secret. Without a scope: the secret makes one.
///
/// # Errors
/// When the database fails.
pub async fn find_by_token(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(has_token(token_hash)).one(conn).await?)
}

/// The newest open invitation for this e-mail, whatever organization it is into.
///
/// # Errors
/// When the database fails.
pub async fn find_open_of_email(
    conn: &impl ConnectionTrait,
    email: &str,
    now_ms: i64,
) -> Result<Option<Model>, StoreError> {
    let open = Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::AcceptedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now_ms));
    Ok(open.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).one(conn).await?)
}

fn has_token(token_hash: &[u8]) -> Condition {
    Condition::any()
        .add(Column::TokenHash.eq(token_hash.to_vec()))
        .add(Column::ShownTokenHash.eq(token_hash.to_vec()))
}

/// Takes back every open invitation of an e-mail; the answer is how many there were.
///
/// # Errors
/// When the database fails.
pub async fn revoke_of_email(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    email: &str,
    now_ms: i64,
) -> Result<u64, StoreError> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now_ms))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Email.eq(email))
        .filter(State::Pending.condition(now_ms))
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected)
}

/// Takes back an invitation; the answer is whether it was neither accepted nor taken back before.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: InvitationId,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now_ms))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::AcceptedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(revoked.rows_affected > 0)
}

/// Gives an invitation other secrets (mailed, shown) and another end; the earlier secrets are worth nothing from then
/// on. The answer is whether it was neither accepted nor taken back before.
///
/// # Errors
/// When the database fails.
pub async fn renew(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: InvitationId,
    (token_hash, shown_token_hash): (Vec<u8>, Vec<u8>),
    (now_ms, expires_at_ms): (i64, i64),
) -> Result<bool, StoreError> {
    let renewed = Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(token_hash))
        .col_expr(Column::ShownTokenHash, Expr::value(shown_token_hash))
        .col_expr(Column::SentAt, Expr::value(now_ms))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at_ms))
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::AcceptedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(renewed.rows_affected > 0)
}

/// Uses an invitation up; the answer is whether it was open with this secret, for one of several who try at once.
///
/// # Errors
/// When the database fails.
pub async fn accept(
    conn: &impl ConnectionTrait,
    id: Uuid,
    token_hash: &[u8],
    now_ms: i64,
) -> Result<bool, StoreError> {
    let accepted = Entity::update_many()
        .col_expr(Column::AcceptedAt, Expr::value(now_ms))
        .filter(Column::Id.eq(id))
        .filter(has_token(token_hash))
        .filter(State::Pending.condition(now_ms))
        .exec(conn)
        .await?;
    Ok(accepted.rows_affected > 0)
}
