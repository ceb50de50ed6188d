//! Invoices: every data point decided, in the order in which one decision helps the next.

use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::blocks::Role;
use crate::candidates::Kind;
use crate::codes::{self, Code, RARE_THRESHOLD};
use crate::parties::{Letter, Parties, owned};
use crate::party_numbers::BY_SHAPE;
use crate::pick::Pick;
use crate::title::{self, Title};
use crate::totals::{self, Names, Totals};
use crate::{dates, party_numbers, texts};

/// Labels weaker than this announce no amount that most invoices lack.
const CLOSE: f32 = 0.6;
/// Names of the totals.
const NAMES: Names =
    Names { net: "net_total", tax: "tax_total", gross: "gross_total", due: Some("amount_due") };

/// The numbers of an invoice; the first is its own, those marked may be several.
const NUMBERS: &[Code] = &[
    Code::one("invoice_number"),
    Code::many("order_number"),
    Code::one("customer_number"),
    Code::one("sales_order_number"),
    Code::one("contract_number"),
    Code::many("delivery_note_number"),
    Code::one("buyer_reference"),
    Code::one("payment_reference"),
];

/// Decides the data points of an invoice.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    // The title tells the kind of the paper, and often its number and date.
    let title = title::find(analysis, title::Paper::Invoice);
    let mut picks = Vec::new();
    picks.extend(document_type(analysis, &title));
    picks.extend(codes::decide(analysis, NUMBERS, title.number));
    picks.extend(dates::decide(analysis, &title));
    // Parties come before the numbers that belong to one of them.
    let parties = Parties::decide(analysis, Letter::FROM_SELLER);
    picks.extend(party_picks(analysis, &parties));
    picks.extend(party_numbers(analysis, &parties));
    picks.extend(bank(analysis));
    picks.extend(amounts(analysis));
    picks.extend(texts::payment_terms(analysis));
    picks.extend(texts::payment_method(analysis));
    picks.extend(texts::currency(analysis));
    picks.extend(texts::reverse_charge(analysis));
    picks
}

fn document_type(analysis: &Analysis<'_, '_>, title: &Title) -> Option<Pick> {
    let (kind, span) = title.kind.clone()?;
    let mut pick = Pick::new("document_type", vec![span.clone()], analysis.sheet.text(span), 1.0);
    pick.value = Some(kind.to_owned());
    Some(pick)
}

fn party_picks(analysis: &Analysis<'_, '_>, parties: &Parties) -> Vec<Pick> {
    let mut picks = parties.picks(analysis, Role::Seller, "seller_name", "seller_address");
    let buyer = parties.picks(analysis, Role::Buyer, "buyer_name", "buyer_address");
    let delivery = parties.picks(analysis, Role::Delivery, "delivery_name", "delivery_address");
    // A delivery to the buyer itself is none that differs.
    let same = |suffix: &str| {
        let text =
            |picks: &[Pick]| picks.iter().find(|p| p.data_point.ends_with(suffix)).map(|p| fold(&p.raw));
        text(&delivery) == text(&buyer)
    };
    if !(same("_name") && same("_address")) {
        picks.extend(delivery);
    }
    picks.extend(buyer);
    let seller = picks.iter().find(|p| p.data_point == "seller_name").map(|p| fold(&p.raw));
    let payee = parties.picks(analysis, Role::Payee, "payee_name", "-");
    picks.extend(payee.into_iter().filter(|p| p.data_point == "payee_name" && Some(fold(&p.raw)) != seller));
    picks
}

/// VAT ids, tax numbers and ways to reach the seller.
fn party_numbers(analysis: &Analysis<'_, '_>, parties: &Parties) -> Vec<Pick> {
    let own = (Role::Seller, "seller_vat_id");
    let mut picks = party_numbers::vat_ids(analysis, parties, own, (Role::Buyer, "buyer_vat_id"));
    let tax = analysis.ranked("-tax_number", &[Kind::Number]);
    let tax: Vec<Choice> =
        tax.into_iter().filter(|c| c.score > RARE_THRESHOLD && is_tax_number(analysis, c)).collect();
    let seller_tax = owned(analysis, parties, &tax, Role::Seller);
    let seller = seller_tax.first().filter(|c| c.score > RARE_THRESHOLD).copied();
    if let Some(choice) = seller {
        picks.extend(Pick::of(analysis, "seller_tax_number", choice));
    }
    let buyer_tax = owned(analysis, parties, &tax, Role::Buyer);
    let is_buyers = |c: &&Choice| {
        Some(c.candidate) != seller.map(|s| s.candidate)
            && parties.owner(analysis, c.candidate) == Some(Role::Buyer)
    };
    if let Some(choice) = buyer_tax.iter().find(is_buyers) {
        picks.extend(Pick::of(analysis, "buyer_tax_number", *choice));
    }
    let registration = analysis.ranked("seller_registration", &[Kind::Number]);
    let registration: Vec<Choice> = registration.into_iter().filter(|c| c.score > RARE_THRESHOLD).collect();
    picks.extend(
        Pick::first(analysis, "seller_registration", &registration).map(|p| with_register(analysis, p)),
    );
    let names = ["seller_email", "seller_phone", "seller_url"];
    picks.extend(party_numbers::contacts(analysis, parties, Role::Seller, names));
    picks
}

