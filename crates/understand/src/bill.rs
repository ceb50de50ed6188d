//! Utility bills: the machinery of invoices, with meters, consumption, the period billed and the place of supply.

use perigee_model::ValueType;
use perigee_values::fold;

use crate::analysis::Analysis;
use crate::blocks::Role;
use crate::candidates::Kind;
use crate::codes::{self, Code};
use crate::parties::{Letter, Parties};
use crate::pick::{Pick, THRESHOLD};
use crate::title::{self, Paper};
use crate::totals::{self, Names, Totals};
use crate::{consumption, dates, form, invoice, party_numbers, texts};

/// Names of the totals.
const NAMES: Names =
    Names { net: "net_total", tax: "tax_total", gross: "gross_total", due: Some("amount_due") };
/// The numbers of a bill; the first is its own.
const NUMBERS: &[Code] = &[
    Code::one("bill_number"),
    Code::one("customer_number"),
    Code::one("account_number"),
    Code::one("contract_number"),
    Code::one("payment_reference"),
];

/// Bills print labels and amounts at opposite edges of the paper: weaker labels than this are not believed.
const FAR: f32 = 0.25;

/// What a label in the head of a table leaves for the number below it.
const IN_TABLE: f32 = 0.15;
/// Shorter numbers below such a head are readings.
const METER_CHARACTERS: usize = 6;
/// Meters of one bill.
const MOST_METERS: usize = 10;

/// Stems of folded words that tell what is supplied; the first entry that is named most often wins.
const SUPPLIES: &[(&str, &[&str])] = &[
    (
        "electricity",
        &[
            "electric",
            "strom",
            "elektri",
            "electricite",
            "energiaelektryczna",
            "prad",
            "elektryczn",
            "electricidad",
            "luce",
            "energiaelettrica",
            "elettric",
            "kwh",
        ],
    ),
    ("gas", &["gas", "gaz", "erdgas", "naturalgas", "metano", "gazowe", "smc"]),
    (
        "water",
        &[
            "water",
            "wasser",
            "abwasser",
            "eau",
            "woda",
            "wody",
            "sciek",
            "agua",
            "acqua",
            "sewer",
            "wastewater",
            "wodociag",
            "idric",
            "acquedott",
            "hydri",
        ],
    ),
    (
        "heat",
        &[
            "heating",
            "heat",
            "waerme",
            "fernwaerme",
            "chauffage",
            "cieplo",
            "ciepla",
            "cieplna",
            "calefaccion",
            "teleriscaldamento",
            "riscaldamento",
        ],
    ),
    ("internet", &["internet", "broadband", "dsl", "fibre", "glasfaser", "fibra", "swiatlowod"]),
    ("telecom", &["telecom", "telekom", "telekomunikac", "mobilfunk", "telefonia", "landline", "rozmowy"]),
    ("waste", &["waste", "refuse", "abfall", "muell", "dechets", "odpady", "residuos", "rifiuti", "garbage"]),
];

/// Decides the data points of a utility bill.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let title = title::find(analysis, Paper::Invoice);
    let mut picks = codes::decide(analysis, NUMBERS, title.number);
    picks.extend(meters(analysis));
    picks.extend(dates(analysis, &title));
    let parties = Parties::decide(analysis, Letter::FROM_SELLER);
    picks.extend(parties.picks(analysis, Role::Seller, "provider_name", "provider_address"));
    picks.extend(parties.picks(analysis, Role::Buyer, "customer_name", "customer_address"));
    let (provider, customer) = ((Role::Seller, "provider_vat_id"), (Role::Buyer, "-"));
    picks.extend(party_numbers::vat_ids(analysis, &parties, provider, customer));
    let names = ["provider_email", "provider_phone", "-"];
    picks.extend(party_numbers::contacts(analysis, &parties, Role::Seller, names));
    picks.extend(form::field(analysis, "service_address", ValueType::Address, &|_, label| {
        !label.in_table_head
    }));
    picks.extend(utility_type(analysis));
    picks.extend(consumption::decide(analysis));
    picks.extend(amounts(analysis));
    picks.extend(
        invoice::bank(analysis).into_iter().filter(|pick| matches!(pick.data_point.as_str(), "iban" | "bic")),
    );
    picks.extend(texts::currency(analysis));
    picks
}

