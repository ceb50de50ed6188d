//! The title of an invoice or order: what kind of paper it is, and its number and date where the title tells them.

use std::ops::Range;

use perigee_values::fold;

use crate::analysis::Analysis;
use crate::candidates::Kind;
use crate::lexicon::is_number_sign;

/// What the title rule adds to a label's score (`research/extraction.md` 8.7: 1.1 to 1.3).
pub const NUMBER_SCORE: f32 = 1.2;
/// The same for the date.
pub const DATE_SCORE: f32 = 1.1;
/// Lines that may be a title: the first page has fewer than twice as many.
const MAX_LINES: usize = 120;
/// Type of a title against the median of its page (`research/extraction.md` 8.7).
const LARGE: f32 = 1.3;
/// Words of a title before its number.
const MAX_WORDS: usize = 6;

/// What a document calls itself, most special first; stems of folded words.
const KINDS: &[(&str, &[&str])] = &[
    ("proforma", &["proforma", "proformarechnung", "facturepro", "proformainvoice"]),
    (
        "correction",
        &[
            "rechnungskorrektur",
            "korrekturrechnung",
            "stornorechnung",
            "storno",
            "korygujaca",
            "correction",
            "correctiveinvoice",
            "facturerectificative",
            "berichtigung",
            "facturarectificativa",
        ],
    ),
    (
        "self_billed",
        &[
            "selbstabrechnung",
            "selfbilled",
            "selfbilling",
            "autofacture",
            "autofacturation",
            "samofakturowanie",
        ],
    ),
    (
        "credit_note",
        &[
            "gutschrift",
            "creditnote",
            "creditmemo",
            "avoir",
            "rechnungsgutschrift",
            "creditinvoice",
            "notakredytowa",
            "notadicredito",
            "notadecredito",
            "abono",
        ],
    ),
    (
        "prepayment",
        &[
            "anzahlungsrechnung",
            "vorauszahlungsrechnung",
            "prepaymentinvoice",
            "depositinvoice",
            "downpaymentinvoice",
            "facturedacompte",
            "fakturazaliczkowa",
            "zaliczkowa",
        ],
    ),
    (
        "partial",
        &["teilrechnung", "abschlagsrechnung", "partialinvoice", "progressinvoice", "facturedesituation"],
    ),
    (
        "reminder",
        &["mahnung", "zahlungserinnerung", "paymentreminder", "dunning", "wezwaniedozaplaty", "rappel"],
    ),
];
/// Words that make a line the title of an invoice.
const WORDS: &[&str] = &[
    "invoice",
    "taxinvoice",
    "vatinvoice",
    "facture",
    "faktura",
    "fakturavat",
    "factuur",
    "factura",
    "fattura",
    "avoir",
    "gutschrift",
    "creditnote",
    "creditmemo",
    "rechnung",
    "statement",
    "rachunek",
    "bill",
    "selbstabrechnung",
    "rechnungskorrektur",
    "facturarectificativa",
    "abono",
    "notadicredito",
    "bolletta",
    "notadecredito",
];

/// Words that make a line the title of an order.
const ORDER_WORDS: &[&str] = &[
    "purchaseorder",
    "order",
    "orderform",
    "po",
    "salesorder",
    "workorder",
    "bestellung",
    "bestellauftrag",
    "einkaufsbestellung",
    "auftrag",
    "bestellformular",
    "bondecommande",
    "commande",
    "zamowienie",
    "zamowieniezakupu",
    "zamowieniedodostawcy",
    "pedido",
    "pedidodecompra",
    "ordendecompra",
    "ordendecompras",
    "ordine",
    "ordinediacquisto",
    "ordinedacquisto",
    "ordineafornitore",
    "inkooporder",
];

/// Which papers are looked at: each has its own titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Invoices, credit notes, bills.
    Invoice,
    /// Purchase orders.
    Order,
}

