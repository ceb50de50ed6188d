//! Forms: the value of a label stands behind it, in the next column, or below it; labels are numbered and repeated in
//! several languages.

use std::ops::Range;

use perigee_model::{ProcessType, ValueType};
use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::candidates::Kind;
use crate::generic;
use crate::labels::Label;
use crate::pick::Pick;

/// Widest gap, in line heights, between a label and a value to its right.
const RIGHT_GAP: f32 = 30.0;
/// Line heights over which the score of a value to the right falls by 1/e, where no colon says that it follows.
const RIGHT_REACH: f32 = 25.0;
/// Widest gap, in line heights, between a label and a value below it.
const BELOW: f32 = 2.4;
/// Lines below a label that are looked at: what stands between is of other columns.
const LINES_BELOW: usize = 4;
/// Score of a value directly below, before distance is taken off (as for candidates, `research/extraction.md` 8.7).
const DIRECTLY_BELOW: f32 = 0.85;
/// Most tokens of one value.
const MAX_TOKENS: usize = 24;

/// Where the value of a label stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its tokens.
    pub span: Range<usize>,
    /// How sure the place is.
    pub score: f32,
}

/// The text that a label announces.
pub fn place(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> Option<Place> {
    if let Some(span) = behind(analysis, label) {
        return Some(Place { span, score: if label.has_colon { 1.05 } else { 0.95 } });
    }
    let right = right(analysis, label);
    if label.has_colon && right.is_some() {
        return right;
    }
    let below = below(analysis, label, LINES_BELOW);
    match (right, below) {
        (Some(right), Some(below)) => Some(if right.score >= below.score { right } else { below }),
        (right, below) => right.or(below),
    }
}

/// What follows a label in its segment, after its repetitions in other languages.
fn behind(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> Option<Range<usize>> {
    let sheet = &analysis.sheet;
    let end = sheet.segments.get(label.segment)?.tokens.end;
    let text = |at: usize| sheet.tokens.get(at).map_or("", |token| token.text);
    let on_line = analysis.labels.on_line(label.line);
    let mut start = label.span.end;
    loop {
        let is_repeated = |other: &&Label<'_>| other.span.start == start && is_same(label, other);
        if let Some(other) = on_line.iter().find(is_repeated) {
            start = other.span.end;
        } else if start < end && fold(text(start)).is_empty() {
            start += 1;
        } else {
            break;
        }
    }
    // Behind a slash follow languages that the lexicon does not know, up to a colon.
    if start > label.span.end.min(start.saturating_sub(1))
        && text(start.saturating_sub(1)).ends_with('/')
        && !has_value_ahead(analysis, start..end)
    {
        start = (start..end).find(|&at| text(at).ends_with(':')).map_or(end, |at| at + 1);
    }
    let other = on_line.iter().find(|other| {
        other.segment == label.segment
            && other.span.start > start
            && other.has_colon
            && !is_same(label, other)
    });
    let span = start..other.map_or(end, |other| other.span.start);
    is_value(analysis, &span).then_some(span)
}

/// A value with digits behind a slash is no word of another language: `Date/ 12.03.1990`.
fn has_value_ahead(analysis: &Analysis<'_, '_>, span: Range<usize>) -> bool {
    let tokens = analysis.sheet.tokens.get(span).unwrap_or(&[]);
    tokens.iter().any(|token| token.text.chars().any(|c| c.is_ascii_digit()))
}

fn is_same(label: &Label<'_>, other: &Label<'_>) -> bool {
    other.meanings.iter().any(|m| label.meanings.iter().any(|own| own.class == m.class))
}

fn is_value(analysis: &Analysis<'_, '_>, span: &Range<usize>) -> bool {
    !span.is_empty()
        && span.len() <= MAX_TOKENS
        && analysis.sheet.text(span.clone()).chars().any(char::is_alphanumeric)
}

/// Whether a segment begins with a label of its own.
pub fn is_label(analysis: &Analysis<'_, '_>, segment: usize) -> bool {
    own_label(analysis, segment).is_some()
}

fn own_label<'s, 'l>(analysis: &'s Analysis<'_, 'l>, segment: usize) -> Option<&'s Label<'l>> {
    let line = analysis.sheet.segments.get(segment)?.line;
    let own = |label: &&Label<'_>| {
        label.segment == segment && label.starts_segment && (label.has_colon || label.fills_segment)
    };
    analysis.labels.on_line(line).iter().find(own)
}

fn right(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> Option<Place> {
    let sheet = &analysis.sheet;
    let next = sheet.segments.get(label.segment + 1).filter(|next| next.line == label.line)?;
    let gap = (next.bbox.x0 - label.bbox.x1) / sheet.unit(label.page);
    let fits = gap < RIGHT_GAP && !is_label(analysis, label.segment + 1) && is_value(analysis, &next.tokens);
    let score = if label.has_colon { 1.0 } else { 0.95 * (-gap / RIGHT_REACH).exp() };
    fits.then(|| Place { span: next.tokens.clone(), score })
}

fn below(analysis: &Analysis<'_, '_>, label: &Label<'_>, lines: usize) -> Option<Place> {
    let sheet = &analysis.sheet;
    let page_end = sheet.pages.get(label.page)?.lines.end;
    let height = sheet.unit(label.page).max(label.bbox.height());
    for line in label.line + 1..(label.line + 1 + lines).min(page_end) {
        for at in sheet.lines.get(line)?.segments.clone() {
            let Some(segment) = sheet.segments.get(at) else { continue };
            let dy = (segment.bbox.y0 - label.bbox.y1) / height;
            let off = (segment.bbox.x0 - label.bbox.x0).abs() / height;
            let overlap = label.bbox.x1.min(segment.bbox.x1) - label.bbox.x0.max(segment.bbox.x0);
            if dy > BELOW || overlap <= 0.0 && off > 2.0 {
                continue;
            }
            return match own_label(analysis, at) {
                // The label goes on in another language, a line below.
                Some(other) if is_same(label, other) => behind(analysis, other)
                    .map(|span| Place { span, score: DIRECTLY_BELOW })
                    .or_else(|| below(analysis, other, lines.saturating_sub(1))),
                Some(_) => None,
                None => Some(in_column(analysis, label, segment.tokens.clone()))
                    .filter(|span| is_value(analysis, span))
                    .map(|span| Place {
                        span,
                        score: DIRECTLY_BELOW * (-dy.max(0.0) / 4.0).exp() * (-off / 12.0).exp(),
                    }),
            };
        }
    }
    None
}

/// The tokens that stand in the column of a label: neighbouring cells may be closer than the words of a sentence.
fn in_column(analysis: &Analysis<'_, '_>, label: &Label<'_>, tokens: Range<usize>) -> Range<usize> {
    let sheet = &analysis.sheet;
    let slack = 0.6 * sheet.unit(label.page);
    let others = analysis.labels.on_line(label.line);
    // The number of a field belongs to its label.
    let left = |label: &Label<'_>| match sheet.segments.get(label.segment) {
        Some(segment) if label.starts_segment => segment.bbox.x0,
        _ => label.bbox.x0,
    };
    let (own, beside) = (left(label), others.iter().filter(|other| other.segment != label.segment));
    let next = beside.clone().map(left).filter(|x| *x > own).fold(f32::INFINITY, f32::min);
    let has_before = beside.clone().any(|other| left(other) < own);
    let x0 = |at: usize| sheet.tokens.get(at).map_or(0.0, |token| token.bbox.x0);
    let starts = |at: &usize| !has_before || x0(*at) >= own - slack;
    let start = tokens.clone().find(starts).unwrap_or(tokens.end);
    let end = (start..tokens.end).find(|at| x0(*at) >= next - slack).unwrap_or(tokens.end);
    start..end
}

/// The lines of a block that a label announces: its value, and what goes on below in the same column.
pub fn block(
    analysis: &Analysis<'_, '_>,
    label: &Label<'_>,
    max_lines: usize,
) -> Option<(Vec<Range<usize>>, f32)> {
    let sheet = &analysis.sheet;
    let first = place(analysis, label)?;
    let mut spans = vec![first.span.clone()];
    let mut last = sheet.bbox(first.span.clone());
    let token = sheet.tokens.get(first.span.start)?;
    let end = sheet.pages.get(token.page)?.lines.end;
    for line in token.line + 1..end {
        let Some(row) = sheet.lines.get(line) else { break };
        let unit = sheet.unit(row.page).max(last.height());
        if row.bbox.y0 - last.y1 > 1.2 * unit || spans.len() >= max_lines {
            break;
        }
        let aligned = row
            .segments
            .clone()
            .find(|&at| sheet.segments.get(at).is_some_and(|s| (s.bbox.x0 - last.x0).abs() < 1.5 * unit));
        let Some(at) = aligned else { continue };
        let Some(segment) = sheet.segments.get(at) else { break };
        if segment.bbox.y0 - last.y1 > 1.2 * unit || is_label(analysis, at) || starts_field(analysis, at) {
            break;
        }
        last = segment.bbox;
        spans.push(segment.tokens.clone());
    }
    Some((spans, first.score))
}

/// Whether a segment begins with a label, whatever follows it.
fn starts_field(analysis: &Analysis<'_, '_>, segment: usize) -> bool {
    analysis.sheet.segments.get(segment).is_some_and(|place| {
        let labels = analysis.labels.on_line(place.line);
        labels.iter().any(|label| label.segment == segment && label.starts_segment)
    })
}

/// Decides the data points of a form by their labels; `admits` may refuse a label for a data point.
pub fn decide(
    analysis: &Analysis<'_, '_>,
    kind: &ProcessType,
    admits: &dyn Fn(&str, &Label<'_>) -> bool,
) -> Vec<Pick> {
    kind.data_points
        .iter()
        .filter(|point| point.value_type != ValueType::Table)
        .filter_map(|point| field(analysis, &point.name, point.value_type, admits))
        .collect()
}

/// The best value that a label announces for a data point.
pub fn field(
    analysis: &Analysis<'_, '_>,
    name: &str,
    value_type: ValueType,
    admits: &dyn Fn(&str, &Label<'_>) -> bool,
) -> Option<Pick> {
    let class = analysis.labels.lexicon.class_of(name)?;
    let mut picks: Vec<Pick> = analysis
        .labels
        .of(name)
        .filter(|label| label.starts_segment && admits(name, label))
        .filter_map(|label| {
            let weight = analysis.labels.weight(label, class);
            labelled(analysis, name, value_type, label, weight)
        })
        .collect();
    picks.sort_by(|a, b| b.score.total_cmp(&a.score));
    (!picks.is_empty()).then(|| picks.remove(0))
}

/// The value of one label as a pick.
pub fn labelled(
    analysis: &Analysis<'_, '_>,
    name: &str,
    value_type: ValueType,
    label: &Label<'_>,
    weight: f32,
) -> Option<Pick> {
    if value_type == ValueType::Address {
        let (spans, score) = block(analysis, label, 4)?;
        let lines: Vec<String> = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect();
        return Some(Pick::new(name, spans, lines.join(" "), score * weight));
    }
    let place = place(analysis, label)?;
    value(analysis, name, value_type, place.span, place.score * weight)
}

/// The value of a data point in a text that stands where it is announced.
pub fn value(
    analysis: &Analysis<'_, '_>,
    name: &str,
    value_type: ValueType,
    span: Range<usize>,
    score: f32,
) -> Option<Pick> {
    let kinds = generic::kinds(value_type);
    let inside = |kinds: &[Kind]| {
        let found =
            analysis.candidates.iter().position(|c| kinds.contains(&c.kind) && span.contains(&c.span.start));
        found.and_then(|candidate| Pick::of(analysis, name, Choice { candidate, score }))
    };
    if value_type == ValueType::Text && generic::is_number_like(name) {
        return code(analysis, name, &span, score);
    }
    if !kinds.is_empty() {
        let found = inside(&kinds);
        return match value_type {
            ValueType::Date => found.or_else(|| bilingual_date(analysis, name, span, score)),
            _ => found,
        };
    }
    let text = analysis.sheet.text(span.clone());
    let mut pick = Pick::new(name, vec![span], text.trim_matches([',', ';', ':', '/', '|', ' ']), score);
    match value_type {
        ValueType::Enum => pick.value = Some(sex(&text)?.to_owned()),
        ValueType::Country => pick.value = nationality(&text).map(str::to_owned),
        _ if pick.raw.is_empty() => return None,
        _ if name == "document_type" && !is_type_code(&pick.raw) => return None,
        _ => {}
    }
    Some(pick)
}

/// The code in a text: all of it where it is nothing else (`C01X 00T47`), else its first candidate.
fn code(analysis: &Analysis<'_, '_>, name: &str, span: &Range<usize>, score: f32) -> Option<Pick> {
    let text = analysis.sheet.text(span.clone());
    let is_code = span.len() <= 4
        && text.len() <= 24
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '.'));
    if is_code {
        return Some(Pick::new(name, vec![span.clone()], text.trim_matches(['.', '-', '/', ' ']), score));
    }
    let inside = |kinds: &[Kind]| {
        analysis
            .candidates
            .iter()
            .find(|c| kinds.contains(&c.kind) && c.span.start < span.end && c.span.end > span.start)
    };
    let found =
        inside(&[Kind::Number]).or_else(|| inside(&[Kind::Phone, Kind::VatId, Kind::Amount, Kind::Date]))?;
    // What was taken for a series before the number may be its label.
    let tokens = found.span.start.max(span.start)..found.span.end.min(span.end);
    let raw = analysis.sheet.text(tokens.clone());
    let mut pick = Pick::new(name, vec![tokens], raw.trim_matches([',', ';', '.', '(', ')', ' ']), score);
    pick.is_sound = found.is_sound;
    Some(pick)
}

/// `12 AUG/AOÛT 74`: the month in two languages.
fn bilingual_date(analysis: &Analysis<'_, '_>, name: &str, span: Range<usize>, score: f32) -> Option<Pick> {
    let raw = analysis.sheet.text(span.clone());
    let words: Vec<&str> = raw.split([' ', '/', '.', '-']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let [day, months @ .., year] = words.as_slice() else { return None };
    let month = months.iter().find(|month| !is_number(month))?;
    let date = perigee_values::date::parse(&format!("{day} {month} {year}"), analysis.date_order)?;
    let mut pick = Pick::new(name, vec![span], raw, score);
    pick.value = Some(date.to_string());
    Some(pick)
}

/// `P`, `PD`, `ID`: one to three capitals.
fn is_type_code(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// The country of a printed nationality, where it is no name of a country: `Deutsch`, `BRITISH CITIZEN`.
fn nationality(printed: &str) -> Option<&'static str> {
    const STEMS: &[(&str, &str)] = &[
        ("deutsch", "DE"),
        ("german", "DE"),
        ("oesterreich", "AT"),
        ("austrian", "AT"),
        ("schweizer", "CH"),
        ("swiss", "CH"),
        ("francais", "FR"),
        ("french", "FR"),
        ("polsk", "PL"),
        ("polish", "PL"),
        ("british", "GB"),
        ("irish", "IE"),
        ("espanol", "ES"),
        ("spanish", "ES"),
        ("italian", "IT"),
        ("niederlaendisch", "NL"),
        ("nederlands", "NL"),
        ("dutch", "NL"),
        ("belg", "BE"),
        ("american", "US"),
        ("canadian", "CA"),
    ];
    perigee_values::country::find(printed).or_else(|| {
        let folded = fold(printed);
        STEMS.iter().find(|(stem, _)| folded.starts_with(stem)).map(|(_, code)| *code)
    })
}

/// What a printed sex means: `F / W`, `weiblich`, `K`, `Male`.
pub fn sex(printed: &str) -> Option<&'static str> {
    printed.split([' ', '/', ',', '(', ')', '.']).map(fold).filter(|word| !word.is_empty()).find_map(|word| {
        Some(match word.as_str() {
            "f" | "female" | "w" | "weiblich" | "feminin" | "k" | "kobieta" | "zenska" | "femenino"
            | "mujer" | "femminile" | "femmina" | "girl" | "maedchen" | "fille" => "F",
            "m" | "male" | "maennlich" | "masculin" | "mezczyzna" | "meska" | "masculino" | "h"
            | "hombre" | "varon" | "maschile" | "maschio" | "boy" | "junge" | "garcon" => "M",
            "x" | "divers" | "unspecified" | "diverse" => "X",
            _ => return None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sex_is_told_in_six_languages() {
        for (printed, meant) in [("F / W", "F"), ("MÄNNLICH", "M"), ("K", "F"), ("Sexe: M", "M"), ("X", "X")]
        {
            assert_eq!(sex(printed), Some(meant), "{printed}");
        }
        assert_eq!(sex("Hamburg"), None);
    }
}
