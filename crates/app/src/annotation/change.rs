//! Changes a value, or a cell of a table.

use perigee_model::{Scope, ValueId};

use super::{Annotation, Decided, Place, Review, check_text, document_of, place};
use crate::{App, AppError};

/// Changes a value. What is left out stays; with places but no text, the text is read from the words inside.
///
/// # Errors
/// `NotFound`; `Invalid` for an empty text or a place outside of the document; `Conflict` when the collection is
/// not open for review.
pub async fn change(
    app: &App,
    scope: &Scope,
    id: ValueId,
    raw_value: Option<String>,
    places: Option<&[Place]>,
) -> Result<Annotation, AppError> {
    let missing = || AppError::NotFound { what: "the value" };
    let tx = app.db().begin_write().await?;
    let document_id = document_of(&tx, scope, id).await?;
    let review = Review::open(&tx, scope, document_id).await.map_err(|error| match error {
        AppError::NotFound { .. } => missing(),
        other => other,
    })?;
    let (old, value_type, literals) = review.find(id).ok_or_else(missing)?;
    let (evidence, text) = match places {
        Some(places) => {
            let (evidence, text) = place::read(&tx, scope, &review.document, places).await?;
            (evidence, raw_value.unwrap_or(text))
        }
        None => (old.reading.evidence.clone(), raw_value.unwrap_or_else(|| old.reading.raw_value.clone())),
    };
    let decided = Decided {
        value_id: id.uuid(),
        data_point: old.reading.data_point.clone(),
        value_type,
        literals,
        raw_value: check_text(&text)?,
        evidence,
        removed: false,
    };
    review.decide(app, scope, tx, decided).await?.ok_or_else(missing)
}
