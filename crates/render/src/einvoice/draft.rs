//! An invoice that is being filled.

use indexmap::IndexMap;
use perigee_model::{EInvoice, EInvoiceSyntax};

use super::xml::Element;

/// Values of one data point that are kept.
const MAX_VALUES: usize = 20;

/// An invoice that is being filled; what is absent or blank leaves nothing.
pub(super) struct Draft(pub EInvoice);

impl Draft {
    pub(super) fn new(syntax: EInvoiceSyntax, profile: Option<String>) -> Self {
        Self(EInvoice::new(syntax, profile.unwrap_or_default()))
    }

    /// Adds a value; the same one again is not added.
    pub(super) fn add(&mut self, name: &str, value: Option<String>) {
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let values = self.0.values.entry(name.to_owned()).or_default();
        if values.len() < MAX_VALUES && !values.contains(&value) {
            values.push(value);
        }
    }

    /// Adds values of a data point that may have many.
    pub(super) fn add_all(&mut self, name: &str, values: Vec<String>) {
        for value in values {
            self.add(name, Some(value));
        }
    }

    /// The invoice, without parties that are told twice: what is paid and where goods go is told where it differs.
    pub(super) fn finish(mut self) -> EInvoice {
        let values = &mut self.0.values;
        if values.get("payee_name") == values.get("seller_name") {
            values.shift_remove("payee_name");
        }
        let differs = |name: &str, buyer: &str| {
            values.get(name).is_some_and(|own| values.get(buyer).is_none_or(|other| own != other))
        };
        if !differs("delivery_name", "buyer_name") && !differs("delivery_address", "buyer_address") {
            values.shift_remove("delivery_name");
            values.shift_remove("delivery_address");
        }
        self.0
    }

    /// Adds a value where there is none yet.
    pub(super) fn complete(&mut self, name: &str, value: Option<String>) {
        if !self.0.values.contains_key(name) {
            self.add(name, value);
        }
    }
}

/// A row of a table that is being filled.
#[derive(Default)]
pub(super) struct RowDraft(pub IndexMap<String, String>);

impl RowDraft {
    pub(super) fn add(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.0.entry(name.to_owned()).or_insert(value);
        }
    }
}

/// A text with an attribute that says what it is, e.g. the scheme of an id.
pub(super) fn text_where(of: &Element, path: &str, attribute: &str, is: &str) -> Option<String> {
    let fits = |element: &&&Element| element.attribute(attribute).is_some_and(|v| v.eq_ignore_ascii_case(is));
    of.all(path).iter().find(fits)?.own_text()
}

/// Parts of an address in one line.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Postcode and town in one part.
pub(super) fn place(postcode: Option<String>, town: Option<String>) -> Option<String> {
    match (postcode, town) {
        (Some(postcode), Some(town)) => Some(format!("{postcode} {town}")),
        (postcode, town) => postcode.or(town),
    }
}

/// A day as `YYYY-MM-DD`, from that with or without dashes and with or without a time behind.
pub(super) fn day(text: Option<String>) -> Option<String> {
    let text = text?;
    let is_digits = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if let Some(date) = text.get(..10).filter(|date| date.bytes().filter(|&b| b == b'-').count() == 2) {
        return Some(date.to_owned());
    }
    if text.len() >= 8 && is_digits(text.get(..8)) {
        return Some(format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..8)?));
    }
    Some(text)
}

/// The discount in terms as XRechnung writes them for machines: `#SKONTO#TAGE=7#PROZENT=2.00#`.
pub(super) fn discount_percent(terms: &str) -> Option<String> {
    let percent = terms.split("#SKONTO#").nth(1)?.split("PROZENT=").nth(1)?.split('#').next()?;
    (!percent.is_empty()).then(|| percent.to_owned())
}

/// A sum of decimals with at most this many digits behind the point, exact; `None` when one is none.
pub(super) fn sum(amounts: &[String]) -> Option<String> {
    const PLACES: usize = 6;
    let parse = |text: &String| -> Option<i128> {
        let (sign, text) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let is_decimal = part.len() <= PLACES
            && whole.len() <= 20
            && !(whole.is_empty() && part.is_empty())
            && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
        if !is_decimal {
            return None;
        }
        format!("{whole}{part:0<PLACES$}").parse::<i128>().ok().map(|number| sign * number)
    };
    let total: i128 = amounts.iter().map(parse).sum::<Option<i128>>()?;
    let (sign, digits) = (if total < 0 { "-" } else { "" }, format!("{:0>7}", total.abs()));
    let (whole, part) = digits.split_at(digits.len() - PLACES);
    let part = part.trim_end_matches('0');
    (!amounts.is_empty()).then(|| format!("{sign}{whole}.{part:0<2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_and_what_is_no_number_has_none() {
        let of = |amounts: &[&str]| sum(&amounts.iter().map(|&amount| amount.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["0.1", "0.2", "-1"]).as_deref(), Some("-0.70"));
        assert_eq!(of(&["12", ".5", "3.125"]).as_deref(), Some("15.625"));
        assert_eq!(of(&["1,5"]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn the_discount_is_taken_from_terms_for_machines() {
        let terms = "#SKONTO#TAGE=7#PROZENT=2.00# #SKONTO#TAGE=14#PROZENT=1.00#";
        assert_eq!(discount_percent(terms).as_deref(), Some("2.00"));
        assert_eq!(discount_percent("2 % Skonto"), None);
    }

    #[test]
    fn days_become_iso_and_odd_ones_stay() {
        let of = |text: &str| day(Some(text.to_owned()));
        assert_eq!(of("20241231").as_deref(), Some("2024-12-31"));
        assert_eq!(of("202412311530").as_deref(), Some("2024-12-31"));
        assert_eq!(of("2024-12-31T10:00:00Z").as_deref(), Some("2024-12-31"));
        assert_eq!(of("soon").as_deref(), Some("soon"));
        assert_eq!(of("é").as_deref(), Some("é"));
    }
}
