//! The extract stage: pages to data points.

use perigee_model::{Extraction, Page, ProcessType};

use crate::Engine;

impl Engine {
    /// Pages to the data points of a process type, without training.
    ///
    /// Deterministic and without failure: what is not found is missing. Embedded e-invoice XML is not looked at.
    pub fn extract(&self, pages: &[Page], kind: &ProcessType) -> Extraction {
        perigee_understand::extract(pages, kind)
    }
}
