//! Removes a value.

use perigee_model::{Scope, ValueId};

use super::{Decided, act, open_for};
use crate::{App, AppError};

/// Removes a value from what is shown; what the machine read stays stored.
///
/// # Errors
/// `NotFound`; `Conflict` when the collection is not open for review.
pub async fn delete(app: &App, scope: &Scope, id: ValueId) -> Result<(), AppError> {
    let missing = || AppError::NotFound { what: "the value" };
    let tx = app.db().begin_write().await?;
    let review = open_for(&tx, scope, id).await?;
    let (old, value_type, literals) = review.find(id).ok_or_else(missing)?;
    let decided = Decided {
        value_id: id.uuid(),
        data_point: old.reading.data_point.clone(),
        value_type,
        literals,
        raw_value: old.reading.raw_value.clone(),
        evidence: old.reading.evidence.clone(),
        removed: true,
        act: act::CHANGE,
        converted: Some((old.reading.value.clone(), old.reading.fault.clone())),
    };
    review.decide(app, scope, tx, decided).await?;
    Ok(())
}
