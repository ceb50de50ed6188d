//! Birth certificates: labels that mean the child, the mother or the father by the section that they stand in.

use std::ops::Range;

use perigee_model::{ProcessType, ValueType};
use perigee_values::fold;

use crate::analysis::Analysis;
use crate::form;
use crate::labels::Label;
use crate::pick::Pick;

/// What remains of a name that had to be split.
const SPLIT: f32 = 0.7;
/// How far, in line heights, a heading of a column may stand beside its values.
const COLUMN_REACH: f32 = 6.0;

/// Whose details a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    Child,
    Mother,
    Father,
    Parents,
}

/// A heading of a section.
#[derive(Debug, Clone)]
struct Section {
    person: Person,
    label: usize,
    /// Whether it stands beside another on its line: its values are below it, and the labels to the left.
    is_column: bool,
}

/// Decides the data points of a birth certificate.
pub fn decide(analysis: &Analysis<'_, '_>, kind: &ProcessType) -> Vec<Pick> {
    let sections = sections(analysis);
    let is_childs = |name: &str, label: &Label<'_>| {
        let person = person_of(analysis, &sections, label);
        let is_parents = name.starts_with("mother_") || name.starts_with("father_");
        let is_heading =
            sections.iter().any(|s| analysis.labels.all.get(s.label).is_some_and(|l| l.span == label.span));
        if is_parents {
            return !is_heading || label.has_colon;
        }
        !matches!(person, Some(Person::Mother | Person::Father | Person::Parents)) || is_about_paper(name)
    };
    let mut picks = form::decide(analysis, kind, &is_childs);
    for (person, prefix) in [(Person::Mother, "mother"), (Person::Father, "father")] {
        for pick in parent(analysis, &sections, person, prefix) {
            if !picks.iter().any(|known| known.data_point == pick.data_point) {
                picks.push(pick);
            }
        }
    }
    if !picks.iter().any(|pick| pick.data_point == "given_names") {
        picks.extend(split_name(analysis, &sections, &picks));
    }
    picks
}

/// What is about the certificate, wherever it stands.
fn is_about_paper(name: &str) -> bool {
    matches!(
        name,
        "certificate_number"
            | "registration_number"
            | "registration_date"
            | "issuing_authority"
            | "place_of_issue"
            | "date_of_issue"
            | "country"
    )
}

/// The headings of the document, in reading order.
fn sections(analysis: &Analysis<'_, '_>) -> Vec<Section> {
    let persons = [
        ("-child", Person::Child),
        ("-mother", Person::Mother),
        ("-father", Person::Father),
        ("-parents", Person::Parents),
    ];
    let mut sections: Vec<Section> = Vec::new();
    for (at, label) in analysis.labels.all.iter().enumerate() {
        let said = label.meanings.iter().find_map(|meaning| {
            let class = analysis.labels.lexicon.classes.get(meaning.class)?;
            persons.iter().find(|(name, _)| *name == class.name).map(|(_, person)| *person)
        });
        let is_heading = label.starts_segment && label.fills_segment;
        if let Some(person) = said.filter(|_| is_heading && !has_value(analysis, label)) {
            sections.push(Section { person, label: at, is_column: false });
        }
    }
    let lines: Vec<usize> = sections
        .iter()
        .map(|s| analysis.labels.all.get(s.label).map_or(usize::MAX, |label| label.line))
        .collect();
    for (at, section) in sections.iter_mut().enumerate() {
        section.is_column =
            lines.iter().enumerate().any(|(other, line)| other != at && Some(line) == lines.get(at));
    }
    sections
}

/// `Mother: Anna Kowalska` is a value and no heading; a heading has only labels to its right.
fn has_value(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> bool {
    let next = label.segment + 1;
    label.has_colon
        && analysis
            .sheet
            .segments
            .get(next)
            .is_some_and(|segment| segment.line == label.line && !form::is_label(analysis, next))
}

/// Whose section a label stands in: the last heading above it, or to its left on its line.
fn person_of(analysis: &Analysis<'_, '_>, sections: &[Section], label: &Label<'_>) -> Option<Person> {
    let unit = analysis.sheet.unit(label.page);
    let is_left = |heading: &Label<'_>| heading.bbox.x0 <= label.bbox.x0 + 2.0 * unit;
    let (section, heading) = sections
        .iter()
        .filter_map(|section| Some((section, analysis.labels.all.get(section.label)?)))
        .filter(|(_, heading)| heading.span.end <= label.span.start && heading.page == label.page)
        .max_by(|(_, a), (_, b)| {
            a.line.cmp(&b.line).then(is_left(a).cmp(&is_left(b))).then(a.bbox.x0.total_cmp(&b.bbox.x0))
        })?;
    // Left of the columns of both parents stand labels that mean either.
    Some(if section.is_column && !is_left(heading) { Person::Parents } else { section.person })
}

/// What the section of a parent says, under the names of the parent's data points.
fn parent(analysis: &Analysis<'_, '_>, sections: &[Section], person: Person, prefix: &str) -> Vec<Pick> {
    let read = |name: &str, value_type: ValueType| -> Option<Pick> {
        let class = analysis.labels.lexicon.class_of(name)?;
        let born = analysis.labels.lexicon.class_of("-birth_surname");
        let own = |label: &&Label<'_>| {
            let is_of_birth = label.meanings.iter().any(|meaning| Some(meaning.class) == born);
            label.starts_segment
                && person_of(analysis, sections, label) == Some(person)
                && (name == "-birth_surname" || !is_of_birth)
        };
        let in_section = analysis.labels.of(name).filter(own).find_map(|label| {
            form::labelled(analysis, name, value_type, label, analysis.labels.weight(label, class))
        });
        in_section.or_else(|| in_column(analysis, sections, person, name, value_type))
    };
    let mut picks = Vec::new();
    let mut say = |suffix: &str, pick: Option<Pick>| {
        if let Some(mut pick) = pick {
            pick.data_point = format!("{prefix}_{suffix}");
            picks.push(pick);
        }
    };
    say("date_of_birth", read("date_of_birth", ValueType::Date));
    say("place_of_birth", read("place_of_birth", ValueType::Text));
    let (given, surname) = (read("given_names", ValueType::Text), read("surname", ValueType::Text));
    say("birth_surname", read("-birth_surname", ValueType::Text));
    let joined = given.zip(surname.clone()).map(|(given, surname)| {
        let spans: Vec<Range<usize>> = given.spans.iter().chain(&surname.spans).cloned().collect();
        Pick::new("", spans, format!("{} {}", given.raw, surname.raw), given.score.min(surname.score))
    });
    say("name", joined.or_else(|| read("-full_name", ValueType::Text)).or(surname));
    picks
}

