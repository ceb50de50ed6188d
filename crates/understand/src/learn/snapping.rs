//! Small misreadings of texts that were confirmed before are set right.

use perigee_model::ValueType;
use perigee_values::fold;
use rapidfuzz::fuzz;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Likeness of letters and digits from which a reading is taken for a confirmed value (`research/extraction.md` 8.10).
const LIKE: f64 = 0.94;
/// The same where the words were recognised and letters of them may be wrong.
///
/// Of the 56 development receipts that come as pictures, none was taken for another merchant's at this.
const LIKE_UNSURE: f64 = 0.84;
/// How much less like the next confirmed value must be then.
const APART: f64 = 0.04;
/// How often a spelling must have been confirmed.
const CONFIRMED: u32 = 2;
/// Share of a value's confirmations that one spelling must have: people who differ in a comma say nothing.
const AGREED: f32 = 0.67;
/// Digits that may differ.
const DIGITS: usize = 2;

/// Characters at one end of two texts of which the other differs by a misreading.
///
/// Two texts as like as [`LIKE`] differ by three characters in a hundred: one end is the same.
const END: usize = 5;

/// Spellings that people agree on, of the data points that hold addresses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Confirmations {
    /// In the order of data point and folded spelling.
    values: Vec<Known>,
}

/// A confirmed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Known {
    field: u8,
    folded: String,
    spelling: String,
}

/// How often each spelling of a value was confirmed.
#[derive(Debug, Default)]
pub struct Spellings(FxHashMap<(u8, String), Vec<(String, u32)>>);

impl Spellings {
    /// Counts a confirmed value.
    pub fn insert(&mut self, field: usize, value: &str) {
        let Ok(field) = u8::try_from(field) else { return };
        let spellings = self.0.entry((field, fold(value))).or_default();
        match spellings.iter_mut().find(|(spelling, _)| spelling == value) {
            Some((_, count)) => *count += 1,
            None => spellings.push((value.to_owned(), 1)),
        }
    }

    /// The values that people spell alike.
    pub fn agreed(self) -> Confirmations {
        let agreed = |spellings: Vec<(String, u32)>| -> Option<String> {
            let all: u32 = spellings.iter().map(|(_, count)| count).sum();
            let (spelling, count) = spellings.into_iter().max_by_key(|(_, count)| *count)?;
            (count >= CONFIRMED && count as f32 >= AGREED * all as f32).then_some(spelling)
        };
        let known =
            |((field, folded), spellings)| Some(Known { field, folded, spelling: agreed(spellings)? });
        let mut values: Vec<Known> = self.0.into_iter().filter_map(known).collect();
        values.sort_unstable_by(|a, b| (a.field, &a.folded).cmp(&(b.field, &b.folded)));
        Confirmations { values }
    }
}

impl Confirmations {
    /// The confirmed value that a reading misspells, unless it is printed exactly so.
    ///
    /// What stands in a text layer is set right in addresses only: names have spellings that are all right.
    pub fn find(&self, field: usize, value_type: ValueType, reading: &str, is_unsure: bool) -> Option<&str> {
        if !is_unsure && value_type != ValueType::Address {
            return None;
        }
        let folded = fold(reading);
        let comparator = fuzz::RatioBatchComparator::new(folded.chars());
        let (least, length) = if is_unsure { (LIKE_UNSURE, 5) } else { (LIKE, 8) };
        let mut near: Vec<(f64, &Known)> = self
            .values
            .iter()
            .filter(|known| usize::from(known.field) == field)
            .filter(|known| is_unsure || shares_an_end(&known.folded, &folded))
            .filter(|known| known.folded.len().abs_diff(folded.len()) <= folded.len() / length)
            .map(|known| (comparator.similarity(known.folded.chars()), known))
            .filter(|(like, known)| *like >= least && digits_differ(&known.folded, &folded) <= DIGITS)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (like, known) = near.first()?;
        // Where two are as like, neither is meant for sure.
        let is_one = *like >= LIKE || near.get(1).is_none_or(|(other, _)| like - other >= APART);
        Some(known.spelling.as_str()).filter(|spelling| is_one && *spelling != reading)
    }
}

fn shares_an_end(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let end = END.min(a.len()).min(b.len());
    a[..end] == b[..end] || a[a.len() - end..] == b[b.len() - end..]
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
        let known = |times: usize| {
            let mut known = Spellings::default();
            (0..times).for_each(|_| known.insert(1, "12, Jalan Besar, 43000 Kajang"));
            known.agreed()
        };
        let address = ValueType::Address;
        let misread = "12, Jalan Besor, 43000 Kajang";
        assert_eq!(known(1).find(1, address, misread, false), None, "confirmed once only");
        let known = known(2);
        let find = |field, text| known.find(field, address, text, false);
        assert_eq!(find(1, misread), Some("12, Jalan Besar, 43000 Kajang"));
        assert_eq!(find(1, "12, Jalan Besar, 43000 Kajang"), None, "nothing to set right");
        assert_eq!(find(1, "98, Jalan Besar, 17000 Kajang"), None, "another house");
        assert_eq!(find(2, misread), None, "another data point");
    }

    #[test]
    fn names_are_set_right_where_they_were_recognised_and_one_is_meant() {
        let mut known = Spellings::default();
        for name in ["Lucky Mart (North)", "Lucky Mart (South)", "Harbour Hardware"] {
            (0..2).for_each(|_| known.insert(0, name));
        }
        let (known, name) = (known.agreed(), ValueType::Text);
        assert_eq!(known.find(0, name, "Harbcur Hordware", true), Some("Harbour Hardware"));
        assert_eq!(known.find(0, name, "Harbcur Hordware", false), None, "people gave these words");
        assert_eq!(known.find(0, name, "Lucky Mart (Narth)", true), Some("Lucky Mart (North)"));
        assert_eq!(known.find(0, name, "Lucky Mart (oth)", true), None, "either may be meant");
    }
}
