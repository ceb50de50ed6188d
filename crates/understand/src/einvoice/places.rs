//! Where a page shows a value that is known already.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use perigee_model::{DataPoint, Evidence, ValueType};
use perigee_values::{DateOrder, amount, currency, date, fold};
use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::candidates::Kind;

/// Lines below a segment in which its text may go on.
const CONTINUED_WITHIN: usize = 3;
/// How far, in line heights, the next line of a wrapped text may begin from the first.
const INDENT: f32 = 2.0;
/// Lines of an address: street and town stand at most this far from each other.
const ADDRESS_LINES: usize = 5;

/// A text of fewer letters and digits than this stands on a page by chance.
const MIN_LETTERS: usize = 2;

/// The words of a document, ready to be searched.
pub struct Places<'a> {
    pub analysis: &'a Analysis<'a, 'a>,
    /// Letters and digits of each token.
    folded: Vec<String>,
    /// Tokens by their first letter or digit.
    starts: HashMap<char, Vec<usize>>,
    /// Printed numbers without their sign.
    numbers: HashMap<Decimal, Vec<Range<usize>>>,
}

impl<'a> Places<'a> {
    pub fn new(analysis: &'a Analysis<'_, '_>) -> Self {
        let folded: Vec<String> = analysis.sheet.tokens.iter().map(|token| fold(token.text)).collect();
        let mut starts: HashMap<char, Vec<usize>> = HashMap::new();
        for (at, text) in folded.iter().enumerate() {
            if let Some(first) = text.chars().next() {
                starts.entry(first).or_default().push(at);
            }
        }
        Self { analysis, folded, starts, numbers: numbers(analysis) }
    }

    /// Places of a value of a data point; empty where the page does not show it.
    pub fn find(&self, point: &DataPoint, raw: &str, value: Option<&str>) -> Vec<Evidence> {
        let spans = self.labelled(&point.label, raw).or_else(|| self.unlabelled(point, raw, value));
        self.analysis.sheet.evidence(&spans.unwrap_or_default())
    }

    /// The very text of a value behind the label of its data point, as pages that are set from the XML have it.
    fn labelled(&self, label: &str, raw: &str) -> Option<Vec<Range<usize>>> {
        let wanted = Some(fold(raw)).filter(|wanted| !wanted.is_empty())?;
        let labels = self.texts(&fold(label));
        labels.iter().filter_map(|spans| spans.last()).find_map(|last| {
            let tokens = &self.analysis.sheet.tokens;
            let is_beside = tokens.get(last.end - 1)?.line == tokens.get(last.end)?.line;
            is_beside.then(|| self.text_at(last.end, &wanted)).flatten()
        })
    }

    fn unlabelled(&self, point: &DataPoint, raw: &str, value: Option<&str>) -> Option<Vec<Range<usize>>> {
        match point.value_type {
            ValueType::Amount | ValueType::Number | ValueType::Percent => {
                value.and_then(amount).and_then(|number| self.number(number, &point.name))
            }
            ValueType::Date => value.and_then(|value| self.date(value, &point.name)),
            ValueType::Currency => value.and_then(|value| self.currency(value)),
            ValueType::Address => self.address(raw),
            ValueType::Enum | ValueType::Bool | ValueType::Table => None,
            _ => self.best_text(raw, &point.name),
        }
    }

    /// Whether the page has to show a value of this data point: a page with amounts is a picture of the total, and
    /// one with accounts of the account.
    pub fn must_show(&self, data_point: &str) -> bool {
        let mut candidates = self.analysis.candidates.iter();
        match data_point {
            "gross_total" => candidates.any(|candidate| candidate.amount.is_some() && candidate.is_sound),
            "iban" => candidates.any(|candidate| candidate.kind == Kind::Iban && candidate.is_sound),
            _ => false,
        }
    }

    /// Printed places of a number, whatever its sign, in reading order.
    pub fn numbers(&self, number: Decimal) -> &[Range<usize>] {
        self.numbers.get(&number).map_or(&[], Vec::as_slice)
    }

    fn number(&self, number: Decimal, data_point: &str) -> Option<Vec<Range<usize>>> {
        let best = self.best(self.numbers(number).iter().cloned(), data_point)?;
        // A nought stands everywhere; it counts only where a label says what it is.
        (!number.is_zero() || best.1 > 0.0).then(|| vec![best.0])
    }

    /// The place that labels announce most strongly as the data point; the first of equals.
    fn best(
        &self,
        spans: impl Iterator<Item = Range<usize>>,
        data_point: &str,
    ) -> Option<(Range<usize>, f32)> {
        let class = self.analysis.labels.lexicon.class_of(data_point);
        let score = |span: &Range<usize>| {
            let here = |candidate: &crate::candidates::Candidate| {
                candidate.span.start < span.end && span.start < candidate.span.end
            };
            let first =
                self.analysis.candidates.partition_point(|candidate| candidate.span.end <= span.start);
            let near = self.analysis.candidates.iter().enumerate().skip(first).take_while(|(_, c)| here(c));
            near.filter_map(|(at, _)| Some(self.analysis.score(at, class?))).fold(0.0, f32::max)
        };
        let mut best: Option<(Range<usize>, f32)> = None;
        for span in spans {
            let score = score(&span);
            if best.as_ref().is_none_or(|(_, other)| score > *other) {
                best = Some((span, score));
            }
        }
        best
    }

    fn date(&self, value: &str, data_point: &str) -> Option<Vec<Range<usize>>> {
        let dates = self.analysis.candidates.iter().filter(|candidate| candidate.kind == Kind::Date);
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
        let is_it = |candidate: &&crate::candidates::Candidate| {
            candidate.value == value
                || orders.iter().any(|&order| {
                    date::parse(&candidate.raw, order).is_some_and(|date| date.to_string() == value)
                })
        };
        let spans = dates.filter(is_it).map(|candidate| candidate.span.clone());
        self.best(spans, data_point).map(|(span, _)| vec![span])
    }