impl Paper {
    fn is_named(self, folded: &str) -> bool {
        match self {
            Self::Order => {
                ORDER_WORDS.contains(&folded) || folded.len() <= 30 && folded.ends_with("bestellung")
            }
            Self::Invoice => {
                WORDS.contains(&folded)
                    || folded.len() <= 30
                        && (folded.ends_with("rechnung") || folded.ends_with("invoice") && folded.len() <= 18)
                    || KINDS.iter().any(|(_, stems)| stems.contains(&folded))
            }
        }
    }
}

/// What the title says.
#[derive(Debug, Default, Clone)]
pub struct Title {
    /// Literal of `document_type` and the tokens that say it.
    pub kind: Option<(&'static str, Range<usize>)>,
    /// The candidate that is the number.
    pub number: Option<usize>,
    /// The candidate that is the date.
    pub date: Option<usize>,
}

/// Looks for the title.
pub fn find(analysis: &Analysis<'_, '_>, paper: Paper) -> Title {
    let mut title = Title::default();
    for segment in analysis.sheet.segments.iter().take_while(|s| s.page == 0 && s.line < MAX_LINES) {
        let Some(words) = title_words(analysis, paper, segment.tokens.clone()) else { continue };
        let number = number_after(analysis, words.end, segment.line);
        if title.number.is_none() {
            title.number = number;
        }
        let from = number.and_then(|n| analysis.candidates.get(n)).map_or(words.end, |n| n.span.end);
        if title.date.is_none() {
            title.date = date_after(analysis, from, segment.line);
        }
        // A label such as "Invoice number" begins with a document word, but says nothing about the kind.
        let is_label =
            analysis.labels.on_line(segment.line).iter().any(|l| l.span.start == words.start && l.has_colon);
        if !is_label {
            let kind = kind_of(&spelled(analysis, words.clone()));
            let special = title.kind.as_ref().is_some_and(|(known, _)| *known != "invoice");
            if title.kind.is_none() || !special && kind != "invoice" {
                title.kind = Some((kind, words));
            }
        }
    }
    title
}

/// Whether a text is nothing but the name of a document.
pub fn names_document(text: &str) -> bool {
    let folded = fold(text);
    WORDS.contains(&folded.as_str())
        || ORDER_WORDS.contains(&folded.as_str())
        || KINDS.iter().any(|(_, stems)| stems.contains(&folded.as_str()))
}

/// The folded words without what stands in brackets: `HANDELSRECHNUNG(380)`.
fn spelled(analysis: &Analysis<'_, '_>, range: Range<usize>) -> String {
    let mut text = analysis.sheet.text(range);
    while let Some((open, close)) = text.find('(').zip(text.find(')')).filter(|(open, close)| open < close) {
        text.replace_range(open..=close, "");
    }
    fold(&text)
}

/// The tokens at the start of a segment that name the document: `HANDELSRECHNUNG`, `Faktura VAT`, `W A R E N R E C H N U N G`.
fn title_words(analysis: &Analysis<'_, '_>, paper: Paper, tokens: Range<usize>) -> Option<Range<usize>> {
    let start = tokens.start;
    let longest = tokens.end.min(start + 3);
    let is_name = |folded: &str| paper.is_named(folded);
    let spaced = || {
        let all_single = tokens
            .clone()
            .all(|at| analysis.sheet.tokens.get(at).is_some_and(|t| t.text.chars().count() == 1));
        (tokens.len() > 5 && all_single && is_name(&spelled(analysis, tokens.clone())))
            .then_some(tokens.clone())
    };
    let named =
        (start + 1..=longest).rev().map(|end| start..end).find(|r| is_name(&spelled(analysis, r.clone())));
    described(analysis, paper, tokens.clone())
        .or(named)
        .or_else(spaced)
        .or_else(|| large_with_number(analysis, tokens))
}

/// A document word in large type, more words, then the number: `Facture d’électricité F446660/26`.
fn described(analysis: &Analysis<'_, '_>, paper: Paper, tokens: Range<usize>) -> Option<Range<usize>> {
    let first = analysis.sheet.tokens.get(tokens.start)?;
    let is_large = first.bbox.height() >= LARGE * analysis.sheet.unit(first.page);
    if !is_large || !paper.is_named(&fold(first.text)) {
        return None;
    }
    let at = tokens.clone().skip(1).take(MAX_WORDS).find(|&at| {
        analysis.sheet.tokens.get(at).is_some_and(|t| t.text.chars().any(|c| c.is_ascii_digit()))
    })?;
    let is_number = analysis.candidates.iter().any(|c| c.kind == Kind::Number && c.span.start == at);
    is_number.then_some(tokens.start..at)
}

/// Any words in large type before "no." are a title too: `BUCHUNGSHILFE (751) Nr. 471102`.
fn large_with_number(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let first = analysis.sheet.tokens.get(tokens.start)?;
    let is_large = first.bbox.height() >= LARGE * analysis.sheet.unit(first.page);
    let has_digit =
        |at: usize| analysis.sheet.tokens.get(at).is_some_and(|t| t.text.chars().any(|c| c.is_ascii_digit()));
    let sign = tokens.clone().skip(1).take(MAX_WORDS).find(|&at| {
        analysis
            .sheet
            .tokens
            .get(at)
            .is_some_and(|token| is_number_sign(token.text.trim_end_matches([':', '.'])))
    })?;
    (is_large && has_digit(sign + 1)).then_some(tokens.start..sign)
}

fn kind_of(name: &str) -> &'static str {
    KINDS
        .iter()
        .find(|(_, stems)| stems.iter().any(|stem| name.contains(stem)))
        .map_or("invoice", |(kind, _)| *kind)
}

