//! Small misreadings of texts that were confirmed before are set right.

use perigee_model::ValueType;
use perigee_values::fold;
use rapidfuzz::fuzz;
use serde::{Deserialize, Serialize};

/// Likeness of letters and digits from which a reading is taken for a confirmed value (`research/extraction.md` 8.10).
const LIKE: f64 = 0.94;
/// How often a value must have been confirmed.
const CONFIRMED: u32 = 2;
/// Digits that may differ.
const DIGITS: usize = 2;

/// Confirmed values of the data points that hold addresses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Confirmations {
    /// Position of the data point, folded value, printed value, how often it was confirmed.
    values: Vec<(u8, String, String, u32)>,
}

impl Confirmations {
    /// Whether values of a type are snapped: names have spellings that are all right, addresses have not.
    pub fn are_kept(value_type: ValueType) -> bool {
        value_type == ValueType::Address
    }

    /// Counts a confirmed value.
    pub fn insert(&mut self, field: usize, value: &str) {
        let (Ok(field), folded) = (u8::try_from(field), fold(value)) else { return };
        match self.values.iter_mut().find(|(f, known, ..)| *f == field && *known == folded) {
            // The latest spelling is what people want now.
            Some((_, _, printed, count)) => (*printed, *count) = (value.to_owned(), *count + 1),
            None => self.values.push((field, folded, value.to_owned(), 1)),
        }
    }

    /// The confirmed value that a reading misspells, unless it is printed exactly so.
    pub fn find(&self, field: usize, reading: &str) -> Option<&str> {
        let folded = fold(reading);
        let comparator = fuzz::RatioBatchComparator::new(folded.chars());
        self.values
            .iter()
            .filter(|(f, _, _, count)| usize::from(*f) == field && *count >= CONFIRMED)
            .filter(|(_, known, ..)| known.len().abs_diff(folded.len()) <= folded.len() / 8)
            .map(|(_, known, printed, _)| (comparator.similarity(known.chars()), known, printed))
            .filter(|(like, known, _)| *like >= LIKE && digits_differ(known, &folded) <= DIGITS)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, _, printed)| printed.as_str())
            .filter(|printed| *printed != reading)
    }
}

/// How many digits of one text the other has not, in order.
fn digits_differ(a: &str, b: &str) -> usize {
    let digits = |text: &str| -> Vec<char> { text.chars().filter(char::is_ascii_digit).collect() };
    let (a, b) = (digits(a), digits(b));
    a.len().abs_diff(b.len()) + a.iter().zip(&b).filter(|(a, b)| a != b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_letter_of_a_known_address_is_set_right() {
        let mut known = Confirmations::default();
        known.insert(1, "12, Jalan Besar, 43000 Kajang");
        assert_eq!(known.find(1, "12, Jalan Besor, 43000 Kajang"), None, "confirmed once only");
        known.insert(1, "12, Jalan Besar, 43000 Kajang");
        assert_eq!(known.find(1, "12, Jalan Besor, 43000 Kajang"), Some("12, Jalan Besar, 43000 Kajang"));
        assert_eq!(known.find(1, "12, Jalan Besar, 43000 Kajang"), None, "nothing to set right");
        assert_eq!(known.find(1, "98, Jalan Besar, 17000 Kajang"), None, "another house");
        assert_eq!(known.find(2, "12, Jalan Besor, 43000 Kajang"), None, "another data point");
    }
}
