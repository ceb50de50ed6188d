//! Gives the lock of a collection back.

use perigee_model::{CollectionId, Scope};
use perigee_store::locks;

use crate::{App, AppError, collection};

/// The caller leaves a collection: its lock is free if the caller had it. Leaving twice does nothing.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn release(app: &App, scope: &Scope, id: CollectionId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = collection::get_row(&tx, scope, id).await?;
    locks::give_back(&tx, row.id, &scope.subject).await?;
    locks::look_away(&tx, row.id, &scope.subject).await?;
    crate::setup::commit(tx).await
}
