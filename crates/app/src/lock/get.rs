//! Shows who edits a collection.

use perigee_model::{CollectionId, Scope};

use super::{Lock, show};
use crate::clock::now_ms;
use crate::{App, AppError, collection};

/// Who edits a collection, and who else looks at it.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: CollectionId) -> Result<Lock, AppError> {
    let conn = app.db().reader();
    let row = collection::get_row(conn, scope, id).await?;
    show(conn, scope, &row, now_ms()).await
}
