//! From places that a person marked to evidence and text.

use std::collections::BTreeMap;

use perigee_model::{Evidence, Page, Scope};
use perigee_store::ConnectionTrait;
use perigee_store::entity::document;

use super::Place;
use crate::{AppError, document as document_case};

/// Evidence with the words inside each box, and their text in reading order.
pub(crate) async fn read(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document: &document::Model,
    places: &[Place],
) -> Result<(Vec<Evidence>, String), AppError> {
    let (mut evidence, mut texts) = (Vec::with_capacity(places.len()), Vec::new());
    for place in places {
        let page = match document_case::page_of(conn, scope, document, place.page).await {
            Err(AppError::NotFound { .. }) => return Err(no_page(place)),
            other => other?.1,
        };
        let (one, text) = inside(&page, place)?;
        evidence.push(one);
        texts.push(text);
    }
    texts.retain(|text| !text.is_empty());
    Ok((evidence, texts.join(" ")))
}

/// As [`read`], where the pages of the document are at hand.
pub(crate) fn read_on(
    pages: &BTreeMap<u32, Page>,
    places: &[Place],
) -> Result<(Vec<Evidence>, String), AppError> {
    let (mut evidence, mut texts) = (Vec::with_capacity(places.len()), Vec::new());
    for place in places {
        let page = pages.get(&place.page).ok_or_else(|| no_page(place))?;
        let (one, text) = inside(page, place)?;
        evidence.push(one);
        texts.push(text);
    }
    texts.retain(|text| !text.is_empty());
    Ok((evidence, texts.join(" ")))
}

fn no_page(place: &Place) -> AppError {
    AppError::invalid("evidence", format!("the document has no page {}", place.page))
}

/// A box with the words inside and their text.
fn inside(page: &Page, place: &Place) -> Result<(Evidence, String), AppError> {
    let bbox = place.bbox;
    if !(bbox.x0 >= 0.0 && bbox.y0 >= 0.0 && bbox.x1 <= page.width + 1.0 && bbox.y1 <= page.height + 1.0) {
        let message = format!("the box lies outside of page {}", place.page);
        return Err(AppError::invalid("evidence", message));
    }
    let (mut words, mut texts) = (Vec::new(), Vec::new());
    for (index, word) in page.words.iter().enumerate() {
        let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
        if (bbox.x0..=bbox.x1).contains(&x) && (bbox.y0..=bbox.y1).contains(&y) {
            words.push(u32::try_from(index).unwrap_or(u32::MAX));
            texts.push(word.text.as_str());
        }
    }
    Ok((Evidence { page: place.page, bbox, words }, texts.join(" ")))
}
