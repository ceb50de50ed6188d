//! Pages to data points, without training: typed candidates, printed labels, places, and arithmetic between values.
//!
//! Reading pages is left to `perigee-render` and `perigee-ocr`, converting and checking values to `perigee-values`.

mod analysis;
mod blocks;
mod candidates;
pub mod confidence;
mod dates;
mod einvoice;
pub mod evaluation;
mod generic;
mod invoice;
mod items;
mod labels;
mod lexicon;
mod merchant;
mod parties;
pub mod payment;
mod pick;
mod postal;
mod reading;
mod receipt;
mod relations;
mod sheet;
mod texts;
mod title;
mod totals;
mod zone;

use perigee_model::{EInvoice, Extraction, Page, ProcessType};

use analysis::Analysis;
use pick::Pick;

/// The data points of a document of this type; deterministic, never fails: what is not found is missing.
pub fn extract(pages: &[Page], kind: &ProcessType) -> Extraction {
    let read = decided(pages, kind, |analysis, picks| {
        reading::extraction(analysis, kind, picks, items::tables(analysis, kind, picks))
    });
    payment::beside(pages, kind, read)
}

/// As [`extract`], for a document that an e-invoice belongs to: where the type has data points of an invoice, the
/// values of the XML win, each with its place on the page where it is shown, and contradictions become findings.
pub fn extract_with_einvoice(pages: &[Page], kind: &ProcessType, invoice: &EInvoice) -> Extraction {
    decided(pages, kind, |analysis, picks| {
        let page = reading::extraction(analysis, kind, picks, items::tables(analysis, kind, picks));
        if einvoice::applies_to(kind) { einvoice::beside(analysis, kind, page, invoice) } else { page }
    })
}

/// Runs the rules of a type and hands what they decided on.
fn decided<T>(pages: &[Page], kind: &ProcessType, then: impl FnOnce(&Analysis<'_, '_>, &[Pick]) -> T) -> T {
    match kind.short_name.as_str() {
        "invoices" => {
            let analysis = Analysis::new(pages, lexicon::invoices());
            let picks = invoice::decide(&analysis);
            then(&analysis, &picks)
        }
        "receipts" => {
            let analysis = Analysis::new(pages, lexicon::receipts());
            let picks = receipt::decide(&analysis);
            then(&analysis, &picks)
        }
        _ => {
            let lexicon = generic::lexicon(kind);
            let analysis = Analysis::new(pages, &lexicon);
            let mut picks = generic::decide(&analysis, kind);
            zone::decide(&analysis, kind, &mut picks);
            then(&analysis, &picks)
        }
    }
}
