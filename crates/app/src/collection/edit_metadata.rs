//! Replaces the metadata of a collection.

use perigee_model::{CollectionId, Scope};
use perigee_store::collections;
use perigee_store::error::to_json;

use super::{Collection, Metadata, metadata_keys};
use crate::clock::now_ms;
use crate::{App, AppError, Change};

/// Replaces the metadata.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn edit_metadata(
    app: &App,
    scope: &Scope,
    id: CollectionId,
    metadata: &Metadata,
) -> Result<Collection, AppError> {
    let tx = app.db().begin_write().await?;
    let row = super::get_row(&tx, scope, id).await?;
    collections::set_metadata(&tx, &row, &to_json(metadata), metadata_keys(metadata), now_ms()).await?;
    crate::setup::commit(tx).await?;
    let shown = super::get(app, scope, id).await?;
    app.announce(Change::Changed(shown.process_id));
    Ok(shown)
}
