//! The extract stage: pages to data points.

use perigee_model::{EInvoice, Extraction, Finding, Page, ProcessType};
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

    /// Whether the XML of a file says at least what every standard demands of an invoice: its number, or its total.
    pub fn is_readable_einvoice(invoice: Option<&EInvoice>) -> bool {
        let says = |name: &&str| invoice.is_some_and(|invoice| invoice.values.contains_key(*name));
        ["invoice_number", "gross_total"].iter().any(says)
    }

    /// The finding of a document whose file has an e-invoice that cannot be read
    /// ([`crate::ReadOutput::has_unreadable_einvoice`]); `None` where the type is no invoice.
    pub fn unreadable_einvoice(kind: &ProcessType) -> Option<Finding> {
        perigee_understand::unreadable_einvoice(kind)
    }
}
