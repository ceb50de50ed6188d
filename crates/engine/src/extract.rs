//! The extract stage: pages to data points.

use perigee_model::{EInvoice, Extraction, Page, ProcessType};
use perigee_understand::learn::Model;

use crate::Engine;

impl Engine {
    /// Pages to the data points of a process type, by the rules and by what the process has learned.
    ///
    /// Deterministic and without failure: what is not found is missing. Where the file carries or is an e-invoice
    /// (`ReadOutput::einvoice`), its values win over those of the page, and contradictions become findings.
    pub fn extract(
        &self,
        pages: &[Page],
        kind: &ProcessType,
        einvoice: Option<&EInvoice>,
        model: Option<&Model>,
    ) -> Extraction {
        perigee_understand::extract_with(pages, kind, einvoice, model)
    }
}
