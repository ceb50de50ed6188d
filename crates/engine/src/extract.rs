//! The extract stage: pages to data points.

use perigee_model::{EInvoice, Extraction, Page, ProcessType};

use crate::Engine;

impl Engine {
    /// Pages to the data points of a process type, without training.
    ///
    /// Deterministic and without failure: what is not found is missing. Where the file carries or is an e-invoice
    /// (`ReadOutput::einvoice`), its values win over those of the page, and contradictions become findings.
    pub fn extract(&self, pages: &[Page], kind: &ProcessType, einvoice: Option<&EInvoice>) -> Extraction {
        match einvoice {
            Some(einvoice) => perigee_understand::extract_with_einvoice(pages, kind, einvoice),
            None => perigee_understand::extract(pages, kind),
        }
    }
}
