//! Changes a value, or a cell of a table.

use perigee_model::{Evidence, Scope, ValueId, ValueType};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, corrections};

use super::{Annotation, Decided, Place, Review, act, check_text, open_for, place, read};
use crate::{App, AppError};

/// What a value says before it is changed.
struct Before {
    data_point: String,
    value_type: ValueType,
    literals: Vec<String>,
    raw_value: String,
    evidence: Vec<Evidence>,
}

/// Changes a value. What is left out stays; with places but no text, the text is read from the words inside. A value
/// that was removed is shown again.
///
/// # Errors
/// `NotFound`; `Invalid` for an empty text or a place outside of the document; `Conflict` when the collection is
/// not open for review, or when the data point has another value by now and holds only one.
pub async fn change(
    app: &App,
    scope: &Scope,
    id: ValueId,
    raw_value: Option<String>,
    places: Option<&[Place]>,
) -> Result<Annotation, AppError> {
    let missing = || AppError::NotFound { what: "the value" };
    let tx = app.db().begin_write().await?;
    let review = open_for(&tx, scope, id).await?;
    let old = before(&tx, scope, &review, id).await?.ok_or_else(missing)?;
    let (evidence, text) = match places {
        Some(places) => {
            let (evidence, text) = place::read(&tx, scope, &review.document, places).await?;
            (evidence, raw_value.unwrap_or(text))
        }
        None => (old.evidence, raw_value.unwrap_or(old.raw_value)),
    };
    let decided = Decided {
        value_id: id.uuid(),
        data_point: old.data_point,
        value_type: old.value_type,
        literals: old.literals,
        raw_value: check_text(&text)?,
        evidence,
        removed: false,
        act: act::CHANGE,
        converted: None,
    };
    review.decide(app, scope, tx, decided).await?.ok_or_else(missing)
}

/// What is shown, or what was shown before it was removed.
async fn before(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    review: &Review,
    id: ValueId,
) -> Result<Option<Before>, AppError> {
    if let Some((old, value_type, literals)) = review.find(id) {
        return Ok(Some(Before {
            data_point: old.reading.data_point.clone(),
            value_type,
            literals,
            raw_value: old.reading.raw_value.clone(),
            evidence: old.reading.evidence.clone(),
        }));
    }
    let decisions = corrections::list_of_value(conn, scope, review.extraction_id, id.uuid()).await?;
    let Some(last) = decisions.into_iter().next_back() else { return Ok(None) };
    let table = read::find(conn, review.extraction_id, id).await?.and_then(|read| read.table);
    let Some((value_type, literals)) = review.kind_of(&last.data_point, table.as_deref()) else {
        return Ok(None);
    };
    if table.is_none() {
        review.check_room(&last.data_point, id.uuid())?;
    }
    Ok(Some(Before {
        value_type,
        literals,
        evidence: from_json("corrections.evidence", &last.evidence)?,
        data_point: last.data_point,
        raw_value: last.raw_value,
    }))
}