/// The next code of the line after nothing but number signs and brackets.
fn number_after(analysis: &Analysis<'_, '_>, start: usize, line: usize) -> Option<usize> {
    let (at, candidate) = analysis
        .candidates
        .iter()
        .enumerate()
        .skip(analysis.candidates.partition_point(|c| c.span.start < start))
        .find(|(_, c)| c.kind == Kind::Number && !is_bracketed(analysis, c.span.start))?;
    let between = start..candidate.span.start;
    let plain = candidate.line == line
        && between.len() <= MAX_WORDS
        && between.clone().all(|token| {
            analysis.sheet.tokens.get(token).is_some_and(|token| {
                let text = token.text;
                fold(text).is_empty()
                    || is_number_sign(text)
                    || is_number_sign(text.trim_end_matches([':', '.']))
                    || text.starts_with('(') && text.ends_with(')')
                    || matches!(fold(text).as_str(), "vat" | "de" | "tax")
            })
        });
    let gap = analysis.sheet.tokens.get(candidate.span.start)?.bbox.x0
        - analysis.sheet.tokens.get(start.checked_sub(1)?)?.bbox.x1;
    (plain && candidate.is_sound && gap <= 15.0 * analysis.sheet.unit(candidate.page)).then_some(at)
}

fn is_bracketed(analysis: &Analysis<'_, '_>, token: usize) -> bool {
    analysis.sheet.tokens.get(token).is_some_and(|t| t.text.contains('('))
}

/// The date after a word such as "of" that follows the number or the document word.
fn date_after(analysis: &Analysis<'_, '_>, start: usize, line: usize) -> Option<usize> {
    let (at, candidate) = analysis
        .candidates
        .iter()
        .enumerate()
        .skip(analysis.candidates.partition_point(|c| c.span.start < start))
        .find(|(_, c)| c.kind == Kind::Date)?;
    let joiner = analysis.sheet.tokens.get(candidate.span.start.checked_sub(1)?)?;
    let is_joiner = matches!(
        fold(joiner.text).as_str(),
        "vom"
            | "von"
            | "of"
            | "du"
            | "from"
            | "dated"
            | "dnia"
            | "date"
            | "den"
            | "del"
            | "van"
            | "le"
            | "fecha"
    );
    (candidate.line == line && is_joiner && candidate.span.start - start <= 3).then_some(at)
}
