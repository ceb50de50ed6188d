//! Printed texts to values of every type: a canonical value converts to itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use perigee_model::ValueType;
use perigee_values::{Context, convert, fault};

const TYPES: [ValueType; 11] = [
    ValueType::Date,
    ValueType::Time,
    ValueType::Amount,
    ValueType::Number,
    ValueType::Percent,
    ValueType::Iban,
    ValueType::Bic,
    ValueType::VatId,
    ValueType::Email,
    ValueType::Phone,
    ValueType::Url,
];

fuzz_target!(|text: &str| {
    let context = Context::default();
    for value_type in TYPES {
        if let Some(value) = convert(value_type, text, &context) {
            let again = convert(value_type, &value, &context);
            // `1.010` is a number of three decimals as a value, and one of thousands as a print.
            let is_ambiguous = value.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
            assert!(is_ambiguous || again.as_deref() == Some(value.as_str()), "{value_type:?}: {value} {again:?}");
            fault(value_type, &value);
        }
    }
});
