//! Numbers and web addresses that recognition split at their point, comma, slash or colon, joined again: `12. 50`,
//! `1 ,234`, `www. example.org`.

use crate::InkWord;

/// The halves of a number stand closer than this many times their height.
///
/// F1 on 28 receipts of SROIE by this bound: none joined .828, .4 .833, .8 .840, 1.5 .841; beyond it columns come near.
const GAP: f32 = 0.8;

/// Halves stand on one line when they share this much of the smaller one's height; a point alone is small.
const SAME_LINE: f32 = 0.5;

/// The words with the halves of their numbers joined; the order stays.
pub(crate) fn join(mut words: Vec<InkWord>) -> Vec<InkWord> {
    let mut at = 0;
    while at < words.len() {
        match words.get(at).and_then(|left| words.iter().position(|right| are_halves(left, right))) {
            Some(other) => {
                let right = words.remove(other);
                // What stood before the removed word keeps its place.
                at -= usize::from(other < at);
                if let Some(left) = words.get_mut(at) {
                    append(left, right);
                }
            }
            None => at += 1,
        }
    }
    words
}

fn append(left: &mut InkWord, right: InkWord) {
    let letters = |word: &InkWord| word.text.chars().count() as f32;
    let (before, after) = (letters(left), letters(&right));
    let sure = (left.confidence.get() * before + right.confidence.get() * after) / (before + after).max(1.0);
    let [a, b] = [left.edges_px, right.edges_px];
    left.edges_px = [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
    left.confidence = perigee_model::Confidence::new(sure);
    left.text.push_str(&right.text);
}

fn are_halves(left: &InkWord, right: &InkWord) -> bool {
    let [a, b] = [left.edges_px, right.edges_px];
    let (low, high) = ((a[3] - a[1]).min(b[3] - b[1]), (a[3] - a[1]).max(b[3] - b[1]));
    let gap = b[0] - a[2];
    let shared = a[3].min(b[3]) - a[1].max(b[1]);
    gap < GAP * high
        && gap > -high
        && b[2] > a[2]
        && shared > SAME_LINE * low
        && reads_on(&left.text, &right.text)
}

/// Whether two texts are the halves of one number, or of one web address.
fn reads_on(left: &str, right: &str) -> bool {
    if left.to_ascii_lowercase().ends_with("www.") {
        return right.starts_with(|sign: char| sign.is_ascii_alphanumeric());
    }
    let (left_end, right_begin) = (left.chars().rev(), right.chars());
    let mark = |sign: char| matches!(sign, '.' | ',' | '/' | ':');
    match (end(left_end), begin(right_begin)) {
        // `12.` and `50`; a full stop before a longer number ends a sentence.
        ([Some(digit), Some(sign)], [Some(first), _])
            if digit.is_ascii_digit() && first.is_ascii_digit() && mark(sign) =>
        {
            let digits = right.chars().take_while(char::is_ascii_digit).count();
            digits == 2 || digits == 3 || matches!(sign, '/' | ':')
        }
        // `1` and `,234`.
        ([_, Some(digit)], [Some(sign), Some(first)]) => {
            digit.is_ascii_digit() && first.is_ascii_digit() && mark(sign)
        }
        _ => false,
    }
}

fn end(mut backwards: impl Iterator<Item = char>) -> [Option<char>; 2] {
    let last = backwards.next();
    [backwards.next(), last]
}

fn begin(mut signs: impl Iterator<Item = char>) -> [Option<char>; 2] {
    [signs.next(), signs.next()]
}

#[cfg(test)]
mod tests {
    use perigee_model::Confidence;

    use super::*;

    /// Words 20 px high, so many pixels apart.
    fn line(texts: &[&str], gap: f32) -> Vec<InkWord> {
        let mut left = 10.0;
        let mut words = Vec::new();
        for &text in texts {
            let right = left + 10.0 * text.chars().count() as f32;
            words.push(InkWord {
                text: text.to_owned(),
                edges_px: [left, 100.0, right, 120.0],
                confidence: Confidence::new(0.9),
            });
            left = right + gap;
        }
        words
    }

    fn joined(texts: &[&str], gap: f32) -> Vec<String> {
        join(line(texts, gap)).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn halves_of_amounts_and_dates_are_joined() {
        assert_eq!(joined(&["RM12.", "50", "x"], 8.0), ["RM12.50", "x"]);
        assert_eq!(joined(&["1", ",234", ".50"], 8.0), ["1,234.50"]);
        assert_eq!(joined(&["25/", "12/2018"], 8.0), ["25/12/2018"]);
    }

    #[test]
    fn halves_of_web_addresses_are_joined() {
        assert_eq!(
            joined(&["at", "http://www.", "example.org", "and"], 8.0),
            ["at", "http://www.example.org", "and"]
        );
    }

    #[test]
    fn the_halves_are_joined_in_whatever_order_they_were_read() {
        let mut words = line(&["12.", "50", "Total"], 8.0);
        words.reverse();
        let words = join(words);
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["Total", "12.50"]);
        assert_eq!(words[1].edges_px, [10.0, 100.0, 68.0, 120.0]);
    }

    #[test]
    fn words_that_only_stand_beside_each_other_stay_apart() {
        assert_eq!(joined(&["12.50", "3.00"], 8.0), ["12.50", "3.00"]);
        assert_eq!(joined(&["2018.", "Then"], 8.0), ["2018.", "Then"]);
        assert_eq!(joined(&["No.", "17"], 8.0), ["No.", "17"]);
        assert_eq!(joined(&["12.", "2018"], 8.0), ["12.", "2018"]);
        assert_eq!(joined(&["12.", "50"], 40.0), ["12.", "50"]);
    }

    #[test]
    fn lines_below_each_other_are_not_joined() {
        let mut words = line(&["12.", "50"], 8.0);
        words[1].edges_px = [12.0, 125.0, 32.0, 145.0];
        assert_eq!(join(words).len(), 2);
    }
}
