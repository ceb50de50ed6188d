//! Papers that a process does not read, as a customer sends them to it.

use perigee_model::{Extraction, process_type};
use perigee_synth::{Language, order};

use crate::{in_process, read_bytes};

fn read_as(pdf: &[u8], short_name: &str) -> Extraction {
    let engine = in_process();
    let kind = process_type::find_by_short_name(short_name).unwrap();
    engine.extract(&read_bytes(&engine, pdf).unwrap().pages, kind, None, None)
}

/// Data points with .9 and more.
fn sure(found: &Extraction) -> Vec<&str> {
    let sure = found.readings.iter().filter(|reading| reading.confidence.get() >= 0.9);
    sure.map(|reading| reading.data_point.as_str()).collect()
}

#[test]
fn an_order_that_is_sent_to_passports_is_no_sure_passport_and_stays_a_sure_order() {
    for index in 0..6 {
        let drawn = order::drawn(&Language::ALL, 95, index);
        let own = read_as(&drawn.pdf, "purchase_orders");
        assert!(sure(&own).contains(&"order_number"), "{}: {:?}", drawn.file_name, sure(&own));
        for other in ["passports", "driving_licenses", "birth_certificates", "utility_bills"] {
            let found = read_as(&drawn.pdf, other);
            let sure: Vec<&str> = sure(&found).into_iter().filter(|name| *name != "iban").collect();
            assert_eq!(sure, [""; 0], "{} as {other}", drawn.file_name);
        }
    }
}
