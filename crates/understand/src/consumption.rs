//! How much was used: a number with a unit of energy, volume or data, announced by its label or shown by readings.

use rust_decimal::Decimal;

use perigee_values::{amount, fold};

use crate::analysis::Analysis;
use crate::pick::Pick;

/// Units, as printed and folded.
const UNITS: &[&str] = &[
    "kwh", "mwh", "wh", "m3", "m³", "gj", "mj", "therms", "therm", "ccf", "gb", "min", "smc", "l", "gallons",
    "gal", "hl", "kgal", "kl",
];
/// Score of a number with a unit that a label announces.
const LABELLED: f32 = 0.9;
/// Score of one that is the difference of two others on its line.
const DIFFERENCE: f32 = 0.8;
/// Score of one that only has a unit.
const BY_UNIT: f32 = 0.35;

/// A number with its unit.
struct Used {
    /// Token of the number, and one past it.
    number: std::ops::Range<usize>,
    raw: String,
    value: Decimal,
    /// Token of the unit, and how it is printed.
    unit: (usize, String),
    score: f32,
}

/// The consumption and its unit.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let mut all = used(analysis);
    // Of equal ones the largest is the sum of the others.
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.value.cmp(&a.value)));
    let Some(best) = all.first() else { return Vec::new() };
    let mut consumption = Pick::new("consumption", vec![best.number.clone()], best.raw.clone(), best.score);
    consumption.value = Some(amount::canonical_number(best.value));
    consumption.is_supported = is_difference(analysis, best);
    consumption.is_fallback = best.score <= BY_UNIT;
    let unit = Pick::token("consumption_unit", best.unit.0, &best.unit.1, best.score);
    vec![consumption, unit]
}

/// All numbers with units, with what speaks for them.
fn used(analysis: &Analysis<'_, '_>) -> Vec<Used> {
    let sheet = &analysis.sheet;
    let mark = crate::items::decimal_mark(sheet);
    let mut all = Vec::new();
    for (at, token) in sheet.tokens.iter().enumerate() {
        let Some((number, unit)) = split(token.text) else { continue };
        let next = sheet.tokens.get(at + 1).filter(|next| next.line == token.line);
        let unit = match unit {
            "" => next
                .filter(|next| is_unit(next.text))
                .map(|next| (at + 1, trimmed(next.text).to_owned()))
                .or_else(|| unit_below(analysis, at)),
            unit => is_unit(unit).then(|| (at, trimmed(unit).to_owned())),
        };
        let Some(unit) = unit else { continue };
        // Groups of a long number stand apart: `1 234 kWh`.
        let (start, raw) = grouped(analysis, at, number);
        let Some(value) = amount::parse_number(&raw, mark).filter(|value| *value > Decimal::ZERO) else {
            continue;
        };
        let mut used = Used { number: start..at + 1, raw, value, unit, score: BY_UNIT };
        used.score = score(analysis, &used);
        all.push(used);
    }
    all
}

/// The unit by itself on the next line: narrow cells wrap between number and unit.
fn unit_below(analysis: &Analysis<'_, '_>, at: usize) -> Option<(usize, String)> {
    let sheet = &analysis.sheet;
    let number = sheet.tokens.get(at)?;
    let row = sheet.lines.get(number.line + 1).filter(|row| row.page == number.page)?;
    let is_near = row.bbox.y0 - number.bbox.y1 < number.bbox.height();
    let below = row.tokens.clone().find(|&below| {
        sheet.tokens.get(below).is_some_and(|token| {
            let is_aligned = token.bbox.x0 < number.bbox.x1 && token.bbox.x1 > number.bbox.x0;
            is_aligned && is_unit(token.text)
        })
    })?;
    let unit = sheet.tokens.get(below)?.text;
    is_near.then(|| (below, trimmed(unit).to_owned()))
}

/// The digits of a token and what is glued behind them: `1234kWh`.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['(', '=', ':']);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\'' | '\u{a0}'))
        .unwrap_or(text.len());
    Some((text.get(..end)?.trim_end_matches(['.', ',']), text.get(end..)?))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_unit(text: &str) -> bool {
    // `€/kWh` and `kWh/year` are prices and rates.
    let plain = trimmed(text);
    !text.contains('/') && UNITS.contains(&plain.to_lowercase().as_str())
}

/// The number with the groups of three digits before it.
fn grouped(analysis: &Analysis<'_, '_>, at: usize, number: &str) -> (usize, String) {
    let tokens = &analysis.sheet.tokens;
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let whole = number.split([',', '.']).next().unwrap_or(number);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match (before, tokens.get(at)) {
        (Some(before), Some(token))
            if whole.len() == 3
                && digits(before.text, 3)
                && before.segment == token.segment
                && token.bbox.x0 - before.bbox.x1 < 0.5 * token.bbox.height() =>
        {
            (at - 1, format!("{}{number}", before.text))
        }
        _ => (at, number.to_owned()),
    }
}

/// What speaks for a number being the consumption of the whole bill.
fn score(analysis: &Analysis<'_, '_>, used: &Used) -> f32 {
    let Some(class) = analysis.labels.lexicon.class_of("consumption") else { return 0.0 };
    let announced = analysis
        .candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.span.start == used.number.start)
        .map(|(at, _)| analysis.score(at, class))
        .fold(0.0, f32::max);
    let named = |at: usize| {
        // "Total consumption 1,234 kWh" in a sentence, and "Consumption" before it on the line.
        let line = analysis.sheet.tokens.get(at).map_or(usize::MAX, |token| token.line);
        analysis.labels.on_line(line).iter().any(|label| {
            label.span.end <= at && at - label.span.end <= 6 && analysis.labels.weight(label, class) > 0.0
        })
    };
    let label = if announced > 0.3 || named(used.number.start) { LABELLED * announced.max(0.8) } else { 0.0 };
    let difference = if is_difference(analysis, used) { DIFFERENCE } else { 0.0 };
    label.max(difference).max(if is_price_context(analysis, used) { 0.1 } else { BY_UNIT })
}

/// `0.31 € per kWh`: a price is no consumption.
fn is_price_context(analysis: &Analysis<'_, '_>, used: &Used) -> bool {
    let before = used.unit.0.checked_sub(1).and_then(|at| analysis.sheet.tokens.get(at));
    before.is_some_and(|token| {
        matches!(fold(token.text).as_str(), "per" | "pro" | "je" | "par" | "za" | "por" | "al")
    })
}

/// Whether the line also shows two readings whose difference it is.
fn is_difference(analysis: &Analysis<'_, '_>, used: &Used) -> bool {
    let Some(line) = analysis.sheet.tokens.get(used.number.start).map(|token| token.line) else {
        return false;
    };
    let Some(row) = analysis.sheet.lines.get(line) else { return false };
    let mark = crate::items::decimal_mark(&analysis.sheet);
    let numbers: Vec<Decimal> = row
        .tokens
        .clone()
        .filter(|at| !used.number.contains(at))
        .filter_map(|at| split(analysis.sheet.tokens.get(at)?.text))
        .filter_map(|(number, _)| amount::parse_number(number, mark))
        .take(12)
        .collect();
    numbers
        .iter()
        .any(|a| *a > used.value && numbers.iter().any(|b| *b > Decimal::ZERO && *a - *b == used.value))
}
