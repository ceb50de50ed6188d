//! The difference between what does not exist for a caller and what it may not touch.

use perigee_model::Scope;
use sea_orm::{ConnectionTrait, EntityTrait, Select};

use crate::StoreError;

/// The one row of a query that starts from a scope.
///
/// # Errors
/// `NotFound` when it does not exist for the caller, `Denied` when it does but the purpose is not permitted on it.
pub(crate) async fn get<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: impl Fn(&Scope) -> Select<E>,
) -> Result<E::Model, StoreError> {
    if let Some(found) = query(scope).one(conn).await? {
        return Ok(found);
    }
    let Some(purpose) = scope.purpose.filter(|_| scope.rights.processes.is_some()) else {
        return Err(StoreError::NotFound);
    };
    match query(&scope.seeing()).one(conn).await? {
        Some(_) => Err(StoreError::Denied(purpose)),
        None => Err(StoreError::NotFound),
    }
}
