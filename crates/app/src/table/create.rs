//! Adds a table to a document.

use perigee_model::{DocumentId, Scope, ValueId};
use uuid::Uuid;

use super::{Table, TableInput, decide, filled, table_point};
use crate::annotation::Review;
use crate::{App, AppError};

/// Adds a table, by grids, by rows, or by both. A data point may have several.
///
/// # Errors
/// `NotFound`; `Invalid` for what is no table data point, for grids that do not fit the document, and for columns that
/// it does not have; `TooLarge`; `Conflict` when the collection is not open for review.
pub async fn create(
    app: &App,
    scope: &Scope,
    id: DocumentId,
    data_point: &str,
    input: TableInput,
) -> Result<Table, AppError> {
    let tx = app.db().begin_write().await?;
    let review = Review::open(&tx, scope, id).await?;
    let point = table_point(&review, data_point)?.clone();
    let filled = filled::fill(&tx, scope, &review, &point, None, input).await?;
    let id = ValueId::from_uuid(Uuid::now_v7());
    decide(app, scope, (review, tx), (id, &point.name), filled, false).await
}
