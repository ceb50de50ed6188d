//! Invoices: every data point decided, in the order in which one decision helps the next.

use std::collections::HashSet;

use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::blocks::Role;
use crate::candidates::Kind;
use crate::parties::{Parties, owned};
use crate::pick::{Pick, THRESHOLD};
use crate::title::{self, NUMBER_SCORE, Title};
use crate::totals::{self, Names, Totals};
use crate::{dates, texts};

/// Labels weaker than this are not believed for data points that most invoices lack.
const RARE_THRESHOLD: f32 = 0.45;
/// Score of an IBAN, BIC, address or number that needs no label because of its shape.
const BY_SHAPE: f32 = 0.7;
/// Names of the totals.
const NAMES: Names =
    Names { net: "net_total", tax: "tax_total", gross: "gross_total", due: Some("amount_due") };

/// Decides the data points of an invoice.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    // The title tells the kind of the paper, and often its number and date.
    let title = title::find(analysis);
    let mut picks = Vec::new();
    picks.extend(document_type(analysis, &title));
    picks.extend(numbers(analysis, &title));
    picks.extend(dates::decide(analysis, &title));
    // Parties come before the numbers that belong to one of them.
    let parties = Parties::decide(analysis);
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

/// Codes with labels; each candidate serves one data point, the most strongly announced first.
fn numbers(analysis: &Analysis<'_, '_>, title: &Title) -> Vec<Pick> {
    const POINTS: &[(&str, bool)] = &[
        ("invoice_number", false),
        ("order_number", true),
        ("customer_number", false),
        ("sales_order_number", false),
        ("contract_number", false),
        ("delivery_note_number", true),
        ("buyer_reference", false),
        ("payment_reference", false),
    ];
    let mut ranked: Vec<(&str, bool, Vec<Choice>)> =
        POINTS.iter().map(|(name, many)| (*name, *many, number_choices(analysis, name, title))).collect();
    ranked.sort_by(|a, b| {
        let best = |choices: &[Choice]| choices.first().map_or(0.0, |c| c.score);
        best(&b.2).total_cmp(&best(&a.2))
    });
    let mut taken: HashSet<usize> = HashSet::new();
    let mut picks = Vec::new();
    for (name, many, choices) in ranked {
        let free: Vec<Choice> = choices.into_iter().filter(|c| !taken.contains(&c.candidate)).collect();
        let Some(first) = free.first().copied() else { continue };
        taken.insert(first.candidate);
        picks.extend(Pick::first(analysis, name, &free));
        if many {
            // Further values only where labels announce them as strongly.
            for choice in
                free.iter().skip(1).filter(|c| c.score >= 0.9 && c.score >= 0.8 * first.score).take(9)
            {
                taken.insert(choice.candidate);
                picks.extend(Pick::of(analysis, name, *choice));
            }
        }
    }
    picks
}

