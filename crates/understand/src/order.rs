//! Purchase orders: the machinery of invoices with the parties the other way round, as the buyer writes them.

use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::blocks::Role;
use crate::candidates::Kind;
use crate::codes::{self, Code};
use crate::parties::{Letter, Parties};
use crate::pick::{Pick, THRESHOLD};
use crate::title::{self, DATE_SCORE, Paper, Title};
use crate::totals::{self, Names, Totals};
use crate::{form, party_numbers, texts};

/// Names of the totals.
const NAMES: Names = Names { net: "net_total", tax: "tax_total", gross: "gross_total", due: None };
/// The numbers of an order; the first is its own.
const NUMBERS: &[Code] = &[
    Code::one("order_number"),
    Code::one("supplier_number"),
    Code::one("quote_number"),
    Code::one("contract_number"),
    Code::one("project_number"),
];
/// Clauses of Incoterms 2010 and 2020.
const CLAUSES: &[&str] =
    &["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF", "DAT"];
/// Score of a date that stands by itself at the top of the first page.
const ALONE: f32 = 0.3;
/// Share of the first page in which a date by itself is the date of the order.
const TOP: f32 = 0.4;

/// Decides the data points of a purchase order.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let title = title::find(analysis, Paper::Order);
    let mut picks = codes::decide(analysis, NUMBERS, title.number);
    picks.extend(dates(analysis, &title));
    // The letterhead is the buyer's, and the address in the window the supplier's.
    let parties = Parties::decide(analysis, Letter::FROM_BUYER);
    picks.extend(party_picks(analysis, &parties));
    let (buyer, supplier) = ((Role::Buyer, "buyer_vat_id"), (Role::Seller, "supplier_vat_id"));
    picks.extend(party_numbers::vat_ids(analysis, &parties, buyer, supplier));
    let names = ["buyer_email", "buyer_phone", "-"];
    picks.extend(party_numbers::contacts(analysis, &parties, Role::Buyer, names));
    let Totals { net, tax, gross } = totals::decide(analysis, NAMES);
    picks.extend([net, tax, gross].into_iter().flatten());
    let buyer = picks.iter().find(|pick| pick.data_point == "buyer_name").map(|pick| fold(&pick.raw));
    picks.extend(contact(analysis).filter(|contact| Some(fold(&contact.raw)) != buyer));
    picks.extend(texts::payment_terms(analysis));
    picks.extend(delivery_terms(analysis));
    picks.extend(texts::labelled(analysis, "notes", true));
    picks.extend(texts::currency(analysis));
    picks
}

fn party_picks(analysis: &Analysis<'_, '_>, parties: &Parties) -> Vec<Pick> {
    let buyer = parties.picks(analysis, Role::Buyer, "buyer_name", "buyer_address");
    let text = |picks: &[Pick], suffix: &str| {
        picks.iter().find(|p| p.data_point.ends_with(suffix)).map(|p| fold(&p.raw))
    };
    let mut picks = parties.picks(analysis, Role::Seller, "supplier_name", "supplier_address");
    picks.extend(parties.picks(analysis, Role::Delivery, "delivery_name", "delivery_address"));
    // A bill to the buyer itself is none that differs.
    let billing = parties.picks(analysis, Role::Billing, "billing_name", "billing_address");
    let differs = |suffix| text(&billing, suffix) != text(&buyer, suffix);
    if differs("_name") || differs("_address") {
        picks.extend(billing);
    }
    picks.extend(buyer);
    picks
}

/// Day of the order and day on which the goods are wanted.
fn dates(analysis: &Analysis<'_, '_>, title: &Title) -> Vec<Pick> {
    let single = |name: &str| {
        let class = analysis.labels.lexicon.class_of(name);
        analysis.ranked_by(&[Kind::Date], |at| {
            let mut score = class.map_or(0.0, |class| analysis.score(at, class));
            if name == "order_date" && title.date == Some(at) {
                score = score.max(DATE_SCORE);
            }
            if score > THRESHOLD { score } else { 0.0 }
        })
    };
    let mut ordered = single("order_date");
    let is_fallback = ordered.is_empty();
    if is_fallback {
        ordered.extend(alone_at_top(analysis));
    }
    let value = |choice: &Choice| analysis.candidates.get(choice.candidate).map(|c| c.value.clone());
    let day = ordered.first().and_then(value);
    let mut wanted = single("delivery_date");
    // ISO dates compare as texts. Nothing is wanted before it was ordered.
    if wanted.iter().any(|choice| value(choice) >= day) {
        wanted.retain(|choice| value(choice) >= day);
    }
    let mut picks = Vec::new();
    if let Some(mut pick) = Pick::first(analysis, "order_date", &ordered) {
        pick.is_fallback = is_fallback;
        picks.push(pick);
    }
    picks.extend(Pick::first(analysis, "delivery_date", &wanted));
    picks
}

fn alone_at_top(analysis: &Analysis<'_, '_>) -> Option<Choice> {
    let page = analysis.sheet.pages.first()?;
    let class = analysis.labels.lexicon.class_of("delivery_date")?;
    analysis
        .candidates
        .iter()
        .enumerate()
        .find(|(at, c)| {
            let is_wanted = analysis.score(*at, class) > THRESHOLD;
            c.kind == Kind::Date && c.page == 0 && c.bbox.y0 < TOP * page.height && !is_wanted
        })
        .map(|(candidate, _)| Choice { candidate, score: ALONE })
}

/// Who orders, by name: behind a label, and not a company or an address.
fn contact(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let class = analysis.labels.lexicon.class_of("buyer_contact")?;
    analysis.labels.of("buyer_contact").filter(|l| l.starts_segment && !l.in_table_head).find_map(|label| {
        let place = form::place(analysis, label)?;
        let text = analysis.sheet.text(place.span.clone());
        let is_person = place.span.len() <= 5
            && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':'))
            && text.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && !crate::postal::has_legal_form(&text);
        let weight = analysis.labels.weight(label, class);
        is_person.then(|| Pick::new("buyer_contact", vec![place.span], text, place.score * weight))
    })
}

/// Behind its label, else a clause of the Incoterms with its place.
fn delivery_terms(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let by_clause = || {
        analysis.sheet.segments.iter().find_map(|segment| {
            let at = segment.tokens.clone().find(|&at| {
                analysis
                    .sheet
                    .tokens
                    .get(at)
                    .is_some_and(|t| CLAUSES.contains(&t.text.trim_matches([',', ':', '.'])))
            })?;
            let span = at..segment.tokens.end.min(at + 4);
            Some(Pick::new("delivery_terms", vec![span.clone()], analysis.sheet.text(span), 0.6))
        })
    };
    texts::labelled(analysis, "delivery_terms", false).or_else(by_clause)
}
