//! Till receipts: merchant and address from the head, the total from labels and from cash less change.

use std::ops::Range;

use perigee_values::fold;
use rust_decimal::Decimal;

use crate::analysis::{Analysis, Choice};
use crate::candidates::{Candidate, Kind};
use crate::merchant;
use crate::pick::{Pick, THRESHOLD};
use crate::texts;

/// Labels weaker than this are not believed for data points that many receipts lack.
const RARE_THRESHOLD: f32 = 0.4;
/// What "cash less change is this amount" adds to its label.
const CASH_LESS_CHANGE: f32 = 0.7;
/// What "subtotal and tax make this amount" adds.
const SUBTOTAL_AND_TAX: f32 = 0.25;
/// What each further print of the same amount adds, up to three.
const REPEATED: f32 = 0.08;
/// What being the largest amount but what was tendered adds.
const LARGEST: f32 = 0.1;
/// What being the rounded form of another total adds.
const ROUNDED: f32 = 0.2;
/// What remains of a label inside of the tax summary.
const IN_TAX_SUMMARY: f32 = 0.4;
/// Lines that a tax summary has at most.
const SUMMARY_LINES: usize = 6;
/// Cents that are rounded away where the smallest coin is five.
const COIN_ROUNDING: Decimal = Decimal::from_parts(4, 0, 0, false, 2);

/// Decides the data points of a receipt.
pub fn decide(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let mut picks = merchant::decide(analysis);
    picks.extend(date_and_time(analysis));
    picks.extend(amounts(analysis));
    picks.extend(numbers(analysis));
    picks.extend(texts::currency(analysis));
    picks.extend(payment(analysis));
    picks
}

/// The date of the transaction: labelled, or beside a time of day, or the first.
fn date_and_time(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let class = analysis.labels.lexicon.class_of("date");
    let other = analysis.labels.lexicon.class_of("-other_date");
    let score = |at: usize, class: Option<usize>| class.map_or(0.0, |class| analysis.score(at, class));
    let has_time = |line: usize| analysis.candidates.iter().any(|c| c.kind == Kind::Time && c.line == line);
    let dates = analysis.ranked_by(&[Kind::Date], |at| {
        let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
        let beside_time = if has_time(candidate.line) { 0.2 } else { 0.0 };
        0.3 + 0.6 * score(at, class) - 0.25 * score(at, other) + beside_time
    });
    let mut picks = Vec::new();
    picks.extend(Pick::first(analysis, "date", &dates).map(|mut pick| {
        pick.is_fallback = dates.first().is_some_and(|c| score(c.candidate, class) < THRESHOLD);
        pick
    }));
    let line = dates.first().and_then(|c| analysis.candidates.get(c.candidate)).map(|c| c.line);
    let time_class = analysis.labels.lexicon.class_of("time");
    let times = analysis.ranked_by(&[Kind::Time], |at| {
        let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
        let near = line.map_or(0.0, |line| match candidate.line.abs_diff(line) {
            0 => 0.4,
            1 => 0.2,
            _ => 0.0,
        });
        0.3 + 0.5 * score(at, time_class) + near
    });
    picks.extend(Pick::first(analysis, "time", &times));
    picks
}

/// An amount of the receipt.
struct Money {
    candidate: usize,
    value: Decimal,
}

/// The total and the amounts around it.
fn amounts(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let money: Vec<Money> = analysis
        .candidates
        .iter()
        .enumerate()
        .filter_map(|(candidate, c)| {
            Some(Money { candidate, value: c.amount.filter(|_| c.kind == Kind::Amount)?.value })
        })
        .take(400)
        .collect();
    let totals = total_choices(analysis, &money);
    let mut picks = Vec::new();
    let total = totals
        .first()
        .and_then(|c| analysis.candidates.get(c.candidate))
        .and_then(|c| c.amount)
        .map(|a| a.value);
    if let Some(mut pick) = Pick::first(analysis, "total", &totals) {
        pick.is_supported = total.is_some_and(|total| is_paid_less_change(analysis, &money, total));
        pick.is_fallback =
            totals.first().is_some_and(|c| label_score(analysis, c.candidate, "total") < THRESHOLD);
        picks.push(pick);
    }
    picks.extend(subtotal_and_tax(analysis, &money, total));
    for name in ["paid", "change", "rounding", "discount_total", "tip", "service_charge"] {
        let choices = analysis.ranked(name, &[Kind::Amount]);
        let choices: Vec<Choice> = choices.into_iter().filter(|c| c.score > RARE_THRESHOLD).collect();
        picks.extend(Pick::first(analysis, name, &choices));
    }
    picks
}

fn label_score(analysis: &Analysis<'_, '_>, candidate: usize, name: &str) -> f32 {
    analysis.labels.lexicon.class_of(name).map_or(0.0, |class| analysis.score(candidate, class))
}

