//! What printed names of columns mean, one by one: for grids that people lay over tables.

use perigee_model::DataPoint;

use super::names::{Names, folded_word};

/// For each printed name the column of the data point that it means, each column once; `None` where it is not known.
pub fn column_meanings(point: &DataPoint, printed: &[String]) -> Vec<Option<String>> {
    let names = Names::of(point, true, &[]);
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for (at, name) in printed.iter().enumerate() {
        let words: Vec<String> = name.split_whitespace().map(folded_word).collect();
        let whole = names.find(&words);
        let meanings = if whole.is_empty() {
            names.longest(&words).map(|(_, meanings)| meanings).unwrap_or_default()
        } else {
            whole
        };
        found.extend(meanings.into_iter().map(|(header, weight)| (weight, at, header)));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut meant: Vec<Option<usize>> = vec![None; printed.len()];
    for (_, at, header) in found {
        if meant[at].is_none() && !meant.contains(&Some(header)) {
            meant[at] = Some(header);
        }
    }
    let name = |header: usize| point.headers.get(header).map(|header| header.name.clone());
    meant.into_iter().map(|header| header.and_then(name)).collect()
}

#[cfg(test)]
mod tests {
    use perigee_model::process_type;

    use super::*;

    #[test]
    fn names_of_line_items_are_known_in_several_languages_and_each_column_is_meant_once() {
        let kind = process_type::find_by_short_name("invoices").unwrap();
        let point = kind.data_points.iter().find(|point| point.name == "items").unwrap();
        let printed = ["Bezeichnung", "Menge", "Einzelpreis", "Betrag", "Betrag", ""].map(str::to_owned);
        let meant = column_meanings(point, &printed);
        let meant: Vec<&str> = meant.iter().map(|name| name.as_deref().unwrap_or("-")).collect();
        assert_eq!(meant, ["description", "quantity", "unit_price", "amount", "-", "-"]);
    }
}
