//! The tables of a document with their grids.

use perigee_model::{CollectionId, DocumentId, Scope};

use super::{Table, shown};
use crate::result::{config_of, show_document};
use crate::{App, AppError, collection, document};

/// The tables of a document that are shown, then those that were removed.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn list(app: &App, scope: &Scope, id: DocumentId) -> Result<Vec<Table>, AppError> {
    let conn = app.db().reader();
    let row = document::get_row(conn, scope, id).await?;
    let collection = collection::get_row(conn, scope, CollectionId::from_uuid(row.collection_id)).await?;
    let (_, data_points) = config_of(conn, scope, &collection).await?;
    let mut all = show_document(conn, scope, &row, collection.run).await?;
    let (there, removed) = (std::mem::take(&mut all.tables), std::mem::take(&mut all.removed_tables));
    let tables =
        there.into_iter().map(|table| (table, false)).chain(removed.into_iter().map(|table| (table, true)));
    let tables = tables.filter_map(|(table, is_removed)| {
        let point = data_points.iter().find(|point| point.name == table.data_point)?;
        Some(shown(id, point, table, &all, is_removed))
    });
    Ok(tables.collect())
}