fn total_choices(analysis: &Analysis<'_, '_>, money: &[Money]) -> Vec<Choice> {
    let tendered =
        |m: &Money| label_score(analysis, m.candidate, "paid") > label_score(analysis, m.candidate, "total");
    let largest = money.iter().filter(|m| !tendered(m)).map(|m| m.value).max();
    let last = analysis.candidates.len().max(1) as f32;
    analysis.ranked_by(&[Kind::Amount], |at| {
        let Some(value) = analysis.candidates.get(at).and_then(|c| c.amount).map(|a| a.value) else {
            return 0.0;
        };
        if value <= Decimal::ZERO {
            return 0.0;
        }
        let prints = money.iter().filter(|m| m.value == value).count().min(4) as f32 - 1.0;
        let summary = if in_tax_summary(analysis, at) { IN_TAX_SUMMARY } else { 1.0 };
        let mut score = label_score(analysis, at, "total") * summary + REPEATED * prints.max(0.0);
        if is_paid_less_change(analysis, money, value) {
            score += CASH_LESS_CHANGE;
        }
        if is_subtotal_and_tax(analysis, money, value) {
            score += SUBTOTAL_AND_TAX;
        }
        if Some(value) == largest {
            score += LARGEST;
        }
        if is_rounded(analysis, money, value) {
            score += ROUNDED;
        }
        // What is tendered is a total only where nothing is returned.
        score -= 0.3 * label_score(analysis, at, "change");
        // Later prints of equally good labels are the final ones.
        score + 0.02 * at as f32 / last
    })
}

/// Whether the amount ends in five cents and one that does not, with a label of its own, was rounded to it.
fn is_rounded(analysis: &Analysis<'_, '_>, money: &[Money], value: Decimal) -> bool {
    let in_coins = |value: Decimal| (value * Decimal::from(20)).fract().is_zero();
    in_coins(value)
        && money.iter().any(|m| {
            let difference = m.value.checked_sub(value).map(|d| d.abs());
            !in_coins(m.value)
                && difference.is_some_and(|d| d <= COIN_ROUNDING)
                && label_score(analysis, m.candidate, "total") > RARE_THRESHOLD
        })
}

/// Whether an amount stands in the breakdown of tax at the end, whose own totals are not that of the receipt.
fn in_tax_summary(analysis: &Analysis<'_, '_>, at: usize) -> bool {
    let Some(candidate) = analysis.candidates.get(at) else { return false };
    analysis.labels.of("-tax_summary").any(|label| {
        label.page == candidate.page
            && (1..=SUMMARY_LINES).contains(&candidate.line.saturating_sub(label.line))
    })
}

/// Whether what is announced as tendered, less what is announced as returned, is this amount.
fn is_paid_less_change(analysis: &Analysis<'_, '_>, money: &[Money], value: Decimal) -> bool {
    let announced = |m: &&Money, name: &str| label_score(analysis, m.candidate, name) > 0.25;
    money.iter().filter(|m| m.value >= value && announced(m, "paid")).any(|paid| {
        let change = |m: &&Money| m.value >= Decimal::ZERO && paid.value.checked_sub(value) == Some(m.value);
        money.iter().filter(change).any(|m| announced(&m, "change"))
    })
}

fn is_subtotal_and_tax(analysis: &Analysis<'_, '_>, money: &[Money], value: Decimal) -> bool {
    let announced = |m: &&Money, name: &str| label_score(analysis, m.candidate, name) > 0.25;
    money.iter().filter(|m| announced(m, "tax_total") && m.value > Decimal::ZERO && m.value < value).any(
        |tax| {
            money.iter().filter(|m| announced(m, "subtotal")).any(|sub| {
                sub.value
                    .checked_add(tax.value)
                    .and_then(|sum| sum.checked_sub(value))
                    .is_some_and(|d| d.abs() <= COIN_ROUNDING)
            })
        },
    )
}

/// Subtotal and tax that make the total, else each by its label alone.
fn subtotal_and_tax(analysis: &Analysis<'_, '_>, money: &[Money], total: Option<Decimal>) -> Vec<Pick> {
    let mut best: Option<(f32, usize, usize)> = None;
    for sub in money {
        for tax in money.iter().filter(|tax| tax.value > Decimal::ZERO && tax.value < sub.value) {
            let fits = total.is_some_and(|total| {
                sub.value
                    .checked_add(tax.value)
                    .and_then(|s| s.checked_sub(total))
                    .is_some_and(|d| d.abs() <= COIN_ROUNDING)
            });
            let (own, other) = (
                label_score(analysis, sub.candidate, "subtotal"),
                label_score(analysis, tax.candidate, "tax_total"),
            );
            if fits && own.max(other) > RARE_THRESHOLD && best.is_none_or(|(score, ..)| own + other > score) {
                best = Some((own + other, sub.candidate, tax.candidate));
            }
        }
    }
    let supported = |name: &str, candidate: usize| {
        let score = label_score(analysis, candidate, name) + SUBTOTAL_AND_TAX;
        let mut pick = Pick::of(analysis, name, Choice { candidate, score })?;
        pick.is_supported = true;
        Some(pick)
    };
    if let Some((_, sub, tax)) = best {
        return [supported("subtotal", sub), supported("tax_total", tax)].into_iter().flatten().collect();
    }
    ["subtotal", "tax_total"]
        .into_iter()
        .filter_map(|name| {
            let mut choices = analysis.ranked(name, &[Kind::Amount]);
            choices.retain(|choice| {
                let value = analysis.candidates.get(choice.candidate).and_then(|c| c.amount).map(|a| a.value);
                choice.score > RARE_THRESHOLD
                    && total.is_none_or(|total| value.is_some_and(|value| value <= total))
            });
            Pick::first(analysis, name, &choices)
        })
        .collect()
}