    fn currency(&self, value: &str) -> Option<Vec<Range<usize>>> {
        let is_it = |text: &str| currency::find(text) == Some(value) || currency_of(text) == Some(value);
        let at = self.analysis.sheet.tokens.iter().position(|token| is_it(token.text))?;
        Some(std::iter::once(at..at + 1).collect())
    }

    /// Street and town, which need not stand in one line.
    fn address(&self, raw: &str) -> Option<Vec<Range<usize>>> {
        let mut parts = raw.split(", ").map(fold).filter(|part| part.len() > MIN_LETTERS);
        let first = self.texts(&parts.next()?);
        let mut rest = Vec::new();
        for part in parts {
            rest.push(self.texts(&part));
        }
        let line = |span: &Vec<Range<usize>>| {
            span.first().and_then(|range| self.analysis.sheet.tokens.get(range.start)).map_or(0, |t| t.line)
        };
        let near = |places: &[Vec<Range<usize>>], start: usize| {
            places.iter().find(|place| line(place).abs_diff(start) <= ADDRESS_LINES).cloned()
        };
        // The place where most parts stand together.
        let anchors = first.iter().chain(rest.iter().flatten());
        let together = anchors.map(|anchor| {
            let others = std::iter::once(&first).chain(&rest);
            others.filter_map(|places| near(places, line(anchor))).collect::<Vec<_>>()
        });
        let best = together.reduce(|best, next| if next.len() > best.len() { next } else { best })?;
        let mut spans: Vec<Range<usize>> = best.into_iter().flatten().collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup();
        Some(spans)
    }

    fn best_text(&self, raw: &str, data_point: &str) -> Option<Vec<Range<usize>>> {
        let places = self.texts(&fold(raw));
        let starts = places.iter().filter_map(|place| place.first().cloned());
        let (best, _) = self.best(starts, data_point)?;
        places.into_iter().find(|place| place.first() == Some(&best))
    }

    /// Every place of a text of letters and digits.
    pub fn texts(&self, wanted: &str) -> Vec<Vec<Range<usize>>> {
        let is_long_enough = wanted.chars().count() >= MIN_LETTERS;
        let Some(first) = wanted.chars().next().filter(|_| is_long_enough) else { return Vec::new() };
        let starts = self.starts.get(&first).map_or(&[][..], Vec::as_slice);
        starts.iter().filter_map(|&at| self.text_at(at, wanted)).collect()
    }

    /// The tokens of a text that begins at one, on this line and on those below.
    pub fn text_at(&self, start: usize, wanted: &str) -> Option<Vec<Range<usize>>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        let (mut rest, mut next) = (wanted, start);
        loop {
            let own = self.folded.get(next)?;
            rest = rest.strip_prefix(own.as_str())?;
            match spans.last_mut() {
                Some(span) if span.end == next => span.end += 1,
                _ => spans.push(next..next + 1),
            }
            if rest.is_empty() {
                return Some(spans);
            }
            let fits = |at: &usize| self.folded.get(*at).is_some_and(|text| rest.starts_with(text.as_str()));
            next = Some(next + 1).filter(fits).or_else(|| self.below(next, start).find(fits))?;
        }
    }

    /// First tokens of the segments below, where a wrapped text goes on.
    fn below(&self, at: usize, start: usize) -> impl Iterator<Item = usize> {
        let sheet = &self.analysis.sheet;
        let (token, first) = (sheet.tokens.get(at), sheet.tokens.get(start));
        let after = token.map_or(0, |token| token.line + 1);
        let lines = sheet.lines.iter().skip(after).take(CONTINUED_WITHIN);
        lines
            .flat_map(|line| sheet.segments.get(line.segments.clone()).unwrap_or_default())
            .filter(move |segment| {
                first.is_some_and(|first| {
                    segment.page == first.page
                        && (segment.bbox.x0 - first.bbox.x0).abs() <= INDENT * sheet.unit(first.page)
                })
            })
            .map(|segment| segment.tokens.start)
    }
}

/// The number of a converted value, without its sign.
pub fn amount(value: &str) -> Option<Decimal> {
    value.parse::<Decimal>().ok().map(|number| number.abs().normalize())
}

fn currency_of(text: &str) -> Option<&'static str> {
    amount::parse(text, None).and_then(|amount| amount.currency)
}

/// Printed numbers by their value, in reading order: amounts as they were recognised, and single words in every
/// reading of their marks.
fn numbers(analysis: &Analysis<'_, '_>) -> HashMap<Decimal, Vec<Range<usize>>> {
    let mut numbers: HashMap<Decimal, Vec<Range<usize>>> = HashMap::new();
    let mut known: HashSet<(usize, Decimal)> = HashSet::new();
    for candidate in &analysis.candidates {
        if let Some(amount) = candidate.amount {
            let number = amount.value.abs().normalize();
            known.extend(candidate.span.clone().map(|at| (at, number)));
            numbers.entry(number).or_default().push(candidate.span.clone());
        }
    }
    for (at, token) in analysis.sheet.tokens.iter().enumerate() {
        if !token.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let readings = [None, Some('.'), Some(',')].map(|mark| amount::parse_number(token.text, mark));
        let percent = amount::parse_percent(token.text, None);
        for number in readings.into_iter().chain([percent]).flatten() {
            let number = number.abs().normalize();
            if known.insert((at, number)) {
                numbers.entry(number).or_default().push(at..at + 1);
            }
        }
    }
    for places in numbers.values_mut() {
        places.sort_by_key(|span| span.start);
    }
    numbers
}
