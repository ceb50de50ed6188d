//! What the dictionary of a recognizer tells of the words that were read: whether the page is in its language, and which
//! letters that run together in print were meant.

use crate::InkWord;

/// Where more than this share of the words is not known, the page is in another language than the one it was read in,
/// or little of it is words.
///
/// 28 scans of forms have .01 to .04 (one .09), pages of print .00 to .01, drawn and worn pages in the language .05 to
/// .18, pages in another one .33 to .44.
const MAX_UNKNOWN: f32 = 0.15;

/// Shorter words do not count: of few letters too many are words.
const MIN_LETTERS: usize = 3;

/// Shorter words keep their letters; of few letters names and words are too much alike.
const MIN_MENDED: usize = 6;

/// What is read for what was printed, where the strokes of letters touch or have gaps.
const LOOK_ALIKES: [(&str, &str); 6] =
    [("m", "rn"), ("rn", "m"), ("n", "ri"), ("ri", "n"), ("ni", "m"), ("c", "e")];

/// Whether the words are in the language that is known: else it means nothing that a word is not.
pub(crate) fn is_language_of(words: &[InkWord], knows: impl Fn(&str) -> Option<bool>) -> bool {
    let long = words.iter().filter(|word| letters(&word.text) >= MIN_LETTERS);
    let known: Vec<bool> = long.filter_map(|word| knows(&word.text)).collect();
    let unknown = known.iter().filter(|&&known| !known).count();
    !known.is_empty() && unknown as f32 <= MAX_UNKNOWN * known.len() as f32
}

/// Sets words right that are none, where one pair of letters that look alike makes one of them, and only one.
pub(crate) fn mend(words: &mut [InkWord], knows: impl Fn(&str) -> Option<bool>) {
    if !is_language_of(words, &knows) {
        return;
    }
    for word in words {
        if letters(&word.text) >= MIN_MENDED
            && knows(&word.text) == Some(false)
            && let Some(text) = only_word(&word.text, &knows)
        {
            word.text = text;
        }
    }
}

/// The one word that a text is by another reading of two letters that look alike.
fn only_word(text: &str, knows: impl Fn(&str) -> Option<bool>) -> Option<String> {
    let readings = LOOK_ALIKES.iter().flat_map(|(read, printed)| {
        text.match_indices(read).map(move |(at, _)| [&text[..at], printed, &text[at + read.len()..]].concat())
    });
    let mut words = readings.filter(|reading| knows(reading) == Some(true));
    let first = words.next()?;
    words.all(|other| other == first).then_some(first)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use perigee_model::Confidence;

    use super::*;

    fn words(texts: &[&str]) -> Vec<InkWord> {
        let word = |text: &&str| InkWord {
            text: (*text).to_owned(),
            edges_px: [0.0, 0.0, 50.0, 12.0],
            confidence: Confidence::new(0.9),
        };
        texts.iter().map(word).collect()
    }

    /// Knows these words, with a full stop or comma after them too.
    fn knows(text: &str) -> Option<bool> {
        let word = text.trim_end_matches(['.', ',']);
        let known = ["the", "attorney", "amendment", "corner", "comer", "items"];
        word.chars().all(char::is_alphabetic).then(|| known.contains(&word))
    }

    fn mended(text: &str) -> String {
        let mut words = words(&["the", "the", "the", "the", "the", "the", "the", text]);
        mend(&mut words, knows);
        words.swap_remove(7).text
    }

    #[test]
    fn letters_that_ran_together_are_told_by_the_dictionary() {
        assert_eq!(mended("attomey,"), "attorney,");
        assert_eq!(mended("ameridment"), "amendment");
        assert_eq!(mended("itenis"), "items");
    }

    #[test]
    fn words_and_what_may_be_two_words_stay() {
        for text in ["corner", "comer", "cornci", "Farsakh", "2itenis", "äöüß", ""] {
            assert_eq!(mended(text), text);
        }
        let two = |text: &str| Some(matches!(text, "burner" | "bumens"));
        let mut both =
            words(&["burner", "burner", "burner", "burner", "burner", "burner", "burner", "bumens"]);
        mend(&mut both, two);
        assert_eq!(both[7].text, "bumens");
    }

    #[test]
    fn nothing_is_set_right_in_another_language() {
        let mut foreign = words(&["the", "attomey", "rechnung", "betrag"]);
        mend(&mut foreign, knows);
        assert_eq!(foreign, words(&["the", "attomey", "rechnung", "betrag"]));
        assert!(!is_language_of(&foreign, knows) && is_language_of(&words(&["the", "12.50"]), knows));
        assert!(!is_language_of(&foreign, |_| None), "nothing is known");
    }
}
