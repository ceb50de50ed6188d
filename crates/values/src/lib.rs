//! Printed text to typed values, and rules that values must satisfy.
//!
//! Nothing here is learned: finding a value on a page is left to `perigee-understand`.

pub mod amount;
pub mod bic;
pub mod checks;
pub mod contact;
pub mod country;
pub mod currency;
pub mod date;
pub mod fold;
pub mod iban;
pub mod literal;
pub mod mrz;
pub mod payment_code;
pub mod text;
pub mod time;
pub mod vat_id;

use perigee_model::ValueType;

pub use date::DateOrder;
pub use fold::fold;

/// What a converter must know about the document that a text is printed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// Which of day and month is printed first.
    pub date_order: DateOrder,
    /// The decimal mark of the document, where it is known; decides `1.234`.
    pub decimal_mark: Option<char>,
    /// The allowed values of an `enum`.
    pub literals: &'a [String],
}

/// The canonical value of a printed text; `None` when it is none of this type.
///
/// A canonical value converts to itself. Tables have no value of their own and give `None`.
pub fn convert(value_type: ValueType, printed: &str, context: &Context<'_>) -> Option<String> {
    match value_type {
        ValueType::Text | ValueType::Address => text::canonical(printed),
        ValueType::Date => date::parse(printed, context.date_order).map(|date| date.to_string()),
        ValueType::Time => time::canonical(printed),
        ValueType::Amount => amount::parse(printed, context.decimal_mark).map(|a| amount::canonical(a.value)),
        ValueType::Number => {
            amount::parse_number(printed, context.decimal_mark).map(amount::canonical_number)
        }
        ValueType::Percent => {
            amount::parse_percent(printed, context.decimal_mark).map(amount::canonical_number)
        }
        ValueType::Currency => currency::find(printed).map(str::to_owned),
        ValueType::Country => country::find(printed).map(str::to_owned),
        ValueType::Iban => iban::canonical(printed),
        ValueType::Bic => bic::canonical(printed),
        ValueType::VatId => vat_id::canonical(printed),
        ValueType::Email => contact::email(printed),
        ValueType::Phone => contact::phone(printed),
        ValueType::Url => contact::url(printed),
        ValueType::Enum => literal::find(printed, context.literals),
        ValueType::Bool => literal::boolean(printed).map(|value| value.to_string()),
        ValueType::Table => None,
    }
}

/// Why a canonical value contradicts its own type, in a sentence; `None` when nothing speaks against it.
pub fn fault(value_type: ValueType, value: &str) -> Option<String> {
    match value_type {
        ValueType::Iban => iban::fault(value),
        ValueType::VatId => vat_id::fault(value),
        _ => None,
    }
}