/// A register number is told with its register, where that is printed before it: `Freiburg HRB 13613`.
fn with_register(analysis: &Analysis<'_, '_>, mut pick: Pick) -> Pick {
    let Some(span) = pick.spans.first_mut() else { return pick };
    let Some(line) = analysis.sheet.tokens.get(span.start).map(|token| token.line) else { return pick };
    let is_register = |at: usize| {
        analysis.sheet.tokens.get(at).is_some_and(|t| {
            t.line == line && matches!(t.text.trim_end_matches(','), "HRB" | "HRA" | "RCS" | "FN")
        })
    };
    let Some(register) = span.start.checked_sub(1).filter(|&at| is_register(at)) else { return pick };
    span.start = register;
    // The court stands between its label and the register.
    let court = analysis.labels.on_line(line).iter().rev().find(|label| label.span.end <= register);
    if let Some(label) = court.filter(|label| register - label.span.end <= 3 && !label.has_colon) {
        span.start = label.span.end;
    }
    pick.raw = analysis.sheet.text(span.clone());
    pick.value = None;
    pick
}

fn is_tax_number(analysis: &Analysis<'_, '_>, choice: &Choice) -> bool {
    analysis.candidates.get(choice.candidate).is_some_and(|candidate| {
        let digits = candidate.raw.bytes().filter(u8::is_ascii_digit).count();
        (8..=15).contains(&digits)
    })
}

/// Accounts: every IBAN, the BIC beside it, other account numbers, the bank's name.
pub fn bank(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let mut picks = Vec::new();
    let score = |at: usize, name: &str| {
        analysis.labels.lexicon.class_of(name).map_or(0.0, |class| analysis.score(at, class))
    };
    let ibans = analysis.ranked_by(&[Kind::Iban], |at| BY_SHAPE + 0.5 * score(at, "iban"));
    let has_iban = !ibans.is_empty();
    picks.extend(ibans.iter().take(10).filter_map(|choice| Pick::of(analysis, "iban", *choice)));
    // Eleven capitals are also a word: a BIC needs its label.
    let bics = analysis.ranked_by(&[Kind::Bic], |at| {
        let announced = score(at, "bic");
        if announced > 0.3 { announced } else { 0.0 }
    });
    picks.extend(bics.iter().take(10).filter_map(|choice| Pick::of(analysis, "bic", *choice)));
    let accounts = analysis.ranked_by(&[Kind::Number], |at| {
        let announced = score(at, "account_number");
        let long = analysis
            .candidates
            .get(at)
            .is_some_and(|c| c.raw.bytes().filter(u8::is_ascii_digit).count() >= 5);
        if announced > RARE_THRESHOLD && long && (!has_iban || announced > 0.8) { announced } else { 0.0 }
    });
    picks.extend(accounts.iter().take(3).filter_map(|choice| Pick::of(analysis, "account_number", *choice)));
    picks.extend(texts::bank_name(analysis));
    picks
}

/// Totals by arithmetic, then what is due, and the smaller amounts around them.
fn amounts(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let Totals { net, tax, gross } = totals::decide(analysis, NAMES);
    let mut picks = Vec::new();
    let prepaid = rare_amount(analysis, "prepaid_total", &[&net, &tax], CLOSE);
    picks.extend(amount_due(analysis, gross.as_ref(), prepaid.as_ref(), RARE_THRESHOLD));
    for name in ["discount_total", "charge_total", "shipping_total", "rounding", "discount_amount"] {
        picks.extend(rare_amount(analysis, name, &[&net, &tax, &gross], CLOSE));
    }
    picks.extend([net, tax, gross, prepaid].into_iter().flatten());
    picks
}

/// An amount that most invoices lack: believed only with a close label, and not when it is one of the totals.
pub fn rare_amount(
    analysis: &Analysis<'_, '_>,
    name: &str,
    totals: &[&Option<Pick>],
    threshold: f32,
) -> Option<Pick> {
    let class = analysis.labels.lexicon.class_of(name)?;
    let choices = analysis.ranked_by(&[Kind::Amount], |at| {
        let score = analysis.score(at, class);
        let span = analysis.candidates.get(at).map(|c| c.span.clone());
        let is_total = totals.iter().any(|pick| pick.as_ref().and_then(|p| p.spans.first().cloned()) == span);
        if score > threshold && !is_total { score } else { 0.0 }
    });
    let mut pick = Pick::first(analysis, name, &choices)?;
    // What was paid or deducted is told as an amount; the minus in front of it says only that it is taken off.
    if matches!(name, "prepaid_total" | "discount_total" | "discount_amount" | "payments_received") {
        pick.value = pick.value.map(|value| value.trim_start_matches('-').to_owned());
    }
    Some(pick)
}

/// What is to be paid: its label, or the total less what was paid, or the total.
pub fn amount_due(
    analysis: &Analysis<'_, '_>,
    gross: Option<&Pick>,
    prepaid: Option<&Pick>,
    threshold: f32,
) -> Option<Pick> {
    let decimal =
        |pick: Option<&Pick>| pick.and_then(|p| p.value.as_ref()?.parse::<rust_decimal::Decimal>().ok());
    let total = decimal(gross);
    let rest = total.zip(decimal(prepaid)).and_then(|(total, paid)| total.checked_sub(paid.abs()));
    let class = analysis.labels.lexicon.class_of("amount_due")?;
    let fits = |at: usize| {
        analysis
            .candidates
            .get(at)
            .and_then(|c| c.amount)
            .is_some_and(|a| Some(a.value) == total || Some(a.value) == rest)
    };
    let choices = analysis.ranked_by(&[Kind::Amount], |at| {
        let score = analysis.score(at, class);
        if score <= threshold { 0.0 } else { score + if fits(at) { 0.3 } else { 0.0 } }
    });
    if let Some(mut pick) = Pick::first(analysis, "amount_due", &choices) {
        pick.is_supported = choices.first().is_some_and(|c| fits(c.candidate));
        return Some(pick);
    }
    let mut pick = gross?.clone();
    pick.data_point = "amount_due".to_owned();
    pick.is_fallback = true;
    pick.score *= 0.8;
    Some(pick)
}
