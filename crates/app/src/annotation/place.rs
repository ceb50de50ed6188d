//! From places that a person marked to evidence and text.

use perigee_model::{Evidence, Scope};
use perigee_store::ConnectionTrait;
use perigee_store::entity::document;

use super::Place;
use crate::{AppError, document as document_case};

/// Evidence with the words inside each box, and their text in reading order.
pub(super) async fn read(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document: &document::Model,
    places: &[Place],
) -> Result<(Vec<Evidence>, String), AppError> {
    let (mut evidence, mut texts) = (Vec::with_capacity(places.len()), Vec::new());
    for place in places {
        let page = match document_case::page_of(conn, scope, document, place.page).await {
            Err(AppError::NotFound { .. }) => {
                return Err(AppError::invalid(
                    "evidence",
                    format!("the document has no page {}", place.page),
                ));
            }
            other => other?.1,
        };
        let bbox = place.bbox;
        if !(bbox.x0 >= 0.0 && bbox.y0 >= 0.0 && bbox.x1 <= page.width + 1.0 && bbox.y1 <= page.height + 1.0)
        {
            return Err(AppError::invalid(
                "evidence",
                format!("the box lies outside of page {}", place.page),
            ));
        }
        let mut words = Vec::new();
        for (index, word) in page.words.iter().enumerate() {
            let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
            if (bbox.x0..=bbox.x1).contains(&x) && (bbox.y0..=bbox.y1).contains(&y) {
                words.push(u32::try_from(index).unwrap_or(u32::MAX));
                texts.push(word.text.clone());
            }
        }
        evidence.push(Evidence { page: place.page, bbox, words });
    }
    Ok((evidence, texts.join(" ")))
}
