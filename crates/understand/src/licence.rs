//! Driving licences: the numbered fields of European cards, and the labels of others.

use std::ops::Range;

use perigee_model::{ProcessType, ValueType};
use perigee_values::{country, fold};

use crate::analysis::{Analysis, Choice};
use crate::candidates::Kind;
use crate::form;
use crate::pick::Pick;
use crate::postal;

/// Fields of the card by annex I of directive 2006/126/EC.
const FIELDS: &[&str] =
    &["1", "2", "3", "4a", "4b", "4c", "4d", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"];
/// Fields of a card from which on numbers at the start of lines are no chance.
const FIELDS_OF_A_CARD: usize = 4;
/// Score of what stands behind the number of a field.
const NUMBERED: f32 = 0.95;
/// Score of what only its place in the order of the card tells.
const BY_ORDER: f32 = 0.45;
/// Lines that may be the title of a card.
const TITLE_LINES: usize = 8;
/// What cards call themselves, folded.
const LICENCES: &[&str] = &[
    "fuehrerschein",
    "drivinglicence",
    "permisdeconduire",
    "prawojazdy",
    "permisodeconduccion",
    "patentediguida",
    "rijbewijs",
    "cartadeconducao",
];
/// Classes of vehicles of the directive, with those that older cards have.
const CLASSES: &[&str] = &[
    "AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "L", "T", "M",
    "F", "G", "H", "K", "P", "Q", "B+E", "C+E", "BTP", "Q1",
];
/// Words of a title, folded, with the country that says it so; those of several countries are left out.
const TITLES: &[(&str, &str)] = &[
    ("bundesrepublikdeutschland", "DE"),
    ("republikoesterreich", "AT"),
    ("republiquefrancaise", "FR"),
    ("rzeczpospolitapolska", "PL"),
    ("reinodeespana", "ES"),
    ("repubblicaitaliana", "IT"),
    ("prawojazdy", "PL"),
    ("patentediguida", "IT"),
    ("permisodeconduccion", "ES"),
    ("unitedkingdom", "GB"),
    ("rijbewijs", "NL"),
];
/// States of the Union by folded name, and their codes.
const STATES: &[(&str, &str)] = &[
    ("alabama", "AL"),
    ("alaska", "AK"),
    ("arizona", "AZ"),
    ("arkansas", "AR"),
    ("california", "CA"),
    ("colorado", "CO"),
    ("connecticut", "CT"),
    ("delaware", "DE"),
    ("florida", "FL"),
    ("georgia", "GA"),
    ("hawaii", "HI"),
    ("idaho", "ID"),
    ("illinois", "IL"),
    ("indiana", "IN"),
    ("iowa", "IA"),
    ("kansas", "KS"),
    ("kentucky", "KY"),
    ("louisiana", "LA"),
    ("maine", "ME"),
    ("maryland", "MD"),
    ("massachusetts", "MA"),
    ("michigan", "MI"),
    ("minnesota", "MN"),
    ("mississippi", "MS"),
    ("missouri", "MO"),
    ("montana", "MT"),
    ("nebraska", "NE"),
    ("nevada", "NV"),
    ("newhampshire", "NH"),
    ("newjersey", "NJ"),
    ("newmexico", "NM"),
    ("newyork", "NY"),
    ("northcarolina", "NC"),
    ("northdakota", "ND"),
    ("ohio", "OH"),
    ("oklahoma", "OK"),
    ("oregon", "OR"),
    ("pennsylvania", "PA"),
    ("rhodeisland", "RI"),
    ("southcarolina", "SC"),
    ("southdakota", "SD"),
    ("tennessee", "TN"),
    ("texas", "TX"),
    ("utah", "UT"),
    ("vermont", "VT"),
    ("virginia", "VA"),
    ("washington", "WA"),
    ("westvirginia", "WV"),
    ("wisconsin", "WI"),
    ("wyoming", "WY"),
];

/// A numbered field with the tokens of its value, line by line.
struct Field {
    name: &'static str,
    spans: Vec<Range<usize>>,
}

/// Decides the data points of a driving licence.
pub fn decide(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> Vec<Pick> {
    let state = state(analysis);
    let fields = fields(analysis);
    let is_american = state.is_some();
    let labelled = form::decide(analysis, kind, &|_, _| true);
    let numbered: Vec<Pick> = fields.iter().flat_map(|field| said(analysis, field, is_american)).collect();
    // The numbers say what a field is in any language; what looks like a label may be chance.
    let mut picks = numbered;
    for other in labelled {
        if !picks.iter().any(|pick| pick.data_point == other.data_point) {
            picks.push(other);
        }
    }
    one_value_per_class(analysis, &mut picks);
    if !is_american {
        for other in in_order(analysis) {
            if !picks.iter().any(|pick| pick.data_point == other.data_point) {
                picks.push(other);
            }
        }
    }
    picks.extend(state);
    picks.extend(country_of(analysis, is_american));
    if is_american && !picks.iter().any(|pick| pick.data_point == "address") {
        picks.extend(american_address(analysis));
    }
    picks
}

/// The numbered fields of the card; none where too few numbers stand at the start of lines.
fn fields(analysis: &Analysis<'_, '_>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for segment in &analysis.sheet.segments {
        let marks: Vec<(usize, &'static str)> = segment
            .tokens
            .clone()
            .filter_map(|at| Some((at, mark(analysis, at, at == segment.tokens.start)?)))
            .collect();
        for (order, (at, name)) in marks.iter().enumerate() {
            let end = marks.get(order + 1).map_or(segment.tokens.end, |(next, _)| *next);
            let spans = value_of(analysis, at + 1..end, *at);
            if !spans.is_empty() && !fields.iter().any(|field| field.name == *name) {
                fields.push(Field { name, spans });
            }
        }
    }
    let is_card = fields.len() >= FIELDS_OF_A_CARD && fields.iter().any(|f| f.name.len() == 2);
    if is_card { fields } else { Vec::new() }
}

/// The field that a token numbers: `4a.`, or `1.` at the start of its segment.
fn mark(analysis: &Analysis<'_, '_>, at: usize, starts: bool) -> Option<&'static str> {
    let text = analysis.sheet.tokens.get(at)?.text;
    let core = text.trim_matches(['(', ')', '.', ':', ',']).to_lowercase();
    let name = FIELDS.iter().find(|field| **field == core)?;
    let is_lettered = name.ends_with(|c: char| c.is_ascii_lowercase());
    (starts || is_lettered && text.len() <= 4).then_some(*name)
}

/// What stands behind the number of a field, or in the next column, and goes on below for names and addresses.
fn value_of(analysis: &Analysis<'_, '_>, rest: Range<usize>, mark: usize) -> Vec<Range<usize>> {
    let sheet = &analysis.sheet;
    let Some(token) = sheet.tokens.get(mark) else { return Vec::new() };
    let mut first = rest;
    if first.is_empty() {
        let next = sheet.segments.get(token.segment + 1).filter(|next| next.line == token.line);
        let own = next.filter(|next| self::mark(analysis, next.tokens.start, true).is_none());
        first = own.map_or(first, |next| next.tokens.clone());
    }
    if !sheet.text(first.clone()).chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let mut spans = vec![first.clone()];
    let mut last = sheet.bbox(first);
    for row in sheet.lines.get(token.line + 1..).unwrap_or(&[]).iter().take(3) {
        let next = row.segments.clone().filter_map(|at| sheet.segments.get(at)).find(|other| {
            (other.bbox.x0 - last.x0).abs() < last.height() && other.bbox.y0 - last.y1 < 0.9 * last.height()
        });
        let Some(next) = next.filter(|next| next.page == token.page) else { break };
        // A number that stands before it says that it is another field.
        let starts_field = |at: usize| {
            let first = sheet.segments.get(at).map_or(usize::MAX, |segment| segment.tokens.start);
            self::mark(analysis, first, true).is_some()
        };
        if row.segments.clone().any(starts_field) {
            break;
        }
        last = next.bbox;
        spans.push(next.tokens.clone());
    }
    spans
}

/// The data points that a field holds.
fn said(analysis: &Analysis<'_, '_>, field: &Field, is_american: bool) -> Vec<Pick> {
    let text = |spans: &[Range<usize>]| {
        let lines: Vec<String> = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect();
        lines.join(" ").trim_matches([',', ';', ' ']).to_owned()
    };
    let whole = |name: &str| Pick::new(name, field.spans.clone(), text(&field.spans), NUMBERED);
    let first: Vec<Range<usize>> = field.spans.iter().take(1).cloned().collect();
    let line = |name: &str| Pick::new(name, first.clone(), text(&first), NUMBERED);
    let date = |name: &str| {
        let spans = field.spans.first()?.clone();
        form::value(analysis, name, ValueType::Date, spans, NUMBERED)
    };
    let numbered = |name: &str| {
        let span = field.spans.first()?.clone();
        let has_digit = text(&first).chars().any(|c| c.is_ascii_digit());
        has_digit.then(|| Pick::new(name, vec![span.clone()], without_label(analysis, span), NUMBERED))
    };
    match (field.name, is_american) {
        ("1", _) => vec![whole("surname")],
        ("2", _) => vec![whole("given_names")],
        ("3", _) => date("date_of_birth").into_iter().chain(birth_place(analysis, field)).collect(),
        ("4a", _) => date("date_of_issue").into_iter().collect(),
        ("4b", _) => date("date_of_expiry").into_iter().collect(),
        ("4c", false) => vec![whole("issuing_authority")],
        ("4d", false) => numbered("personal_number").into_iter().collect(),
        ("4d", true) => numbered("document_number").into_iter().collect(),
        ("5", false) => numbered("document_number").into_iter().collect(),
        ("8", _) => vec![Pick { score: NUMBERED, ..whole("address") }],
        ("9", _) => vec![line("categories")],
        _ => Vec::new(),
    }
}

/// The code without what the card calls it: `DLN 99999999`.
fn without_label(analysis: &Analysis<'_, '_>, span: Range<usize>) -> String {
    let is_word = |at: &usize| {
        analysis.sheet.tokens.get(*at).is_some_and(|token| !token.text.chars().any(|c| c.is_ascii_digit()))
            && analysis.labels.all.iter().any(|label| label.span.contains(at))
    };
    let start = span.clone().find(|at| !is_word(at)).unwrap_or(span.start);
    analysis.sheet.text(start..span.end)
}

/// The place behind the date of birth, on its line or the next.
fn birth_place(analysis: &Analysis<'_, '_>, field: &Field) -> Option<Pick> {
    let first = field.spans.first()?;
    let date = analysis.candidates.iter().find(|c| c.kind == Kind::Date && first.contains(&c.span.start))?;
    let rest = date.span.end..first.end;
    let spans: Vec<Range<usize>> = std::iter::once(rest)
        .chain(field.spans.iter().skip(1).cloned())
        .filter(|span| analysis.sheet.text(span.clone()).chars().any(char::is_alphabetic))
        .collect();
    let place: Vec<String> = spans.iter().map(|span| analysis.sheet.text(span.clone())).collect();
    let place = place.join(" ");
    (!place.is_empty())
        .then(|| Pick::new("place_of_birth", spans, place.trim_matches([',', ' ', '-']), NUMBERED))
}

/// `AM/B/L` and `B, BE` are several values.
fn one_value_per_class(analysis: &Analysis<'_, '_>, picks: &mut Vec<Pick>) {
    let Some(at) = picks.iter().position(|pick| pick.data_point == "categories") else { return };
    let whole = picks.remove(at);
    let Some(span) = whole.spans.first().cloned() else { return };
    let mut found: Vec<Pick> = Vec::new();
    for token in span.clone() {
        let Some(text) = analysis.sheet.tokens.get(token).map(|token| token.text) else { continue };
        for class in text.split([',', '/', ';', '-']).map(|class| class.trim_matches(['.', '(', ')'])) {
            let is_class =
                CLASSES.contains(&class) || span.len() == 1 && class.len() <= 3 && !class.is_empty();
            if is_class && !found.iter().any(|pick| pick.raw == class) {
                found.push(Pick::token("categories", token, class, whole.score));
            }
        }
    }
    picks.extend(found);
}

/// The state of an American card, as its code.
fn state(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let is_licence =
        analysis.sheet.tokens.iter().any(|token| {
            matches!(fold(token.text).as_str(), "license" | "dl" | "dln" | "usa" | "dob" | "lic")
        });
    if !is_licence {
        return None;
    }
    let tokens = analysis.sheet.tokens.len().min(60);
    (0..tokens).find_map(|at| {
        [2, 1].into_iter().find_map(|length| {
            let span = at..at + length;
            let folded = fold(&analysis.sheet.text(span.clone()));
            let (_, code) = STATES.iter().find(|(name, _)| *name == folded)?;
            let mut pick = Pick::new("region", vec![span.clone()], analysis.sheet.text(span), 0.85);
            pick.value = Some((*code).to_owned());
            Some(pick)
        })
    })
}

/// What the order of a European card says where its small numbers could not be read: the names stand above the date of
/// birth, and of three days the first is the birth, the next the issue, the last the expiry.
fn in_order(analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    let is_titled = analysis.sheet.lines.iter().take(TITLE_LINES).any(|line| {
        let folded = fold(&analysis.sheet.text(line.tokens.clone()));
        LICENCES.iter().any(|title| folded.contains(title))
    });
    let mut days: Vec<usize> = Vec::new();
    for (at, candidate) in analysis.candidates.iter().enumerate().filter(|(_, c)| c.kind == Kind::Date) {
        let is_new =
            |known: &usize| analysis.candidates.get(*known).is_none_or(|c| c.value != candidate.value);
        if days.iter().all(is_new) {
            days.push(at);
        }
    }
    days.sort_by(|a, b| {
        let value = |at: &usize| analysis.candidates.get(*at).map(|c| c.value.as_str());
        value(a).cmp(&value(b))
    });
    let [birth, issue, expiry] = days.as_slice() else { return Vec::new() };
    if !is_titled {
        return Vec::new();
    }
    let names = ["date_of_birth", "date_of_issue", "date_of_expiry"];
    let mut picks: Vec<Pick> = names
        .into_iter()
        .zip([birth, issue, expiry])
        .filter_map(|(name, at)| Pick::of(analysis, name, Choice { candidate: *at, score: BY_ORDER }))
        .collect();
    let line = analysis.candidates.get(*birth).map_or(0, |candidate| candidate.line);
    for (name, above) in [("given_names", 1), ("surname", 2)] {
        let row = line.checked_sub(above).and_then(|line| analysis.sheet.lines.get(line));
        let segment = row.and_then(|row| analysis.sheet.segments.get(row.segments.end.checked_sub(1)?));
        let Some(segment) = segment else { continue };
        let text = analysis.sheet.text(segment.tokens.clone());
        if text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’')) {
            picks.push(Pick::new(name, std::iter::once(segment.tokens.clone()).collect(), text, BY_ORDER));
        }
    }
    picks.iter_mut().for_each(|pick| pick.is_fallback = true);
    picks
}

/// The country: the title of the card, or its letters beside the title.
fn country_of(analysis: &Analysis<'_, '_>, is_american: bool) -> Option<Pick> {
    let make = |span: Range<usize>, code: &str, score: f32| {
        let mut pick = Pick::new("country", vec![span.clone()], analysis.sheet.text(span), score);
        pick.value = Some(code.to_owned());
        pick
    };
    let by_title = analysis.sheet.lines.iter().take(40).find_map(|line| {
        let folded = fold(&analysis.sheet.text(line.tokens.clone()));
        let (_, code) = TITLES.iter().find(|(title, _)| folded.contains(title))?;
        Some(make(line.tokens.clone(), code, 0.9))
    });
    if by_title.is_some() {
        return by_title;
    }
    if is_american {
        let usa = analysis.sheet.tokens.iter().position(|token| matches!(token.text, "USA" | "US"));
        let state = || state(analysis)?.spans.first().cloned();
        return usa.map(|at| at..at + 1).or_else(state).map(|span| make(span, "US", 0.85));
    }
    // One to three capitals by themselves at the top: `D`, `UK`, `IRL`.
    analysis.sheet.segments.iter().take(6).filter(|segment| segment.tokens.len() == 1).find_map(|segment| {
        let code = distinguishing(analysis.sheet.tokens.get(segment.tokens.start)?.text)?;
        Some(make(segment.tokens.clone(), code, 0.7))
    })
}

/// The distinguishing sign of a country on vehicles and cards.
fn distinguishing(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "D" => "DE",
        "A" => "AT",
        "F" => "FR",
        "E" => "ES",
        "I" => "IT",
        "B" => "BE",
        "L" => "LU",
        "P" => "PT",
        "S" => "SE",
        "H" => "HU",
        "IRL" => "IE",
        "UK" | "GB" => "GB",
        "FIN" => "FI",
        "SLO" => "SI",
        _ if sign.len() == 2 && sign.bytes().all(|b| b.is_ascii_uppercase()) => return country::find(sign),
        _ => return None,
    })
}

/// Street and town of an American card, which have no label.
fn american_address(analysis: &Analysis<'_, '_>) -> Option<Pick> {
    let sheet = &analysis.sheet;
    let (segment, postal) = (0..sheet.segments.len())
        .find_map(|at| Some((at, postal::find(sheet, at).filter(|p| p.starts_segment)?)))?;
    let place = sheet.segments.get(segment)?;
    let street = (place.line.saturating_sub(2)..place.line).rev().find_map(|line| {
        let row = sheet.lines.get(line)?;
        let above = row.segments.clone().filter_map(|at| sheet.segments.get(at)).find(|other| {
            other.page == place.page && (other.bbox.x0 - place.bbox.x0).abs() < 2.0 * place.bbox.height()
        })?;
        postal::is_street(&sheet.text(above.tokens.clone())).then(|| above.tokens.clone())
    })?;
    let raw = format!("{} {}", sheet.text(street.clone()), sheet.text(postal.tokens.clone()));
    Some(Pick::new("address", vec![street, postal.tokens], raw, 0.6))
}
