//! The dates of an invoice, decided together: issue, due, delivery, service period, early payment.

use std::ops::Range;

use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::candidates::{Candidate, Kind};
use crate::pick::{Pick, THRESHOLD};
use crate::title::{DATE_SCORE, Title};

/// What remains of a date at the end of a range, for data points that are a single day.
const RANGE_END: f32 = 0.3;
/// Score of a date in a sentence about payment that says "by".
const BY_SENTENCE: f32 = 0.95;
/// Score of a date that stands by itself at the top of the first page.
const ALONE: f32 = 0.3;
/// Share of the first page in which a date by itself is the date of the letter.
const TOP: f32 = 0.4;

/// Decides all dates; each data point at most once.
pub fn decide(analysis: &Analysis<'_, '_>, title: &Title) -> Vec<Pick> {
    let ranges = ranges(analysis);
    let is_range_end = |at: usize| ranges.iter().any(|(_, end)| *end == at);
    let is_in_range = |at: usize| ranges.iter().any(|(start, end)| *start == at || *end == at);
    let single = |data_point: &str| {
        let class = analysis.labels.lexicon.class_of(data_point);
        analysis.ranked_by(&[Kind::Date], |at| {
            let score = class.map_or(0.0, |class| analysis.score(at, class));
            let special = special_score(analysis, data_point, at, title);
            let score = score.max(special) * if is_range_end(at) { RANGE_END } else { 1.0 };
            if score > THRESHOLD { score } else { 0.0 }
        })
    };
    let mut picks = Vec::new();
    let mut issue = single("issue_date");
    let mut is_fallback = false;
    if issue.is_empty() {
        issue.extend(alone_at_top(analysis));
        is_fallback = true;
    }
    let issue_value =
        issue.first().and_then(|c| analysis.candidates.get(c.candidate)).map(|c| c.value.clone());
    if let Some(mut pick) = Pick::first(analysis, "issue_date", &issue) {
        pick.is_fallback = is_fallback;
        picks.push(pick);
    }
    let mut due = single("due_date");
    if let Some(issued) = &issue_value {
        // ISO dates compare as texts. Nothing is due before it was issued.
        let late =
            |choice: &Choice| analysis.candidates.get(choice.candidate).is_some_and(|c| c.value >= *issued);
        if due.iter().any(late) {
            due.retain(late);
        }
    }
    picks.extend(Pick::first(analysis, "due_date", &due));
    let delivery: Vec<Choice> =
        single("delivery_date").into_iter().filter(|choice| !is_in_range(choice.candidate)).collect();
    picks.extend(Pick::first(analysis, "delivery_date", &delivery));
    picks.extend(period(analysis, &ranges));
    picks.extend(discount(analysis));
    picks
}

/// What rules beyond labels say for a date.
fn special_score(analysis: &Analysis<'_, '_>, data_point: &str, at: usize, title: &Title) -> f32 {
    match data_point {
        "issue_date" if title.date == Some(at) => DATE_SCORE,
        "due_date" if is_payment_deadline(analysis, at) => BY_SENTENCE,
        _ => 0.0,
    }
}

/// `D1 - D2` and `D1 to D2` in one line.
pub fn ranges(analysis: &Analysis<'_, '_>) -> Vec<(usize, usize)> {
    let dates: Vec<(usize, &Candidate)> =
        analysis.candidates.iter().enumerate().filter(|(_, c)| c.kind == Kind::Date).collect();
    dates
        .iter()
        .zip(dates.iter().skip(1))
        .filter(|((_, start), (_, end))| {
            start.line == end.line
                && start.value <= end.value
                && joins(analysis, start.span.end..end.span.start, start)
        })
        .map(|((start, _), (end, _))| (*start, *end))
        .collect()
}

fn joins(analysis: &Analysis<'_, '_>, between: Range<usize>, start: &Candidate) -> bool {
    let ends_with_dash = analysis
        .sheet
        .tokens
        .get(start.span.end.saturating_sub(1))
        .is_some_and(|t| t.text.ends_with(['-', '\u{2013}']));
    match between.len() {
        0 => ends_with_dash,
        1 => analysis.sheet.tokens.get(between.start).is_some_and(|t| {
            matches!(t.text, "-" | "\u{2013}" | "\u{2014}")
                || matches!(
                    fold(t.text).as_str(),
                    "to" | "bis" | "au" | "do" | "until" | "through" | "thru" | "tot" | "al" | "a" | "hasta"
                )
        }),
        2 => fold(&analysis.sheet.text(between)) == "biszum",
        _ => false,
    }
}

/// The words of a date's sentence before it, this line and the one above, folded.
fn words_before(analysis: &Analysis<'_, '_>, candidate: &Candidate, count: usize) -> Vec<String> {
    let start = candidate.span.start.saturating_sub(count);
    // A sentence goes on at the start of a line, not in another column of it.
    let segment_of = |at: usize| analysis.sheet.tokens.get(at).map(|token| token.segment);
    let first = analysis.sheet.lines.get(candidate.line).map_or(0, |line| line.tokens.start);
    let wraps = segment_of(first) == segment_of(candidate.span.start);
    (start..candidate.span.start)
        .filter_map(|at| analysis.sheet.tokens.get(at))
        .filter(|t| {
            t.page == candidate.page && (t.line == candidate.line || wraps && candidate.line - t.line <= 1)
        })
        .map(|t| fold(t.text))
        .collect()
}

