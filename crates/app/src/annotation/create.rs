//! Adds a value to a document.

use perigee_model::{DocumentId, Scope, ValueId, ValueType};
use uuid::Uuid;

use super::{Annotation, Decided, Place, Review, act, check_text, once, place};
use crate::{App, AppError};

/// A value that a document shall have.
#[derive(Debug, Clone)]
pub struct NewValue {
    /// Which data point it is of.
    pub data_point: String,
    /// Its text; left out, it is read from the words inside `places`.
    pub raw_value: Option<String>,
    /// Where it stands.
    pub places: Vec<Place>,
    /// Whoever sends it again with the same key gets the value that the first one made.
    pub idempotency_key: Option<String>,
}

/// Adds a value.
///
/// # Errors
/// `NotFound`; `Invalid` for an unknown data point, a place outside of the document, or no text; `Conflict` when the
/// collection is not open for review, or when the data point holds one value and has it.
pub async fn create(app: &App, scope: &Scope, id: DocumentId, new: NewValue) -> Result<Annotation, AppError> {
    let tx = app.db().begin_write().await?;
    let review = Review::open(&tx, scope, id).await?;
    let NewValue { data_point, raw_value, places, idempotency_key } = new;
    let value_id = match idempotency_key {
        Some(key) => once::value_id(scope, id, &key),
        None => Uuid::now_v7(),
    };
    if let Some(known) = review.annotation(ValueId::from_uuid(value_id)) {
        return Ok(known);
    }
    let Some(point) = review.point(&data_point) else {
        return Err(AppError::invalid("dataPoint", format!("the process has no data point {data_point}")));
    };
    if point.value_type == ValueType::Table {
        return Err(AppError::invalid("dataPoint", "a table is not a single value"));
    }
    review.check_room(&data_point, Uuid::nil())?;
    let (evidence, text) = place::read(&tx, scope, &review.document, &places).await?;
    let decided = Decided {
        value_id,
        data_point: point.name.clone(),
        value_type: point.value_type,
        literals: point.literals.clone(),
        raw_value: check_text(&raw_value.unwrap_or(text))?,
        evidence,
        removed: false,
        act: act::CHANGE,
        converted: None,
    };
    let made = review.decide(app, scope, tx, decided).await?;
    made.ok_or(AppError::NotFound { what: "the value" })
}