/// Receipt number, tax id, registration, telephone, last digits of a card.
fn numbers(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let mut picks = Vec::new();
    let digits = |c: &Candidate| c.raw.bytes().filter(u8::is_ascii_digit).count();
    let strong = |name: &str, kinds: &[Kind], min_digits: usize| -> Vec<Choice> {
        let mut choices = analysis.ranked(name, kinds);
        choices.retain(|choice| {
            choice.score > RARE_THRESHOLD
                && analysis.candidates.get(choice.candidate).is_some_and(|c| digits(c) >= min_digits)
        });
        choices
    };
    picks.extend(Pick::first(analysis, "receipt_number", &strong("receipt_number", &[Kind::Number], 2)));
    picks.extend(Pick::first(
        analysis,
        "company_tax_id",
        &strong("company_tax_id", &[Kind::VatId, Kind::Number], 7),
    ));
    picks.extend(Pick::first(analysis, "company_phone", &strong("company_phone", &[Kind::Phone], 7)));
    let registration = strong("company_registration", &[Kind::Number], 5);
    picks.extend(
        Pick::first(analysis, "company_registration", &registration)
            .or_else(|| bracketed_registration(analysis)),
    );
    picks.extend(last_digits(analysis));
    picks
}

/// `(742016-W)` near the top: how companies of some countries print their register number.
fn bracketed_registration(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let (at, token) = analysis.sheet.tokens.iter().enumerate().take(60).find(|(_, token)| {
        let core = token.text.trim_matches(|c: char| !c.is_alphanumeric());
        core.split_once('-').is_some_and(|(number, letter)| {
            (4..=9).contains(&number.len())
                && number.bytes().all(|b| b.is_ascii_digit())
                && letter.len() == 1
                && letter.bytes().all(|b| b.is_ascii_uppercase())
        })
    })?;
    let raw = token.text.trim_matches(|c: char| !c.is_alphanumeric());
    Some(Pick::token("company_registration", at, raw, 0.6))
}

/// `************1234` and `**** 1234`: what card slips leave of the number.
fn last_digits(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let hides = |c: char| matches!(c, '*' | 'X' | 'x' | '#');
    let is_tail = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    analysis.sheet.tokens.iter().enumerate().find_map(|(at, token)| {
        let text = token.text;
        let hidden = text.chars().filter(|c| hides(*c)).count();
        let all = text.chars().all(|c| hides(c) || c == '-' || c.is_ascii_digit());
        if hidden < 3 || !all {
            return None;
        }
        let glued = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let next =
            analysis.sheet.tokens.get(at + 1).filter(|next| next.line == token.line && is_tail(next.text));
        match next {
            _ if is_tail(glued) => Some(Pick::token("card_last4", at, glued, 0.8)),
            Some(next) if glued.is_empty() => Some(Pick::token("card_last4", at + 1, next.text, 0.8)),
            _ => None,
        }
    })
}

/// Cash, card or voucher, by the words of the line that tells what was paid.
fn payment(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    const WORDS: &[(&str, &[&str])] = &[
        (
            "card",
            &[
                "visa",
                "mastercard",
                "creditcard",
                "debitcard",
                "card",
                "maestro",
                "girocard",
                "amex",
                "kartenzahlung",
                "eccash",
                "ec",
                "carte",
                "karta",
                "tarjeta",
                "carta",
                "elettronico",
                "cb",
                "bankcard",
                "nets",
            ],
        ),
        ("voucher", &["voucher", "gutschein", "bon", "giftcard"]),
        (
            "cash",
            &[
                "cash",
                "bar",
                "bargeld",
                "especes",
                "gotowka",
                "efectivo",
                "entregado",
                "contanti",
                "contante",
                "tunai",
            ],
        ),
    ];
    let class = analysis.labels.lexicon.class_of("paid")?;
    let with_amount =
        |line: usize| analysis.candidates.iter().any(|c| c.kind == Kind::Amount && c.line == line);
    analysis.labels.all.iter().filter(|label| analysis.labels.weight(label, class) > 0.0).find_map(|label| {
        let span: Range<usize> = label.span.clone();
        let words: Vec<String> = span
            .clone()
            .filter_map(|at| analysis.sheet.tokens.get(at))
            .map(|token| fold(token.text))
            .collect();
        let name = WORDS.iter().find(|(_, known)| words.iter().any(|word| known.contains(&word.as_str())))?.0;
        let mut pick = Pick::new(
            "payment_method",
            vec![span.clone()],
            analysis.sheet.text(span),
            if with_amount(label.line) { 0.9 } else { 0.5 },
        );
        pick.value = Some(name.to_owned());
        Some(pick)
    })
}
