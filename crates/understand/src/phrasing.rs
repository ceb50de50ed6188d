//! How the label of a data point may be printed: abbreviated, turned round, in the plural, with or without "number".

use std::collections::BTreeSet;

use perigee_model::{DataPoint, ProcessType, ValueType};

/// Words that are printed for each other.
const SAME: &[&[&str]] = &[
    &["number", "num", "no", "nr", "nbr", "#", "id"],
    &["nummer", "nr", "no"],
    &["numero", "n", "no", "num"],
    &["numer", "nr"],
    &["amount", "amt", "total", "sum", "value"],
    &["reference", "ref", "number", "no", "#"],
    &["account", "acct", "a c"],
    &["address", "addr"],
    &["department", "dept"],
    &["quantity", "qty"],
    &["customer", "cust", "client"],
    &["invoice", "inv"],
    &["telephone", "phone", "tel"],
    &["phone", "telephone", "tel"],
    &["organization", "organisation", "org"],
    &["company", "co"],
    &["date", "dt"],
    &["manager", "mgr"],
    &["percent", "percentage", "%"],
    &["description", "desc"],
    &["code", "no", "number"],
];
/// Words that only say of what kind a value is.
const KIND_WORDS: &[&str] = &[
    "number",
    "num",
    "no",
    "nr",
    "nummer",
    "numero",
    "numer",
    "amount",
    "date",
    "name",
    "id",
    "code",
    "value",
    "reference",
    "ref",
];
/// Endings and beginnings of the names of both ends of a period.
const ENDS: &[(&str, &str)] = &[
    ("from", "to"),
    ("start", "end"),
    ("begin", "end"),
    ("first", "last"),
    ("von", "bis"),
    ("debut", "fin"),
    ("od", "do"),
];
/// Phrases of one data point; a label of ten words has no more than half of these, and a few synonyms the rest.
const MAX_PHRASES: usize = 240;

/// The phrases that announce a data point; weak ones begin with `~`.
pub fn of(point: &DataPoint) -> Vec<String> {
    let mut phrases = Vec::new();
    let own = [point.label.clone(), point.name.replace('_', " ")];
    for label in own.iter().chain(&point.synonyms) {
        let words = words(label);
        phrases.extend(variants(&words));
        if words.len() > 1 {
            turned(point.value_type, &words, &mut phrases);
        }
        if let [stem @ .., last] = words.as_slice()
            && !stem.is_empty()
            && KIND_WORDS.contains(&last.as_str())
        {
            phrases.push(format!("~{}", stem.join(" ")));
        }
        if let [only] = words.as_slice() {
            let added: &[&str] = match point.value_type {
                ValueType::Text => &["name"],
                ValueType::Date => &["date"],
                ValueType::Amount => &["amount", "total"],
                ValueType::Address => &["address"],
                _ => &[],
            };
            phrases.extend(added.iter().map(|word| format!("{only} {word}")));
        }
    }
    let mut seen = BTreeSet::new();
    phrases.retain(|phrase| seen.insert(phrase.trim_start_matches('~').to_owned()));
    phrases.truncate(MAX_PHRASES);
    phrases
}

/// The two ends of each period of a type: `flight_from` and `flight_to`.
pub fn pairs(kind: &ProcessType) -> Vec<(&DataPoint, &DataPoint)> {
    let dates = || kind.data_points.iter().filter(|point| point.value_type == ValueType::Date);
    dates()
        .filter_map(|start| {
            let (stem, end) = ends(&start.name)?;
            dates().find(|point| ends_with(&point.name, &stem, end)).map(|point| (start, point))
        })
        .collect()
}

/// The phrases that announce both ends of a period together.
pub fn of_range(start: &str) -> Vec<String> {
    let stem = ends(start).map(|(stem, _)| stem.replace('_', " ")).unwrap_or_default();
    let of_stem = [
        "",
        " date",
        " dates",
        " period",
        " start end",
        " start date end date",
        " start end date",
        " range",
        " duration",
    ];
    let mut phrases: Vec<String> = of_stem
        .iter()
        .map(|word| format!("{stem}{word}").trim().to_owned())
        .filter(|phrase| !phrase.is_empty())
        .collect();
    phrases.extend(
        ["~dates", "~period", "~from", "~start date end date", "~zeitraum", "~periode", "~okres"]
            .map(str::to_owned),
    );
    phrases
}