/// The value of a row label in the column that a person heads.
fn in_column(
    analysis: &Analysis<'_, '_>,
    sections: &[Section],
    person: Person,
    name: &str,
    value_type: ValueType,
) -> Option<Pick> {
    let column = sections.iter().find(|section| section.is_column && section.person == person)?;
    let heading = analysis.labels.all.get(column.label)?;
    let unit = analysis.sheet.unit(heading.page);
    let class = analysis.labels.lexicon.class_of(name)?;
    let born = analysis.labels.lexicon.class_of("-birth_surname");
    analysis
        .labels
        .of(name)
        .filter(|label| {
            let is_of_birth = label.meanings.iter().any(|meaning| Some(meaning.class) == born);
            let is_below = label.page == heading.page && label.line > heading.line;
            is_below && label.bbox.x1 < heading.bbox.x0 && (name == "-birth_surname" || !is_of_birth)
        })
        .find_map(|label| {
            let row = analysis.sheet.lines.get(label.line)?;
            let cell =
                row.segments.clone().filter_map(|at| analysis.sheet.segments.get(at)).find(|segment| {
                    segment.tokens.start >= label.span.end
                        && (segment.bbox.x0 - heading.bbox.x0).abs() < COLUMN_REACH * unit
                })?;
            let weight = analysis.labels.weight(label, class);
            form::value(analysis, name, value_type, cell.tokens.clone(), 0.9 * weight)
        })
}

/// Given names and surname from a label that announces both.
fn split_name(analysis: &Analysis<'_, '_>, sections: &[Section], known: &[Pick]) -> Vec<Pick> {
    let childs = |label: &&Label<'_>| {
        label.starts_segment
            && !matches!(
                person_of(analysis, sections, label),
                Some(Person::Mother | Person::Father | Person::Parents)
            )
    };
    let Some((label, place)) = analysis
        .labels
        .of("-full_name")
        .filter(childs)
        .find_map(|label| Some((label, form::place(analysis, label)?)))
    else {
        return Vec::new();
    };
    let tokens = analysis.sheet.tokens.get(place.span.clone()).unwrap_or(&[]);
    let has_digit = tokens.iter().any(|token| token.text.chars().any(|c| c.is_ascii_digit()));
    if tokens.len() < 2 || has_digit {
        return Vec::new();
    }
    let comma = tokens.iter().position(|token| token.text.ends_with(','));
    let cut = match comma {
        Some(at) => at + 1,
        None if is_surname_first(analysis, label) => 1,
        None => tokens.len() - 1,
    };
    let (front, back) = (place.span.start..place.span.start + cut, place.span.start + cut..place.span.end);
    let is_reversed = comma.is_some() || is_surname_first(analysis, label);
    let (surname, given) = if is_reversed { (front, back) } else { (back, front) };
    let make = |name: &str, span: Range<usize>| {
        let raw = analysis.sheet.text(span.clone());
        let mut pick = Pick::new(name, vec![span], raw.trim_matches([',', ' ']), place.score * SPLIT);
        pick.is_fallback = true;
        pick
    };
    let mut picks = vec![make("given_names", given)];
    if !known.iter().any(|pick| pick.data_point == "surname") {
        picks.push(make("surname", surname));
    }
    picks
}

/// Whether the label names the surname first: `Nazwisko i imię`, `Nom et prénoms`.
fn is_surname_first(analysis: &Analysis<'_, '_>, label: &Label<'_>) -> bool {
    let folded = fold(&analysis.sheet.text(label.span.clone()));
    ["nazwisko", "nom", "familienname", "apellido", "cognome", "surname", "lastname"]
        .iter()
        .any(|word| folded.starts_with(word))
}
