//! An e-invoice as data: what its XML says, under the names of the data points of Invoices.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The language that an e-invoice is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EInvoiceSyntax {
    /// UN/CEFACT Cross Industry Invoice: ZUGFeRD, Factur-X, XRechnung.
    Cii,
    /// OASIS Universal Business Language: Peppol BIS, XRechnung.
    Ubl,
    /// The Polish FA schema of KSeF.
    Ksef,
}

/// What an e-invoice says.
///
/// Values are as the XML has them, but for dates, which are ISO where they can be, and codes of the kind of
/// document and of payment, which are the literals of their data points. Amounts have a decimal point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EInvoice {
    /// Its language.
    pub syntax: EInvoiceSyntax,
    /// The profile that it states, e.g. `urn:factur-x.eu:1p0:extended` or `FA (3)`; empty where it states none.
    pub profile: String,
    /// Name of a data point → its values, none of them empty.
    pub values: IndexMap<String, Vec<String>>,
    /// Line items: header of the data point `items` → cell.
    pub items: Vec<IndexMap<String, String>>,
    /// Breakdown of the tax: header of the data point `taxes` → cell.
    pub taxes: Vec<IndexMap<String, String>>,
}

impl EInvoice {
    /// One that says nothing yet.
    pub fn new(syntax: EInvoiceSyntax, profile: impl Into<String>) -> Self {
        Self {
            syntax,
            profile: profile.into(),
            values: IndexMap::new(),
            items: Vec::new(),
            taxes: Vec::new(),
        }
    }

    /// The first value of a data point.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.first().map(String::as_str)
    }
}
