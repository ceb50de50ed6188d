//! What data points a process may ask for.

use std::collections::HashSet;

use perigee_model::{DataPoint, Header, ProcessType, ValueType};

/// Data points of a process at most; the longest ready-made list has under sixty.
const MOST: usize = 200;
/// Columns of a table at most.
const HEADERS_MOST: usize = 40;
/// Literals of an `enum` at most.
const LITERALS_MOST: usize = 200;
/// Synonyms of a data point at most.
const SYNONYMS_MOST: usize = 20;
/// Characters of a name at most.
const NAME_MOST: usize = 64;
/// Characters of a label, a synonym, a literal or a group at most.
const LABEL_MOST: usize = 100;
/// Characters of a description at most.
const DESCRIPTION_MOST: usize = 500;

/// Everything that is wrong with a list of data points, each in a sentence that names the data point.
pub(super) fn faults(kind: &ProcessType, points: &[DataPoint]) -> Vec<String> {
    let mut faults = Vec::new();
    if points.len() > MOST {
        faults.push(format!("a process has {MOST} data points at most"));
    }
    let mut seen = HashSet::new();
    for point in points {
        let mut found = faults_of(kind, point);
        if !seen.insert(point.name.as_str()) {
            found.push("the name is taken by another data point".to_owned());
        }
        let name = if point.name.is_empty() { &point.label } else { &point.name };
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    faults
}

fn faults_of(kind: &ProcessType, point: &DataPoint) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(fault_of_name(&point.name));
    faults.extend(fault_of_line("the label", &point.label));
    if point.group.chars().count() > LABEL_MOST {
        faults.push(format!("the group has {LABEL_MOST} characters at most"));
    }
    if point.description.chars().count() > DESCRIPTION_MOST {
        faults.push(format!("the description has {DESCRIPTION_MOST} characters at most"));
    }
    if point.synonyms.len() > SYNONYMS_MOST {
        faults.push(format!("there are {SYNONYMS_MOST} synonyms at most"));
    }
    faults.extend(point.synonyms.iter().filter_map(|synonym| fault_of_line("a synonym", synonym)));
    let ready_made = kind.find_data_point(&point.name);
    if let Some(known) = ready_made.filter(|known| known.value_type != point.value_type) {
        let is = literal(known.value_type);
        faults.push(format!(
            "the data point is ready-made, and its type is {is}; take another name for another type"
        ));
    }
    faults.extend(faults_of_literals(point));
    faults.extend(faults_of_headers(point));
    faults
}

fn faults_of_literals(point: &DataPoint) -> Vec<String> {
    let is_enum = point.value_type == ValueType::Enum;
    let mut faults: Vec<String> =
        point.literals.iter().filter_map(|literal| fault_of_line("a literal", literal)).collect();
    match (is_enum, point.literals.len()) {
        (true, 0) => faults.push("an enum needs its literals".to_owned()),
        (true, count) if count > LITERALS_MOST => {
            faults.push(format!("an enum has {LITERALS_MOST} literals at most"));
        }
        (false, 1..) => faults.push("only an enum has literals".to_owned()),
        _ => {}
    }
    faults
}

fn faults_of_headers(point: &DataPoint) -> Vec<String> {
    if point.value_type != ValueType::Table {
        let has_none = point.headers.is_empty();
        return if has_none { Vec::new() } else { vec!["only a table has headers".to_owned()] };
    }
    let mut faults = Vec::new();
    if !(1..=HEADERS_MOST).contains(&point.headers.len()) {
        faults.push(format!("a table has between 1 and {HEADERS_MOST} headers"));
    }
    let mut seen = HashSet::new();
    for header in &point.headers {
        faults.extend(
            faults_of_header(header).into_iter().map(|fault| format!("header {}: {fault}", header.name)),
        );
        if !seen.insert(header.name.as_str()) {
            faults.push(format!("header {}: the name is taken by another header", header.name));
        }
    }
    faults
}

