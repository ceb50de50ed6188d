//! Machine-readable zones: what they say of the data points of passports and cards.

use std::ops::Range;

use perigee_model::{ProcessType, Source};
use perigee_values::fold;
use perigee_values::mrz::{self, Mrz};

use crate::analysis::Analysis;
use crate::pick::Pick;

/// What speaks for a value of a zone whose check digits are right: more than any printed label.
const PROVEN: f32 = 1.2;

/// The same where a digit is wrong.
const DOUBTFUL: f32 = 0.4;

/// Lets the zone of a document decide what it knows, for types that have one.
pub fn decide(analysis: &Analysis<'_, '_>, kind: &ProcessType, picks: &mut Vec<Pick>) {
    if !kind.data_points.iter().any(|point| point.name == "mrz") {
        return;
    }
    let Some((lines, zone)) = find(analysis) else { return };
    for pick in said(analysis, &lines, &zone) {
        if !kind.data_points.iter().any(|point| point.name == pick.data_point) {
            continue;
        }
        let printed = picks.iter().position(|other| other.data_point == pick.data_point);
        match printed.and_then(|at| picks.get_mut(at)) {
            // Names keep the spelling of the page: a zone has no accents.
            Some(printed) if is_name(&pick) && fold(&printed.raw) == fold(&pick.raw) => {
                printed.is_supported = true;
                printed.score = printed.score.max(pick.score);
            }
            Some(printed) => *printed = pick,
            None => picks.push(pick),
        }
    }
}

fn is_name(pick: &Pick) -> bool {
    matches!(pick.data_point.as_str(), "surname" | "given_names")
}

/// The zone and the tokens of its lines.
fn find(analysis: &Analysis<'_, '_>) -> Option<(Vec<Range<usize>>, Mrz)> {
    let lines: Vec<(usize, Range<usize>, String)> = analysis
        .sheet
        .lines
        .iter()
        .map(|line| (line.page, line.tokens.clone(), analysis.sheet.text(line.tokens.clone())))
        .filter(|(_, _, text)| mrz::is_line(text))
        .collect();
    [3, 2].into_iter().find_map(|count| {
        lines.windows(count).find_map(|window| {
            let is_one_page =
                window.iter().all(|(page, ..)| Some(*page) == window.first().map(|first| first.0));
            let texts: Vec<&str> = window.iter().map(|(_, _, text)| text.as_str()).collect();
            let zone = mrz::parse(&texts).filter(|_| is_one_page)?;
            Some((window.iter().map(|(_, tokens, _)| tokens.clone()).collect(), zone))
        })
    })
}

/// Everything that the zone says.
fn said(analysis: &Analysis<'_, '_>, lines: &[Range<usize>], zone: &Mrz) -> Vec<Pick> {
    let (names, numbers) = match zone.lines.len() {
        3 => (2, 1),
        _ => (0, 1),
    };
    let number_line = if zone.lines.len() == 3 { 0 } else { 1 };
    let mut picks = Vec::new();
    let mut say = |name: &str, line: usize, raw: &str, value: Option<String>, check: Option<&str>| {
        let Some(span) = lines.get(line).filter(|_| !raw.is_empty()) else { return };
        let is_right = check.map_or(zone.is_valid(), |check| !zone.faults.contains(&check));
        let score = if is_right { PROVEN } else { DOUBTFUL };
        let mut pick = Pick::new(name, vec![span.clone()], raw, score);
        (pick.value, pick.is_supported, pick.is_sound) = (value, is_right, is_right);
        picks.push(pick);
    };
    say("document_type", 0, &zone.document_code, None, None);
    say("issuing_country", 0, &zone.issuer, None, None);
    say("document_number", number_line, &zone.number, None, Some("number"));
    say("nationality", numbers, &zone.nationality, None, None);
    let [birth, expiry] = [zone.birth, zone.expiry].map(|date| date.map(|date| date.to_string()));
    say("date_of_birth", numbers, &birth.clone().unwrap_or_default(), birth, Some("birth"));
    say("date_of_expiry", numbers, &expiry.clone().unwrap_or_default(), expiry, Some("expiry"));
    say("sex", numbers, &zone.sex.map(String::from).unwrap_or_default(), None, None);
    say("surname", names, &zone.surname, None, None);
    say("given_names", names, &zone.given_names, None, None);
    say("personal_number", number_line, &zone.optional, None, Some("optional"));
    picks.push(whole(analysis, lines, zone));
    picks.push(validity(lines, zone));
    picks
}

/// The zone itself.
fn whole(analysis: &Analysis<'_, '_>, lines: &[Range<usize>], zone: &Mrz) -> Pick {
    let printed: Vec<String> = lines.iter().map(|line| analysis.sheet.text(line.clone())).collect();
    let score = if zone.is_valid() { PROVEN } else { DOUBTFUL };
    let mut pick = Pick::new("mrz", lines.to_vec(), printed.join(" "), score);
    (pick.value, pick.is_supported) = (Some(zone.lines.join("\n")), zone.is_valid());
    (pick.is_sound, pick.is_fallback) = (zone.is_valid(), false);
    pick
}

/// Whether all check digits are right: computed from the zone, so its place is that of the zone.
fn validity(lines: &[Range<usize>], zone: &Mrz) -> Pick {
    let mut pick = Pick::new("mrz_valid", lines.to_vec(), zone.is_valid().to_string(), PROVEN);
    (pick.source, pick.is_supported) = (Some(Source::Enrichment), true);
    pick
}
