//! Typed candidates: every place of the document that could be a value of some type, whatever its meaning.

mod amount;
mod contact;
mod date;
mod identifier;
mod number;

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::DateOrder;
use perigee_values::amount::Amount;

use crate::sheet::Sheet;

/// Candidates of a document that are weighed; a dense real page has about 600.
const MAX_CANDIDATES: usize = 20_000;

/// What a candidate could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Money.
    Amount,
    /// A day.
    Date,
    /// A number or code that names something.
    Number,
    /// An international bank account number.
    Iban,
    /// A bank identifier code.
    Bic,
    /// A VAT id with its country.
    VatId,
    /// A percentage.
    Percent,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A time of day.
    Time,
}

/// A place that could be a value.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What it could be.
    pub kind: Kind,
    /// Its tokens.
    pub span: Range<usize>,
    /// After conversion; equal values are the same thing printed twice.
    pub value: String,
    /// As printed.
    pub raw: String,
    /// Page of the document, from 0.
    pub page: usize,
    /// Line of the sheet.
    pub line: usize,
    /// Place on the page.
    pub bbox: Rect,
    /// The number, for an amount.
    pub amount: Option<Amount>,
    /// Whether check digits and shape speak for it.
    pub is_sound: bool,
}

impl Candidate {
    fn new(sheet: &Sheet<'_>, kind: Kind, span: Range<usize>, value: String, raw: String) -> Option<Self> {
        let first = sheet.tokens.get(span.start)?;
        Some(Self {
            kind,
            value,
            raw,
            page: first.page,
            line: first.line,
            bbox: sheet.bbox(span.clone()),
            span,
            amount: None,
            is_sound: true,
        })
    }
}

/// All candidates of a document, in reading order, and the date order that they were read with.
pub fn find(sheet: &Sheet<'_>, hint: DateOrder) -> (Vec<Candidate>, DateOrder) {
    let order = date::order(sheet, hint);
    let mut candidates = Vec::new();
    for line in &sheet.lines {
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            // The most telling type is asked first; what it takes is not offered to the others.
            let found = identifier::iban(sheet, at)
                .or_else(|| contact::email_or_url(sheet, at))
                .or_else(|| date::find(sheet, at, order))
                .or_else(|| contact::time(sheet, at))
                .or_else(|| identifier::vat_id(sheet, at))
                .or_else(|| amount::find(sheet, at));
            if let Some(candidate) = found {
                at = candidate.span.end.max(at + 1);
                candidates.push(candidate);
                continue;
            }
            candidates.extend(amount::percent(sheet, at));
            candidates.extend(identifier::bic(sheet, at));
            candidates.extend(contact::phone(sheet, at));
            candidates.extend(number::find(sheet, at));
            at += 1;
        }
        if candidates.len() > MAX_CANDIDATES {
            break;
        }
    }
    (candidates, order)
}

/// The token, if it stands in the same segment as the one at `start`, or closely after it.
fn follows(sheet: &Sheet<'_>, start: usize, at: usize, max_gap: f32) -> bool {
    let (Some(before), Some(token)) = (sheet.tokens.get(at.wrapping_sub(1)), sheet.tokens.get(at)) else {
        return false;
    };
    let same_line = sheet.tokens.get(start).is_some_and(|first| first.line == token.line);
    same_line && token.bbox.x0 - before.bbox.x1 <= max_gap * sheet.unit(token.page)
}