/// What a name says besides being the first end of a period, and the word for the other end.
fn ends(name: &str) -> Option<(String, &'static str)> {
    ENDS.iter().find_map(|(start, end)| {
        let stem = name
            .strip_suffix(start)
            .or_else(|| name.strip_prefix(start))
            .or_else(|| name.strip_suffix(&format!("{start}_date")))?;
        Some((stem.trim_matches('_').to_owned(), *end))
    })
}

fn ends_with(name: &str, stem: &str, end: &str) -> bool {
    let rest = name.replace("_date", "");
    let rest = rest.strip_suffix(end).or_else(|| rest.strip_prefix(end));
    rest.is_some_and(|rest| rest.trim_matches('_') == stem)
}

/// The words of a label, in lower case: also those of `contractNumber` and `Contract No.`.
fn words(label: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_lower = false;
    for c in label.chars() {
        if !c.is_alphanumeric() && c != '#' && c != '%' {
            words.push(String::new());
        } else {
            if c.is_uppercase() && is_lower {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        is_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words as they are, each exchanged for one that is printed for it, and the last in the plural or singular.
fn variants(words: &[String]) -> Vec<String> {
    let mut all = vec![words.join(" ")];
    for (at, word) in words.iter().enumerate() {
        for other in SAME.iter().filter(|same| same.contains(&word.as_str())).flat_map(|same| same.iter()) {
            let mut exchanged = words.to_vec();
            if let Some(place) = exchanged.get_mut(at) {
                (*other).clone_into(place);
            }
            all.push(exchanged.join(" "));
        }
    }
    if let Some(last) = words.last().filter(|word| word.len() > 3) {
        let whole = words.join(" ");
        all.push(match last.ends_with('s') {
            true => whole.trim_end_matches('s').to_owned(),
            false => format!("{whole}s"),
        });
    }
    all
}

/// `Gross amount` is also `total gross`, `gross`, and `date of contract` the contract date.
fn turned(value_type: ValueType, words: &[String], phrases: &mut Vec<String>) {
    let Some((last, stem)) = words.split_last() else { return };
    let stem = stem.join(" ");
    match value_type {
        ValueType::Amount
            if SAME.iter().any(|same| same.contains(&"amount") && same.contains(&last.as_str())) =>
        {
            phrases.extend(["total", "amount"].map(|word| format!("{word} {stem}")));
            phrases.extend(["charges", "cost", "price", "order total"].map(|word| format!("{stem} {word}")));
            phrases.push(format!("total {stem} amount"));
            phrases.push(stem);
        }
        ValueType::Date if last == "date" => phrases.push(format!("date of {stem}")),
        ValueType::Text if last == "name" => phrases.push(format!("name of {stem}")),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use perigee_model::Occurrence;

    use super::*;

    fn point(name: &str, label: &str, value_type: ValueType) -> DataPoint {
        DataPoint {
            name: name.to_owned(),
            label: label.to_owned(),
            value_type,
            occurrence: Occurrence::One,
            mandatory: false,
            literals: Vec::new(),
            headers: Vec::new(),
            group: String::new(),
            description: String::new(),
            synonyms: Vec::new(),
        }
    }

    #[test]
    fn a_label_is_also_found_abbreviated_and_turned_round() {
        let number = of(&point("contract_number", "Contract number", ValueType::Text));
        for phrase in ["contract number", "contract no", "contract #", "~contract"] {
            assert!(number.iter().any(|known| known == phrase), "{phrase}: {number:?}");
        }
        let amount = of(&point("gross_amount", "Gross amount", ValueType::Amount));
        for phrase in ["gross amount", "gross total", "total gross", "gross"] {
            assert!(amount.iter().any(|known| known == phrase), "{phrase}: {amount:?}");
        }
    }

    #[test]
    fn names_in_camel_case_are_words() {
        assert_eq!(words("contractNumber"), ["contract", "number"]);
        assert_eq!(words("Flight_From"), ["flight", "from"]);
    }

    #[test]
    fn the_ends_of_a_period_belong_together() {
        assert_eq!(ends("flight_from"), Some(("flight".to_owned(), "to")));
        assert_eq!(ends("start_date"), Some(("date".to_owned(), "end")));
        assert!(ends_with("flight_to", "flight", "to"));
        assert!(!ends_with("contract_to", "flight", "to"));
    }
}
