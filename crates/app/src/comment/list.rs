//! Lists the comments on a collection.

use perigee_model::{CollectionId, Scope};
use perigee_store::comments;

use super::Comment;
use crate::{App, AppError, collection};

/// A part of the comments on a collection, oldest first, and how many there are.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    range: (u64, u64),
) -> Result<(Vec<Comment>, u64), AppError> {
    let conn = app.db().reader();
    let row = collection::get_row(conn, scope, id).await?;
    let (found, total) = comments::list(conn, scope, row.id, range).await?;
    Ok((found.into_iter().map(Comment::from).collect(), total))
}