/// Issue and due date, and the period: a range that a label announces, else its two ends by their own labels.
fn dates(analysis: &Analysis<'_, '_>, title: &title::Title) -> Vec<Pick> {
    let mut picks = dates::decide(analysis, title);
    for (name, of_invoice) in [("period_start", "service_start"), ("period_end", "service_end")] {
        if let Some(pick) = picks.iter_mut().find(|pick| pick.data_point == of_invoice) {
            name.clone_into(&mut pick.data_point);
            continue;
        }
        let mut choices = analysis.ranked(name, &[Kind::Date]);
        choices.retain(|choice| choice.score > THRESHOLD);
        picks.extend(Pick::first(analysis, name, &choices));
    }
    picks
}

/// Numbers of meters; below the head of a table their labels are weaker, but a meter is often told only there.
fn meters(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let Some(class) = analysis.labels.lexicon.class_of("meter_number") else { return Vec::new() };
    let choices = analysis.ranked_by(&[Kind::Number], |at| {
        let score = analysis.score(at, class);
        let long = analysis.candidates.get(at).is_some_and(|candidate| {
            candidate.raw.chars().filter(|c| c.is_alphanumeric()).count() >= METER_CHARACTERS
        });
        if long && score > IN_TABLE { score } else { 0.0 }
    });
    let best = choices.first().map_or(0.0, |choice| choice.score);
    choices
        .iter()
        .take(MOST_METERS)
        .filter(|choice| choice.score >= 0.8 * best)
        .filter_map(|choice| Pick::of(analysis, "meter_number", *choice))
        .collect()
}

fn amounts(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let Totals { net, tax, gross } = totals::decide(analysis, NAMES);
    let previous = invoice::rare_amount(analysis, "previous_balance", &[&net, &tax, &gross], FAR);
    let received = invoice::rare_amount(analysis, "payments_received", &[&net, &tax, &gross], FAR);
    let mut picks = Vec::new();
    picks.extend(invoice::amount_due(analysis, gross.as_ref(), received.as_ref(), FAR));
    picks.extend([net, tax, gross, previous, received].into_iter().flatten());
    picks
}

/// What is supplied, by the words that the document uses most.
fn utility_type(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let named = |at: usize| {
        // `d’eau` is water as well.
        let word = analysis.sheet.tokens.get(at)?.text.rsplit(['\'', '’']).next()?;
        let folded = fold(word);
        let is_said = |stem: &str| match stem.len() {
            // Short stems begin other words too: `gasoline`, `eaux` but not `eaten`.
            0..=4 => {
                folded == stem
                    || folded.strip_prefix(stem).is_some_and(|rest| matches!(rest, "x" | "s" | "rechnung"))
            }
            _ => folded.contains(stem),
        };
        SUPPLIES.iter().position(|(_, stems)| stems.iter().any(|stem| is_said(stem)))
    };
    let mut counts = vec![(0_usize, None); SUPPLIES.len()];
    for at in 0..analysis.sheet.tokens.len() {
        if let Some((count, first)) = named(at).and_then(|which| counts.get_mut(which)) {
            *count += 1;
            first.get_or_insert(at);
        }
    }
    let total: usize = counts.iter().map(|(count, _)| count).sum();
    let (which, (count, first)) = counts
        .into_iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, (count, _))| *count)
        .filter(|(_, (count, _))| *count > 0)?;
    let at = first?;
    let raw = analysis.sheet.tokens.get(at)?.text;
    let mut pick = Pick::token("utility_type", at, raw, 0.4 + 0.5 * count as f32 / total as f32);
    pick.value = Some(SUPPLIES.get(which)?.0.to_owned());
    Some(pick)
}
