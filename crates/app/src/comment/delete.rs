//! Removes a comment.

use perigee_model::{CollectionId, CommentId, Permission, ProcessId, Scope};
use perigee_store::{StoreError, comments};

use crate::{App, AppError, Change, collection};

/// Removes a comment: one's own, or anybody's with the permission to manage collections.
///
/// # Errors
/// `NotFound`; `Denied` for somebody else's without that permission.
pub async fn delete(app: &App, scope: &Scope, id: CommentId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let comment = match comments::get(&tx, scope, id).await {
        Err(StoreError::NotFound) => return Err(AppError::NotFound { what: "the comment" }),
        other => other?,
    };
    let row = collection::get_row(&tx, scope, CollectionId::from_uuid(comment.collection_id)).await?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let manages = scope.rights.on(process_id).contains(Permission::AdminCollectionManage);
    if *comment.created_by != *scope.subject && !manages {
        return Err(AppError::Denied(Permission::AdminCollectionManage));
    }
    comments::delete(&tx, &comment).await?;
    crate::setup::commit(tx).await?;
    app.announce(Change::Changed(process_id));
    Ok(())
}
