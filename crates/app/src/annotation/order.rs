//! Puts the values of a data point in order.

use std::collections::HashSet;

use perigee_model::{DocumentId, Scope, ValueId};
use perigee_store::entity::value_order;
use perigee_store::error::to_json;
use perigee_store::value_orders;

use super::Review;
use crate::{App, AppError};

/// Puts the values of a data point in this order.
///
/// # Errors
/// `NotFound`; `Invalid` unless the ids are exactly those of the values that the data point shows; `Conflict` when the
/// collection is not open for review.
pub async fn put_in_order(
    app: &App,
    scope: &Scope,
    id: DocumentId,
    data_point: &str,
    ids: &[ValueId],
) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let review = Review::open(&tx, scope, id).await?;
    if review.point(data_point).is_none() {
        return Err(AppError::invalid("dataPoint", format!("the process has no data point {data_point}")));
    }
    let own = review.shown.values.iter().filter(|value| value.reading.data_point == data_point);
    let own: HashSet<ValueId> = own.map(|value| value.id).collect();
    let wanted: HashSet<ValueId> = ids.iter().copied().collect();
    if own != wanted || wanted.len() != ids.len() {
        let message = format!("the ids of the {} values of {data_point}, each once, are required", own.len());
        return Err(AppError::invalid("valueIds", message));
    }
    let row = value_order::Model {
        extraction_id: review.extraction_id,
        data_point: data_point.to_owned(),
        organization_id: review.document.organization_id,
        value_ids: to_json(&ids),
    };
    value_orders::put(&tx, row).await?;
    review.settle(app, scope, tx).await?;
    Ok(())
}
