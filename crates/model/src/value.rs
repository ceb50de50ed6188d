//! Where a value comes from and where it stands.

use serde::{Deserialize, Serialize};

use crate::Rect;

/// How a value was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Source {
    /// From the text layer of the page.
    Text,
    /// From optical character recognition.
    Ocr,
    /// From the XML of an e-invoice that the file carries or is.
    Einvoice,
    /// From a bar code.
    Barcode,
    /// Computed or looked up; stands nowhere on the page.
    Enrichment,
    /// Entered or confirmed by a person.
    Person,
}

/// A place on a page that shows a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Page of the document, from 0.
    pub page: u32,
    /// Place on the upright page, in points.
    pub bbox: Rect,
    /// Positions in the page's words that the value was read from; empty for a drawn box.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<u32>,
}
