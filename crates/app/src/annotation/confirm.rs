//! Says that what the machine read is right, or takes that back.

use std::collections::HashSet;

use perigee_model::results::Decision;
use perigee_model::{DocumentId, Scope, ValueId};
use perigee_store::corrections;

use super::{Annotation, Decided, Review, act, open_for};
use crate::clock::now_ms;
use crate::result::ShownValue;
use crate::{App, AppError};

/// Confirms a value, or a cell of a table. What a person decided about before stays as it is.
///
/// # Errors
/// `NotFound`; `Conflict` when the collection is not open for review.
pub async fn confirm(app: &App, scope: &Scope, id: ValueId) -> Result<Annotation, AppError> {
    let missing = || AppError::NotFound { what: "the value" };
    let tx = app.db().begin_write().await?;
    let review = open_for(&tx, scope, id).await?;
    let (value, ..) = review.find(id).ok_or_else(missing)?;
    if value.decision.is_some() {
        return review.annotation(id).ok_or_else(missing);
    }
    let decided = review.about(value, act::CONFIRM).ok_or_else(missing)?;
    review.decide(app, scope, tx, decided).await?.ok_or_else(missing)
}

/// Makes these values, and cells, the ones of a document that are confirmed: they are, and others are so no longer.
/// What a person changed or added stays as it is. Answers what changed by it.
///
/// # Errors
/// `NotFound`; `Invalid` for an id that is not of the document; `Conflict` when the collection is not open for
/// review.
pub async fn set_confirmed(
    app: &App,
    scope: &Scope,
    id: DocumentId,
    wanted: &[ValueId],
) -> Result<Vec<Annotation>, AppError> {
    let tx = app.db().begin_write().await?;
    let review = Review::open(&tx, scope, id).await?;
    let wanted: HashSet<ValueId> = wanted.iter().copied().collect();
    if let Some(unknown) = wanted.iter().find(|id| review.find(**id).is_none()) {
        return Err(AppError::invalid("valueIds", format!("the document shows no value {unknown}")));
    }
    let mut changed = Vec::new();
    let now = now_ms();
    for value in review.everything() {
        let act = match (value.decision, wanted.contains(&value.id)) {
            (None, true) => act::CONFIRM,
            (Some(Decision::Confirmed), false) => act::RESTORE,
            _ => continue,
        };
        let Some(decided) = review.about(value, act) else { continue };
        corrections::insert(&tx, review.correction(scope, decided, now)).await?;
        changed.push(value.id);
    }
    let after = review.settle(app, scope, tx).await?;
    Ok(changed.into_iter().filter_map(|id| after.annotation(id)).collect())
}

impl Review {
    /// Every value and every cell that is shown.
    fn everything(&self) -> impl Iterator<Item = &ShownValue> {
        let cells = self.shown.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.values());
        self.shown.values.iter().chain(cells)
    }

    /// A decision that leaves what a value says as it is.
    fn about(&self, value: &ShownValue, act: &'static str) -> Option<Decided> {
        let (_, value_type, literals) = self.find(value.id)?;
        let reading = &value.reading;
        Some(Decided {
            value_id: value.id.uuid(),
            data_point: reading.data_point.clone(),
            value_type,
            literals,
            raw_value: reading.raw_value.clone(),
            evidence: reading.evidence.clone(),
            removed: false,
            act,
            converted: Some((reading.value.clone(), reading.fault.clone())),
        })
    }
}
