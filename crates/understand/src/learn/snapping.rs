//! Small misreadings of texts that were confirmed before are set right.

use perigee_model::ValueType;
use perigee_values::fold;
use rapidfuzz::fuzz;
use serde::{Deserialize, Serialize};

/// Likeness of letters and digits from which a reading is taken for a confirmed value (`research/extraction.md` 8.10).
const LIKE: f64 = 0.94;
/// How often a spelling must have been confirmed.
const CONFIRMED: u32 = 2;
/// Share of a value's confirmations that one spelling must have: people who differ in a comma say nothing.
const AGREED: f32 = 0.67;
/// Digits that may differ.
const DIGITS: usize = 2;

/// Confirmed values of the data points that hold addresses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Confirmations {
    values: Vec<Known>,
}

/// A confirmed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Known {
    field: u8,
    folded: String,
    /// Each spelling, and how often it was confirmed.
    spellings: Vec<(String, u32)>,
}

impl Known {
    /// The spelling that people agree on.
    fn spelling(&self) -> Option<&str> {
        let all: u32 = self.spellings.iter().map(|(_, count)| count).sum();
        let (spelling, count) = self.spellings.iter().max_by_key(|(_, count)| *count)?;
        (*count >= CONFIRMED && *count as f32 >= AGREED * all as f32).then_some(spelling)
    }
}

impl Confirmations {
    /// Whether values of a type are snapped: names have spellings that are all right, addresses have not.
    pub fn are_kept(value_type: ValueType) -> bool {
        value_type == ValueType::Address
    }

    /// Counts a confirmed value.
    pub fn insert(&mut self, field: usize, value: &str) {
        let (Ok(field), folded) = (u8::try_from(field), fold(value)) else { return };
        let known = match self.values.iter().position(|k| k.field == field && k.folded == folded) {
            Some(at) => at,
            None => {
                self.values.push(Known { field, folded, spellings: Vec::new() });
                self.values.len() - 1
            }
        };
        let spellings = &mut self.values[known].spellings;
        match spellings.iter_mut().find(|(spelling, _)| spelling == value) {
            Some((_, count)) => *count += 1,
            None => spellings.push((value.to_owned(), 1)),
        }
    }

    /// The confirmed value that a reading misspells, unless it is printed exactly so.
    pub fn find(&self, field: usize, reading: &str) -> Option<&str> {
        let folded = fold(reading);
        let comparator = fuzz::RatioBatchComparator::new(folded.chars());
        self.values
            .iter()
            .filter(|known| usize::from(known.field) == field)
            .filter(|known| known.folded.len().abs_diff(folded.len()) <= folded.len() / 8)
            .filter_map(|known| Some((comparator.similarity(known.folded.chars()), known, known.spelling()?)))
            .filter(|(like, known, _)| *like >= LIKE && digits_differ(&known.folded, &folded) <= DIGITS)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, _, spelling)| spelling)
            .filter(|spelling| *spelling != reading)
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
