//! Invoices of a look that says nothing of what invoices say: one that was confirmed is the best evidence of the kind.

use indexmap::IndexMap;
use perigee_model::{Page, ProcessType, process_type};
use perigee_understand::learn::{self, Confirmed, Model, Options};

use crate::form::{page, values};

fn invoices() -> &'static ProcessType {
    process_type::find_by_short_name("invoices").unwrap()
}

/// A bill in a language that no label is known of.
fn bill(number: usize) -> (Vec<Page>, IndexMap<String, Vec<String>>) {
    let code = format!("LS-{}", 5100 + 41 * number);
    let sum = format!("{}.40", 210 + 7 * number);
    let lines = [
        (60.0, "VENESATAMA OY AB TURKU".to_owned()),
        (60.0, "Satamakatu seitseman Turku".to_owned()),
        (60.0, format!("Lasku viite {code}")),
        (60.0, "Asiakas Kalle Virtanen".to_owned()),
        (60.0, "Laituripaikka kesakaudelta".to_owned()),
        (60.0, format!("Maksettava summa {sum}")),
        (60.0, "Kiitos kaynnista tervetuloa uudelleen".to_owned()),
    ];
    let lines: Vec<(f32, &str)> = lines.iter().map(|(x, line)| (*x, line.as_str())).collect();
    (vec![page(&lines)], values(&[("invoice_number", &code), ("gross_total", &sum)]))
}

fn number(pages: &[Page], model: Option<&Model>) -> Option<(String, f32)> {
    let found = perigee_understand::extract_with(pages, invoices(), None, model);
    let reading = found.readings.into_iter().find(|reading| reading.data_point == "invoice_number")?;
    Some((reading.raw_value, reading.confidence.get()))
}

#[test]
fn values_of_a_confirmed_look_are_as_sure_as_before_on_the_next_paper_of_it() {
    let (pages, fields) = bill(1);
    let model = learn::train(invoices(), &[Confirmed::new(&pages, &fields)], &Options::default()).unwrap();
    let (next, expected) = bill(2);
    let (read, sure) = number(&next, Some(&model)).expect("the place was confirmed");
    assert_eq!(read, expected["invoice_number"][0]);
    // The words of this paper name no invoice: without a confirmed one like it nothing is sure.
    let doubted = number(&next, None).map_or(0.0, |(_, sure)| sure);
    assert!(sure > 0.6 && doubted < 0.3, "{sure} {doubted}");
}