fn number_choices(analysis: &Analysis<'_, '_>, name: &str, title: &Title) -> Vec<Choice> {
    let Some(class) = analysis.labels.lexicon.class_of(name) else { return Vec::new() };
    let threshold = if name == "invoice_number" { THRESHOLD } else { RARE_THRESHOLD };
    analysis.ranked_by(&[Kind::Number], |at| {
        let mut score = analysis.score(at, class);
        let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
        if name == "invoice_number" && title.number == Some(at) {
            score = score.max(NUMBER_SCORE);
        }
        if !candidate.is_sound && score < 0.8 {
            // One or two digits are a number only where a label says so closely.
            score *= 0.5;
        }
        if score > threshold { score } else { 0.0 }
    })
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
    let mut picks = vat_ids(analysis, parties);
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
    for (name, kind) in
        [("seller_email", Kind::Email), ("seller_phone", Kind::Phone), ("seller_url", Kind::Url)]
    {
        let choices = analysis.ranked_by(&[kind], |at| if is_fax(analysis, at) { 0.0 } else { BY_SHAPE });
        let choices = owned(analysis, parties, &choices, Role::Seller);
        let choices: Vec<Choice> =
            choices.into_iter().filter(|c| c.score > RARE_THRESHOLD && is_reachable(analysis, c)).collect();
        picks.extend(Pick::first(analysis, name, &choices));
    }
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

/// Telephone numbers need a label or an international form: invoices are full of other numbers with dashes.
fn is_reachable(analysis: &Analysis<'_, '_>, choice: &Choice) -> bool {
    let Some(candidate) = analysis.candidates.get(choice.candidate) else { return false };
    if candidate.kind != Kind::Phone || candidate.raw.starts_with(['+', '(']) {
        return true;
    }
    // The label stands before the number or, in narrow columns, on the line above.
    (candidate.span.start.saturating_sub(3)..candidate.span.start)
        .filter_map(|at| analysis.sheet.tokens.get(at))
        .filter(|t| t.line == candidate.line || (t.bbox.x0 - candidate.bbox.x0).abs() < 2.0)
        .any(|t| {
            let folded = fold(t.text);
            if matches!(folded.as_str(), "t" | "ph") && t.text.ends_with([':', '.']) {
                return true;
            }
            ["tel", "phone", "fon", "mobil", "handy", "hotline"]
                .iter()
                .any(|stem| folded.starts_with(stem) || folded.ends_with(stem))
        })
}

fn is_fax(analysis: &Analysis<'_, '_>, at: usize) -> bool {
    let Some(candidate) = analysis.candidates.get(at) else { return false };
    (candidate.span.start.saturating_sub(2)..candidate.span.start)
        .filter_map(|before| analysis.sheet.tokens.get(before))
        .filter(|t| t.line == candidate.line)
        .any(|t| {
            let folded = fold(t.text);
            folded.contains("fax") || folded.starts_with("telecop") || folded.starts_with("faks")
        })
}

fn is_tax_number(analysis: &Analysis<'_, '_>, choice: &Choice) -> bool {
    analysis.candidates.get(choice.candidate).is_some_and(|candidate| {
        let digits = candidate.raw.bytes().filter(u8::is_ascii_digit).count();
        (8..=15).contains(&digits)
    })
}

/// VAT ids go to the party that a label or their place names, else to the seller first.
fn vat_ids(analysis: &Analysis<'_, '_>, parties: &Parties) -> Vec<Pick> {
    let class = |name: &str| analysis.labels.lexicon.class_of(name);
    let score = |at: usize, name: &str| class(name).map_or(0.0, |class| analysis.score(at, class));
    let choices = |role: Role, own: &str, other: &str| {
        let mut choices = analysis.ranked_by(&[Kind::VatId, Kind::Number], |at| {
            let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
            let explicit = score(at, own);
            let general = score(at, "-vat_id");
            let shaped = candidate.kind == Kind::VatId;
            let long = candidate.raw.bytes().filter(u8::is_ascii_digit).count() >= 8;
            if !shaped && (!long || explicit.max(general) < RARE_THRESHOLD)
                || score(at, other) > explicit.max(0.3)
            {
                return 0.0;
            }
            let place = match parties.owner(analysis, at) {
                Some(owner) if owner == role => 0.2,
                None if role == Role::Seller => 0.1,
                None => -0.6,
                Some(Role::Other | Role::Payee) if role == Role::Seller => 0.0,
                Some(_) => -0.6,
            };
            let shape = if shaped { 0.5 } else { 0.2 };
            if explicit > RARE_THRESHOLD {
                explicit + shape
            } else {
                (0.5 * general + shape + place).max(0.0)
            }
        });
        choices.retain(|choice| choice.score > RARE_THRESHOLD);
        choices
    };
    let value = |choice: &Choice| analysis.candidates.get(choice.candidate).map(|c| c.value.clone());
    let mut sellers = choices(Role::Seller, "seller_vat_id", "buyer_vat_id");
    let mut buyers = choices(Role::Buyer, "buyer_vat_id", "seller_vat_id");
    // One number belongs to one party: the one for which more speaks.
    if let (Some(seller), Some(buyer)) = (sellers.first(), buyers.first())
        && value(seller) == value(buyer)
    {
        let taken = value(seller);
        let loser = if seller.score >= buyer.score { &mut buyers } else { &mut sellers };
        loser.retain(|choice| value(choice) != taken);
    }
    let mut picks = Vec::new();
    picks.extend(Pick::first(analysis, "seller_vat_id", &sellers));
    picks.extend(Pick::first(analysis, "buyer_vat_id", &buyers));
    picks
}

/// Accounts: every IBAN, the BIC beside it, other account numbers, the bank's name.
fn bank(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
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
    let prepaid = rare_amount(analysis, "prepaid_total", &[&net, &tax]);
    picks.extend(amount_due(analysis, gross.as_ref(), prepaid.as_ref()));
    for name in ["discount_total", "charge_total", "shipping_total", "rounding", "discount_amount"] {
        picks.extend(rare_amount(analysis, name, &[&net, &tax, &gross]));
    }
    picks.extend([net, tax, gross, prepaid].into_iter().flatten());
    picks
}

/// An amount that most invoices lack: believed only with a close label, and not when it is one of the totals.
fn rare_amount(analysis: &Analysis<'_, '_>, name: &str, totals: &[&Option<Pick>]) -> Option<Pick> {
    let class = analysis.labels.lexicon.class_of(name)?;
    let choices = analysis.ranked_by(&[Kind::Amount], |at| {
        let score = analysis.score(at, class);
        let span = analysis.candidates.get(at).map(|c| c.span.clone());
        let is_total = totals.iter().any(|pick| pick.as_ref().and_then(|p| p.spans.first().cloned()) == span);
        if score > 0.6 && !is_total { score } else { 0.0 }
    });
    let mut pick = Pick::first(analysis, name, &choices)?;
    // What was paid or deducted is told as an amount; the minus in front of it says only that it is taken off.
    if matches!(name, "prepaid_total" | "discount_total" | "discount_amount") {
        pick.value = pick.value.map(|value| value.trim_start_matches('-').to_owned());
    }
    Some(pick)
}

/// What is to be paid: its label, or the total less what was paid, or the total.
fn amount_due(analysis: &Analysis<'_, '_>, gross: Option<&Pick>, prepaid: Option<&Pick>) -> Option<Pick> {
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
        if score <= RARE_THRESHOLD { 0.0 } else { score + if fits(at) { 0.3 } else { 0.0 } }
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