/// A date after "by" in a sentence about paying, unless the sentence offers a discount until then.
fn is_payment_deadline(analysis: &Analysis<'_, '_>, at: usize) -> bool {
    let Some(candidate) = analysis.candidates.get(at) else { return false };
    let words = words_before(analysis, candidate, 14);
    let by = words.iter().rev().take(2).any(|w| {
        matches!(
            w.as_str(),
            "bis"
                | "zum"
                | "by"
                | "until"
                | "before"
                | "do"
                | "dnia"
                | "avant"
                | "le"
                | "au"
                | "am"
                | "spaetestens"
                | "on"
                | "del"
                | "el"
                | "il"
                | "entro"
        )
    });
    let stem = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    by && stem(&[
        "zahl",
        "ueberweis",
        "faellig",
        "begleich",
        "pay",
        "due",
        "remit",
        "platn",
        "zaplac",
        "regl",
        "paiement",
        "payer",
        "echeance",
        "abgebucht",
        "eingezogen",
        "pag",
        "vencim",
        "scad",
        "cargar",
        "addebit",
    ]) && !is_discount_deadline(&words)
}

/// Whether the last offer before the date is one of early payment.
fn is_discount_deadline(words: &[String]) -> bool {
    let of_discount = |word: &String| {
        ["skonto", "discount", "escompte", "rabatt", "abzug", "descuento", "sconto"]
            .iter()
            .any(|s| word.starts_with(s))
    };
    let of_net =
        |word: &String| matches!(word.as_str(), "netto" | "net" | "ohne" | "without" | "sans" | "abzugsfrei");
    let discount = words.iter().rposition(of_discount);
    let net = words.iter().rposition(of_net);
    match (discount, net) {
        (Some(discount), Some(net)) => net < discount && net + 1 != discount,
        (Some(_), None) => true,
        _ => false,
    }
}

/// The first date of the document, where it stands by itself near the top.
fn alone_at_top(analysis: &Analysis<'_, '_>) -> Option<Choice> {
    let page = analysis.sheet.pages.first()?;
    analysis
        .candidates
        .iter()
        .enumerate()
        .find(|(_, c)| c.kind == Kind::Date && c.page == 0 && c.bbox.y0 < TOP * page.height)
        .map(|(candidate, _)| Choice { candidate, score: ALONE })
}

/// Start and end of the service period: the range that a label announces.
fn period(analysis: &Analysis<'_, '_>, ranges: &[(usize, usize)]) -> Vec<Pick> {
    let class = |name: &str| analysis.labels.lexicon.class_of(name);
    let score = |at: usize| {
        ["-period", "delivery_date"]
            .into_iter()
            .filter_map(class)
            .map(|c| analysis.score(at, c))
            .fold(0.0, f32::max)
    };
    let best = ranges
        .iter()
        .map(|&(start, end)| (start, end, score(start)))
        .filter(|(.., score)| *score > THRESHOLD)
        .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)));
    let Some((start, end, score)) = best else { return Vec::new() };
    [("service_start", start), ("service_end", end)]
        .into_iter()
        .filter_map(|(name, candidate)| Pick::of(analysis, name, Choice { candidate, score }))
        .collect()
}

/// Whether the line speaks of paying: a discount on goods does not.
fn is_for_early_payment(analysis: &Analysis<'_, '_>, line: usize) -> bool {
    let text =
        analysis.sheet.lines.get(line).map_or_else(String::new, |l| analysis.sheet.text(l.tokens.clone()));
    text.split_whitespace()
        .map(fold)
        .any(|word| matches!(word.as_str(), "paid" | "payment" | "days" | "within"))
}

/// `until 10.05.2024 2% Skonto`: the offer stands behind its date.
fn offers_discount_after(analysis: &Analysis<'_, '_>, candidate: &Candidate) -> bool {
    (candidate.span.end..candidate.span.end + 4)
        .filter_map(|at| analysis.sheet.tokens.get(at))
        .filter(|token| token.line == candidate.line)
        .any(|token| matches!(fold(token.text).as_str(), "skonto" | "escompte" | "discount" | "skonta"))
}

/// Day and percentage of early payment, from the sentence that offers it.
fn discount(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let mut picks = Vec::new();
    let date = analysis.candidates.iter().enumerate().find(|(_, c)| {
        let words = words_before(analysis, c, 10);
        let by = words.iter().rev().take(2).any(|w| {
            matches!(
                w.as_str(),
                "bis" | "zum" | "by" | "until" | "avant" | "le" | "do" | "del" | "il" | "entro"
            )
        });
        c.kind == Kind::Date && by && (is_discount_deadline(&words) || offers_discount_after(analysis, c))
    });
    if let Some((candidate, _)) = date {
        picks.extend(Pick::of(analysis, "discount_date", Choice { candidate, score: 0.8 }));
    }
    let percent = analysis.candidates.iter().enumerate().find(|(_, c)| {
        let around = (c.span.start.saturating_sub(3)..c.span.end + 3)
            .filter_map(|at| analysis.sheet.tokens.get(at))
            .filter(|t| t.line == c.line)
            .map(|t| fold(t.text));
        c.kind == Kind::Percent
            && around.into_iter().any(|w| {
                w.starts_with("skonto")
                    || w == "escompte"
                    || w == "skonta"
                    || w == "discount" && is_for_early_payment(analysis, c.line)
            })
    });
    if let Some((candidate, _)) = percent {
        picks.extend(Pick::of(analysis, "discount_percent", Choice { candidate, score: 0.8 }));
    }
    picks
}
