//! Pages to data points, without training: typed candidates, printed labels, places, and arithmetic between values.
//!
//! Reading pages is left to `perigee-render` and `perigee-ocr`, converting and checking values to `perigee-values`.

mod analysis;
mod artefact;
pub mod belonging;
mod bill;
mod blocks;
mod candidates;
mod certificate;
pub mod classes;
mod codes;
pub mod confidence;
mod consumption;
mod dates;
mod einvoice;
pub mod evaluation;
mod form;
mod generic;
mod invoice;
mod items;
mod labels;
pub mod learn;
mod lexicon;
mod licence;
mod merchant;
mod misread;
mod order;
mod parties;
mod party_numbers;
pub mod payment;

mod phrasing;
mod pick;
mod postal;
mod reading;
mod receipt;
mod relations;
mod sheet;
pub mod splitting;
mod texts;
mod title;
mod totals;
mod zone;

use std::borrow::Cow;

use perigee_model::{EInvoice, Extraction, Finding, Page, ProcessType};

use analysis::Analysis;
pub use items::column_meanings;
use lexicon::Lexicon;
use pick::Pick;

/// The data points of a document of this type; deterministic, never fails: what is not found is missing.
pub fn extract(pages: &[Page], kind: &ProcessType) -> Extraction {
    extract_with(pages, kind, None, None)
}

/// As [`extract`], for a document that an e-invoice belongs to: where the type has data points of an invoice, the
/// values of the XML win, each with its place on the page where it is shown, and contradictions become findings.
pub fn extract_with_einvoice(pages: &[Page], kind: &ProcessType, invoice: &EInvoice) -> Extraction {
    extract_with(pages, kind, Some(invoice), None)
}

/// What is to be told where a file carries an e-invoice that cannot be read; nothing where the type is no invoice.
pub fn unreadable_einvoice(kind: &ProcessType) -> Option<Finding> {
    einvoice::unreadable(kind)
}

/// As [`extract`], without the models that ship: what the rules alone decide.
pub fn extract_by_rules(pages: &[Page], kind: &ProcessType) -> Extraction {
    let read = decided(pages, kind, |analysis, picks| {
        reading::extraction(analysis, kind, picks, items::tables(analysis, kind, picks, None))
    });
    payment::beside(pages, kind, read)
}

/// As [`extract`], with everything that is known besides the pages: the e-invoice that belongs to the document, and
/// what the process has learned from its confirmed documents.
pub fn extract_with(
    pages: &[Page],
    kind: &ProcessType,
    einvoice: Option<&EInvoice>,
    model: Option<&learn::Model>,
) -> Extraction {
    // A process without a model of its own begins with what ships.
    let model = model.or_else(|| learn::shipped(&kind.short_name));
    let lexicon = lexicon_of(kind);
    let mut analysis = Analysis::new(pages, &lexicon);
    let mut picks = decide(&analysis, kind);
    let mut belongs = belonging::of(&analysis, kind, &picks);
    if let Some(model) = model {
        let scene = learn::Scene::of(analysis, picks);
        let (learned, closeness) = model.decide(&scene, model.heard());
        (analysis, picks) = scene.into_parts();
        picks = learn::beside_rules(learned, model, kind, &picks);
        belongs = belonging::beside_confirmed(belongs, closeness);
    }
    let tables = items::tables(&analysis, kind, &picks, model);
    let mut page = reading::extraction(&analysis, kind, &picks, tables);
    if let Some(model) = model {
        page.model = model.name();
    }
    match einvoice.filter(|_| einvoice::applies_to(kind)) {
        Some(invoice) => einvoice::beside(&analysis, kind, page, invoice),
        None => payment::beside(pages, kind, belonging::lessen(page, kind, belongs)),
    }
}

/// Runs the rules of a type and hands what they decided on.
fn decided<T>(pages: &[Page], kind: &ProcessType, then: impl FnOnce(&Analysis<'_, '_>, &[Pick]) -> T) -> T {
    let lexicon = lexicon_of(kind);
    let analysis = Analysis::new(pages, &lexicon);
    let picks = decide(&analysis, kind);
    then(&analysis, &picks)
}

/// The printed labels that announce the data points of a type.
fn lexicon_of(kind: &ProcessType) -> Cow<'static, Lexicon> {
    match lexicon::shipped(&kind.short_name) {
        Some(shipped) => generic::extended(kind, shipped).map_or(Cow::Borrowed(shipped), Cow::Owned),
        None => Cow::Owned(generic::lexicon(kind)),
    }
}

/// What the rules of a type decide, and those of labels alone for data points that somebody added to it.
fn decide(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> Vec<Pick> {
    let mut picks = decide_by_type(analysis, kind);
    if lexicon::shipped(&kind.short_name).is_some() {
        let added = generic::added(kind);
        if !added.is_empty() {
            let added = ProcessType { data_points: added, ..kind.clone() };
            picks.extend(generic::decide(analysis, &added));
        }
    }
    picks
}

fn decide_by_type(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> Vec<Pick> {
    match kind.short_name.as_str() {
        "invoices" => invoice::decide(analysis),
        "receipts" => receipt::decide(analysis),
        "purchase_orders" => order::decide(analysis),
        "utility_bills" => bill::decide(analysis),
        "driving_licenses" => licence::decide(analysis, kind),
        "birth_certificates" => certificate::decide(analysis, kind),
        "passports" => {
            let mut picks = form::decide(analysis, kind, &|_, _| true);
            zone::decide(analysis, kind, &mut picks);
            picks
        }
        _ => {
            let mut picks = generic::decide(analysis, kind);
            zone::decide(analysis, kind, &mut picks);
            picks
        }
    }
}
