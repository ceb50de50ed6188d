//! The totals of a document, decided together: of all net + tax = gross on the page, the one that labels like best.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::{Analysis, Choice};
use crate::candidates::Kind;
use crate::pick::{Pick, THRESHOLD};

/// Values that are combined; a page with more keeps those with labels and the largest.
const MAX_VALUES: usize = 120;
/// What rounding may move a sum by.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// Tax above this share of net is none (Hungary has 27 %).
const MAX_RATE: f32 = 0.35;
/// How near a rate must be to a usual one: amounts are rounded to cents.
const RATE_TOLERANCE: f32 = 0.002;
/// Usual rates of Europe and some neighbours, in percent.
const USUAL_RATES: &[f32] = &[
    19.0, 7.0, 16.0, 5.0, 20.0, 10.0, 5.5, 2.1, 8.5, 23.0, 8.0, 21.0, 9.0, 6.0, 25.0, 22.0, 8.1, 7.7, 2.6,
    12.0, 13.0, 24.0, 17.0, 27.0, 15.0, 18.0,
];
/// Labels and arithmetic together must reach this for a triple to be believed (`research/extraction.md` 8.6).
const TRIPLE_THRESHOLD: f32 = 1.6;
/// A label that says "to be paid" also announces the total, somewhat less.
const DUE_AS_GROSS: f32 = 0.9;

/// Names of the data points that hold the three totals.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Total without tax.
    pub net: &'static str,
    /// Tax.
    pub tax: &'static str,
    /// Total with tax.
    pub gross: &'static str,
    /// What is to be paid, where the type has it.
    pub due: Option<&'static str>,
}

/// One value on the page, with its best place for each total.
#[derive(Debug, Clone)]
struct Entry {
    magnitude: Decimal,
    net: Choice,
    tax: Choice,
    gross: Choice,
}

/// What was decided.
#[derive(Debug, Default, Clone)]
pub struct Totals {
    /// Total without tax.
    pub net: Option<Pick>,
    /// Tax.
    pub tax: Option<Pick>,
    /// Total with tax.
    pub gross: Option<Pick>,
}

/// Decides the three totals.
pub fn decide(analysis: &Analysis<'_, '_>, names: Names) -> Totals {
    let entries = entries(analysis, names);
    let ranked = |choice: fn(&Entry) -> Choice| {
        let mut choices: Vec<Choice> = entries.iter().map(choice).filter(|c| c.score > THRESHOLD).collect();
        choices.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.candidate.cmp(&a.candidate)));
        choices
    };
    let (nets, taxes, grosses) = (ranked(|e| e.net), ranked(|e| e.tax), ranked(|e| e.gross));
    let pick = |name: &str, choice: Choice, others: &[Choice], supported: bool| {
        let mut pick = Pick::of(analysis, name, choice)?.against(analysis, others);
        pick.is_supported = supported;
        Some(pick)
    };
    if let Some((net, tax, gross)) = best_triple(&entries) {
        return Totals {
            net: pick(names.net, net, &nets, true),
            tax: pick(names.tax, tax, &taxes, true),
            gross: pick(names.gross, gross, &grosses, true),
        };
    }
    let first = |name: &str, choices: &[Choice]| pick(name, *choices.first()?, choices, false);
    Totals {
        net: first(names.net, &nets),
        tax: first(names.tax, &taxes),
        gross: first(names.gross, &grosses),
    }
}

/// The amounts of the document by magnitude.
fn entries(analysis: &Analysis<'_, '_>, names: Names) -> Vec<Entry> {
    let class = |name: &str| analysis.labels.lexicon.class_of(name);
    let (net, tax, gross, due) =
        (class(names.net), class(names.tax), class(names.gross), names.due.and_then(class));
    let score = |at: usize, class: Option<usize>| class.map_or(0.0, |class| analysis.score(at, class));
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: HashMap<Decimal, usize> = HashMap::new();
    for (at, candidate) in analysis.candidates.iter().enumerate() {
        let (Kind::Amount, Some(amount)) = (candidate.kind, candidate.amount) else { continue };
        let magnitude = amount.value.abs().normalize();
        let choice = |score: f32| Choice { candidate: at, score };
        let entry = Entry {
            magnitude,
            net: choice(score(at, net)),
            tax: choice(score(at, tax)),
            gross: choice(score(at, gross).max(DUE_AS_GROSS * score(at, due))),
        };
        match known.get(&magnitude).and_then(|&index| entries.get_mut(index)) {
            Some(before) => {
                // The last place wins a tie: totals are repeated below, not above.
                for (old, new) in [
                    (&mut before.net, entry.net),
                    (&mut before.tax, entry.tax),
                    (&mut before.gross, entry.gross),
                ] {
                    if new.score >= old.score {
                        *old = new;
                    }
                }
            }
            None => {
                known.insert(magnitude, entries.len());
                entries.push(entry);
            }
        }
    }
    if entries.len() > MAX_VALUES {
        let weight = |e: &Entry| e.net.score.max(e.tax.score).max(e.gross.score);
        entries.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(b.magnitude.cmp(&a.magnitude)));
        entries.truncate(MAX_VALUES);
    }
    entries
}

/// The places of net, tax and gross whose labels and arithmetic agree best.
fn best_triple(entries: &[Entry]) -> Option<(Choice, Choice, Choice)> {
    let mut by_magnitude: Vec<(Decimal, usize)> =
        entries.iter().enumerate().map(|(i, e)| (e.magnitude, i)).collect();
    by_magnitude.sort();
    let mut best: Option<(f32, [usize; 3])> = None;
    for (n, net) in entries.iter().enumerate() {
        if net.magnitude.is_zero() {
            continue;
        }
        for (t, tax) in entries.iter().enumerate() {
            if n == t || tax.magnitude > net.magnitude {
                continue;
            }
            let Some(sum) = net.magnitude.checked_add(tax.magnitude) else { continue };
            let (low, high) = (sum - ROUNDING, sum + ROUNDING);
            let start = by_magnitude.partition_point(|(magnitude, _)| *magnitude < low);
            for (_, g) in by_magnitude.iter().skip(start).take_while(|(magnitude, _)| *magnitude <= high) {
                let Some(gross) = entries.get(*g) else { continue };
                let Some(score) = triple_score(net, tax, gross) else { continue };
                if best.is_none_or(|(before, _)| score > before) {
                    best = Some((score, [n, t, *g]));
                }
            }
        }
    }
    let (score, [net, tax, gross]) = best?;
    (score > TRIPLE_THRESHOLD)
        .then(|| Some((entries.get(net)?.net, entries.get(tax)?.tax, entries.get(gross)?.gross)))?
}

fn triple_score(net: &Entry, tax: &Entry, gross: &Entry) -> Option<f32> {
    let rate = (tax.magnitude / net.magnitude).to_f32()?;
    if rate > MAX_RATE || tax.magnitude == gross.magnitude {
        return None;
    }
    let tolerance = (0.011 / net.magnitude.to_f32()?).max(RATE_TOLERANCE);
    let usual = USUAL_RATES.iter().any(|usual| (usual / 100.0 - rate).abs() < tolerance);
    let labels = net.net.score + tax.tax.score + gross.gross.score;
    // One total at least must be announced: sums occur by chance in long lists.
    if labels < 0.3 {
        return None;
    }
    let nothing = if tax.magnitude.is_zero() { -0.5 } else { 0.0 };
    let size = 0.02 * gross.magnitude.to_f32()?.max(1.0).ln();
    Some(labels + 1.0 + if usual { 0.4 } else { 0.0 } + nothing + size)
}
