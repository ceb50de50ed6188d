//! Confirmed values that everything else that was confirmed speaks against.

use perigee_model::{CollectionId, DocumentId, Permission, ProcessId, Scope};
use perigee_store::error::from_json;
use perigee_store::{StoreError, collections, documents, models};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Metrics;
use crate::result::{ShownDocument, show_document};
use crate::{App, AppError, process};

/// Suspects that are kept with a model, the surest.
pub(super) const KEPT_MOST: usize = 100;

/// What a training found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Doubted {
    /// The document.
    pub document_id: Uuid,
    /// Name of the data point.
    pub data_point: String,
    /// What all the other documents say.
    pub read: String,
    /// How probable it is that this is right.
    pub confidence: f32,
}

/// A confirmed value that is probably a slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Its document.
    pub document_id: DocumentId,
    /// The document's name.
    pub document_name: String,
    /// The document's collection.
    pub collection_id: CollectionId,
    /// Name of the data point.
    pub data_point: String,
    /// What a person confirmed; empty = that there is none.
    pub confirmed: Vec<String>,
    /// What all the other documents say.
    pub read: String,
    /// How probable it is that this is right.
    pub confidence: f32,
}

/// The confirmed values that the active model doubts, the surest doubts first; what was put right since is left out.
///
/// # Errors
/// `NotFound`; `Denied` where the results of the process may not be read.
pub async fn suspects(app: &App, scope: &Scope, id: ProcessId) -> Result<Vec<Suspect>, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, id).await?;
    let scope = &scope.about_to(Permission::ResultRead);
    process::get_row(conn, scope, id).await?;
    let Some(active) = models::find_active(conn, scope, id).await? else { return Ok(Vec::new()) };
    let metrics: Metrics = from_json("models.metrics", &active.metrics)?;
    let mut found = Vec::new();
    for doubted in metrics.doubted {
        found.extend(look(app, scope, doubted).await?);
    }
    Ok(found)
}

/// `None` where the document is gone, or where it says the same by now.
async fn look(app: &App, scope: &Scope, doubted: Doubted) -> Result<Option<Suspect>, AppError> {
    let conn = app.db().reader();
    let document_id = DocumentId::from_uuid(doubted.document_id);
    let document = match documents::get(conn, scope, document_id).await {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let collection_id = CollectionId::from_uuid(document.collection_id);
    let collection = match collections::get(conn, scope, collection_id).await {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let shown = show_document(conn, scope, &document, collection.run).await?;
    let (confirmed, is_settled) = values(&shown, &doubted);
    Ok((!is_settled).then_some(Suspect {
        document_id,
        document_name: document.name,
        collection_id,
        data_point: doubted.data_point,
        confirmed,
        read: doubted.read,
        confidence: doubted.confidence,
    }))
}

fn values(shown: &ShownDocument, doubted: &Doubted) -> (Vec<String>, bool) {
    let of_data_point = || shown.values.iter().filter(|value| value.reading.data_point == doubted.data_point);
    let confirmed = of_data_point().map(|value| value.reading.raw_value.clone()).collect();
    (confirmed, of_data_point().any(|value| value.reading.raw_value == doubted.read))
}
