//! The totals of a document, decided together: of all net + tax = gross on the page, the one that labels like best.

use std::collections::{HashMap, HashSet};

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
/// What the sum row of several tax rates gets over the rows that it sums.
const SUM_ROW: f32 = 0.2;
/// Sums that are compared, and those of them that may be parts of others; real pages have fewer than 40.
const MAX_TRIPLES: usize = 400;
/// See [`MAX_TRIPLES`].
const MAX_PARTS: usize = 60;
/// A net or tax total that no arithmetic supports needs a label at least this close.
const ALONE_THRESHOLD: f32 = 0.5;
/// The same where the page announces no total with tax.
const ONLY_THRESHOLD: f32 = 0.3;
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
        let (net, tax) = (with_sign_of(analysis, net, gross), with_sign_of(analysis, tax, gross));
        return Totals {
            net: pick(names.net, net, &nets, true),
            tax: pick(names.tax, tax, &taxes, true),
            gross: pick(names.gross, gross, &grosses, true),
        };
    }
    alone(analysis, &grosses, &nets, &taxes, pick, names)
}

/// Without arithmetic each total stands on its label alone, and none may be larger than the total.
fn alone(
    analysis: &Analysis<'_, '_>,
    grosses: &[Choice],
    nets: &[Choice],
    taxes: &[Choice],
    pick: impl Fn(&str, Choice, &[Choice], bool) -> Option<Pick>,
    names: Names,
) -> Totals {
    let magnitude = |choice: &Choice| {
        analysis.candidates.get(choice.candidate).and_then(|c| c.amount).map(|a| a.value.abs())
    };
    // A smaller amount that is announced less is a cell below the head of a column and no total.
    let is_beaten = |gross: &Choice| {
        nets.first().is_some_and(|net| net.score > gross.score && magnitude(net) > magnitude(gross))
    };
    let grosses = if grosses.first().is_some_and(is_beaten) { &[] } else { grosses };
    let has_gross = grosses.first().is_some_and(|choice| choice.score > ONLY_THRESHOLD);
    let limit = grosses.first().filter(|_| has_gross).and_then(magnitude);
    let believed = |choices: &[Choice]| {
        // Where nothing is called the total, what is called net is one by a weaker label too.
        let threshold = if has_gross { ALONE_THRESHOLD } else { ONLY_THRESHOLD };
        let fits = |c: &&Choice| {
            c.score > threshold && limit.is_none_or(|limit| magnitude(c).is_some_and(|m| m <= limit))
        };
        choices.iter().find(fits).copied()
    };
    Totals {
        net: believed(nets).and_then(|choice| pick(names.net, choice, nets, false)),
        tax: believed(taxes).and_then(|choice| pick(names.tax, choice, taxes, false)),
        gross: grosses.first().and_then(|choice| pick(names.gross, *choice, grosses, false)),
    }
}

/// The place of the same magnitude that has the sign of the total, where there is one: credit notes mix them.
fn with_sign_of(analysis: &Analysis<'_, '_>, choice: Choice, gross: Choice) -> Choice {
    let value =
        |choice: Choice| analysis.candidates.get(choice.candidate).and_then(|c| c.amount).map(|a| a.value);
    let (Some(own), Some(total)) = (value(choice), value(gross)) else { return choice };
    if own.is_zero() || own.is_sign_negative() == total.is_sign_negative() {
        return choice;
    }
    let agreeing =
        |candidate: &crate::candidates::Candidate| candidate.amount.is_some_and(|a| a.value == -own);
    match analysis.candidates.iter().rposition(agreeing) {
        Some(candidate) => Choice { candidate, ..choice },
        None => choice,
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

/// Three values that add up, by position, with what speaks for them.
#[derive(Debug, Clone, Copy)]
struct Triple {
    score: f32,
    net: usize,
    tax: usize,
    gross: usize,
}

/// The places of net, tax and gross whose labels and arithmetic agree best.
fn best_triple(entries: &[Entry]) -> Option<(Choice, Choice, Choice)> {
    let triples = triples(entries);
    let value = |index: usize| entries.get(index).map_or(Decimal::ZERO, |entry| entry.magnitude);
    let known: HashSet<(Decimal, Decimal)> = triples.iter().map(|t| (value(t.net), value(t.tax))).collect();
    // With several tax rates every rate has a row that adds up, and so has their sum: the sum is meant, and it
    // is announced by the labels that announce its parts.
    let as_sum = |triple: &Triple| {
        let is_part = |part: &&Triple| {
            let rest = (value(triple.net) - value(part.net), value(triple.tax) - value(part.tax));
            let divides =
                value(part.net) < value(triple.net) && !value(part.tax).is_zero() && !rest.1.is_zero();
            divides && known.contains(&rest)
        };
        triples.iter().take(MAX_PARTS).filter(is_part).map(|part| part.score + SUM_ROW).fold(0.0, f32::max)
    };
    let weight = |triple: &Triple| triple.score.max(as_sum(triple));
    let (score, triple) =
        triples.iter().map(|triple| (weight(triple), triple)).reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    let (net, tax, gross) = (entries.get(triple.net)?, entries.get(triple.tax)?, entries.get(triple.gross)?);
    (score > TRIPLE_THRESHOLD).then_some((net.net, tax.tax, gross.gross))
}

/// All values of the page that add up, those with the best labels first.
fn triples(entries: &[Entry]) -> Vec<Triple> {
    let mut by_magnitude: Vec<(Decimal, usize)> =
        entries.iter().enumerate().map(|(i, e)| (e.magnitude, i)).collect();
    by_magnitude.sort();
    let mut triples = Vec::new();
    for (n, net) in entries.iter().enumerate().filter(|(_, net)| !net.magnitude.is_zero()) {
        for (t, tax) in entries.iter().enumerate() {
            if n == t || tax.magnitude > net.magnitude {
                continue;
            }
            let Some(sum) = net.magnitude.checked_add(tax.magnitude) else { continue };
            let (low, high) = (sum - ROUNDING, sum + ROUNDING);
            let start = by_magnitude.partition_point(|(magnitude, _)| *magnitude < low);
            for &(_, g) in by_magnitude.iter().skip(start).take_while(|(magnitude, _)| *magnitude <= high) {
                if let Some(score) = entries.get(g).and_then(|gross| triple_score(net, tax, gross)) {
                    triples.push(Triple { score, net: n, tax: t, gross: g });
                }
            }
        }
    }
    triples.sort_by(|a, b| b.score.total_cmp(&a.score));
    triples.truncate(MAX_TRIPLES);
    triples
}

fn triple_score(net: &Entry, tax: &Entry, gross: &Entry) -> Option<f32> {
    let rate = (tax.magnitude / net.magnitude).to_f32()?;
    if rate > MAX_RATE || tax.magnitude == gross.magnitude {
        return None;
    }
    let tolerance = (0.011 / net.magnitude.to_f32()?).max(RATE_TOLERANCE);
    let usual = USUAL_RATES.iter().any(|usual| (usual / 100.0 - rate).abs() < tolerance);
    let labels = net.net.score + tax.tax.score + gross.gross.score;
    let nothing = if tax.magnitude.is_zero() { -0.5 } else { 0.0 };
    let size = 0.02 * gross.magnitude.to_f32()?.max(1.0).ln();
    // One total at least must be announced: sums occur by chance in long lists.
    let by_chance = if labels < 0.3 { -1.0 } else { 0.0 };
    Some(labels + 1.0 + if usual { 0.4 } else { 0.0 } + nothing + size + by_chance)
}