fn faults_of_header(header: &Header) -> Vec<String> {
    let mut faults: Vec<String> = fault_of_name(&header.name).into_iter().collect();
    faults.extend(fault_of_line("the label", &header.label));
    if matches!(header.value_type, ValueType::Table | ValueType::Enum) {
        faults.push("cells are no tables and no enums".to_owned());
    }
    faults
}

fn fault_of_name(name: &str) -> Option<String> {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_name = begins_well && name.len() <= NAME_MOST && name.chars().all(is_word);
    let fault =
        format!("a name is 1 to {NAME_MOST} small letters, digits and underscores, the first a letter");
    (!is_name).then_some(fault)
}

fn fault_of_line(what: &str, text: &str) -> Option<String> {
    let is_line =
        !text.trim().is_empty() && text.chars().count() <= LABEL_MOST && !text.chars().any(char::is_control);
    (!is_line).then(|| format!("{what} has between 1 and {LABEL_MOST} characters in one line"))
}

/// As the API writes it.
fn literal(value_type: ValueType) -> String {
    serde_json::to_value(value_type)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A name for a label: `Número de póliza` → `numero_de_poliza`; `None` where no letter or digit is left.
///
/// Others that are taken get a number behind it.
pub(super) fn name_for(label: &str, taken: &[DataPoint]) -> Option<String> {
    let words = label.split(|c: char| !c.is_alphanumeric()).map(perigee_values::fold);
    let words: Vec<String> = words.filter(|word| !word.is_empty() && word.is_ascii()).collect();
    let joined = words.join("_");
    let begun = joined.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let name: String = begun.chars().take(NAME_MOST - 4).collect();
    let is_free = |name: &str| taken.iter().all(|point| point.name != name);
    if name.is_empty() {
        return None;
    }
    if is_free(&name) {
        return Some(name);
    }
    (2..1000).map(|number| format!("{name}_{number}")).find(|name| is_free(name))
}

#[cfg(test)]
mod tests {
    use perigee_model::{Occurrence, process_type};

    use super::*;

    fn point(name: &str, value_type: ValueType) -> DataPoint {
        DataPoint {
            name: name.to_owned(),
            label: name.to_owned(),
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

    fn told(points: &[DataPoint]) -> Vec<String> {
        faults(process_type::find_by_short_name("invoices").unwrap(), points)
    }

    #[test]
    fn the_ready_made_lists_are_without_fault() {
        for kind in process_type::list() {
            assert_eq!(faults(kind, &kind.data_points), Vec::<String>::new(), "{}", kind.name);
        }
    }

    #[test]
    fn each_fault_names_its_data_point() {
        assert_eq!(told(&[point("policy", ValueType::Text), point("policy", ValueType::Date)]).len(), 1);
        assert!(told(&[point("Policy No", ValueType::Text)])[0].starts_with("Policy No: a name is"));
        assert!(told(&[point("iban", ValueType::Text)])[0].contains("its type is iban"));
        assert!(told(&[point("state", ValueType::Enum)])[0].contains("needs its literals"));
        assert!(told(&[point("rows", ValueType::Table)])[0].contains("between 1 and 40 headers"));
        let mut odd = point("policy", ValueType::Text);
        odd.label = "two\nlines".to_owned();
        odd.literals = vec!["a".to_owned()];
        odd.synonyms = vec![" ".to_owned()];
        assert_eq!(told(&[odd]).len(), 3);
    }

    #[test]
    fn names_are_made_of_labels() {
        let taken = [point("policy_no", ValueType::Text)];
        assert_eq!(name_for("Numéro de police (neuf)", &taken).as_deref(), Some("numero_de_police_neuf"));
        assert_eq!(name_for("Policy no.", &taken).as_deref(), Some("policy_no_2"));
        assert_eq!(name_for("2nd name", &taken).as_deref(), Some("nd_name"));
        assert_eq!(name_for("!!", &taken), None);
        assert!(name_for(&"x".repeat(200), &taken).is_some_and(|name| fault_of_name(&name).is_none()));
    }
}
