//! E-invoices: XML in the languages of invoices to data, and to pages where there is no picture of it.
//!
//! `xml` holds hostile bytes to limits, `cii`, `ubl` and `ksef` know one language each, `codes` their code lists,
//! `page` sets what was read. Comparing an invoice with a page is left to `perigee-understand`.

mod cii;
mod codes;
mod draft;
mod ksef;
mod page;
mod ubl;
mod xml;

use perigee_model::{EInvoice, FileFault};

use crate::fault;
use xml::Element;

pub(crate) use page::blocks;

/// Bytes of the largest e-invoice that is read: the largest of the corpora has 300 kB, 20 MB hold 20,000 items.
pub(crate) const MAX_XML_BYTES: usize = 20 << 20;

/// How much of a file is searched for the mark of a language; the longest licence text before one has 6 kB.
const MARK_WITHIN: usize = 64 << 10;

/// What stands in the root element of every e-invoice that is read here.
const MARKS: [&str; 4] = [
    "CrossIndustryInvoice",
    "CrossIndustryDocument",
    "urn:oasis:names:specification:ubl:schema:xsd:",
    "http://crd.gov.pl/wzor/",
];

/// Whether the bytes look like an e-invoice, which [`parse`] has to prove.
pub(crate) fn is_einvoice(bytes: &[u8]) -> bool {
    let head = xml::decode(bytes.get(..MARK_WITHIN).unwrap_or(bytes));
    head.trim_start().starts_with('<') && MARKS.iter().any(|mark| head.contains(mark))
}

/// Reads an e-invoice.
///
/// # Errors
/// `file_damaged` when it is no well-formed XML, `file_unsupported` when it is XML of another kind or declares
/// entities, `file_too_large` when it is larger or more deeply nested than an invoice.
pub fn parse(bytes: &[u8]) -> Result<EInvoice, FileFault> {
    let root = xml::parse(bytes, MAX_XML_BYTES)?;
    read(&root).ok_or_else(fault::no_einvoice)
}

fn read(root: &Element) -> Option<EInvoice> {
    match root.name.as_str() {
        "CrossIndustryInvoice" | "CrossIndustryDocument" => Some(cii::read(root)),
        "Invoice" | "CreditNote" if root.namespace.starts_with("urn:oasis:names:specification:ubl:") => {
            Some(ubl::read(root))
        }
        "Faktura" if root.namespace.starts_with("http://crd.gov.pl/wzor/") => Some(ksef::read(root)),
        _ => None,
    }
}
