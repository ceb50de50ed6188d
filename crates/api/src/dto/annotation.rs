//! What a person says about a value.

use perigee_model::results::SingleValue;
use perigee_model::{DocumentId, Rect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A value of a document after a person's decision.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Annotation {
    /// The document.
    pub document_id: DocumentId,
    /// The data point.
    pub data_point: String,
    /// The value as it is shown now; its `id` is the annotation's id.
    #[serde(flatten)]
    pub value: SingleValue,
}

/// A place that a person marked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Place {
    /// Page of the document, from 0.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points on the upright page, origin top left.
    pub bbox: Rect,
}

/// A value that a person adds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewAnnotation {
    /// The data point, e.g. `invoice_number`. One that holds a single value must be empty (else 409): change that value.
    pub data_point: String,
    /// The text. If left out it is read from the words inside `evidence`.
    pub raw_value: Option<String>,
    /// Where it stands; left out for a value that stands nowhere.
    pub evidence: Option<Vec<Place>>,
}

/// A change to a value, also to a cell of a table. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationChange {
    /// The new text. If left out while `evidence` is given, it is read from the words inside.
    pub raw_value: Option<String>,
    /// Where it stands.
    pub evidence: Option<Vec<Place>>,
}

impl Place {
    /// As the use cases know them.
    pub(crate) fn all(places: Vec<Self>) -> Vec<perigee_app::annotation::Place> {
        places.into_iter().map(|Self { page, bbox }| perigee_app::annotation::Place { page, bbox }).collect()
    }
}
