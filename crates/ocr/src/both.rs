//! Tesseract reads the page; where it is unsure or saw nothing, the networks of PP-OCR read again.
//!
//! Most words of most pages are read well by the cheap reader, and only the rest is worth the dear one (ADR 51).

use std::fmt;
use std::time::{Duration, Instant};

use image::GrayImage;

use crate::dictionary;
use crate::paddle::{Paddle, Strip};
use crate::{InkWord, Look, OcrError, Recognizer, Threshold};

/// Words less sure than this are read again.
///
/// On receipts of SROIE, words of Tesseract from .8 on are right in 70 %, from .9 on in 92 %; F1 of the pair by this
/// threshold on 42 of them: .7 .809, .8 .819, .85 .826, .9 .831, .93 .825, with 20, 27, 32, 42 and 62 % read again.
const SURE: f32 = 0.8;

/// Where less than this share of the letters is unsure, the page is not read again, but single words are.
///
/// On 28 receipts of SROIE: .840 F1 for 1.22 CPU seconds when every page is read again, .835 for 1.02 with a bound
/// of .2, .833 for 0.95 with .3; on drawn pages, where pictures and odd fonts are what is unsure, reading again from .1 on
/// costs a point of F1.
const READ_AGAIN: f32 = 0.3;

/// A page with fewer words is always read again: Tesseract overlooks whole receipts.
const FEW_WORDS: usize = 10;

/// A word with a letter that the networks cannot read keeps its first reading from this confidence on.
const FOREIGN_LETTER: f32 = 0.3;

/// An unsure word that was not found again is kept from this confidence on: below, one in three is right.
const KEEP_ALONE: f32 = 0.5;

/// Columns of the reading network's input that one page may cost: about 2 s of CPU time.
///
/// Receipts need 3,000 to 8,000; a scan of which nothing is sure would need 60,000.
const MAX_COLUMNS: f32 = 12_000.0;

/// On a page that is not read again, words less sure than this are.
///
/// F1 of the words with none, with those under .8 (kept when .9 sure), and with those under .9 (when .95 sure): .951 .952
/// .959 on 8 worn pages, .939 .943 .944 on 12 drawn ones; .930 both on 8 scans of forms.
const MEND_UNDER: f32 = 0.9;

/// Fewer letters and digits agree by chance; with 2 the drawn and the scanned pages lose a tenth of a point.
const MEND_LETTERS: usize = 3;

/// Another reading of a word counts from this confidence on.
const MEND_SURE: f32 = 0.95;

/// … and from this one on if it is a word of the language and the first reading is none.
const MEND_WORD_SURE: f32 = 0.8;

/// … if it differs in this share of the letters at most. Judged by eye on 70 words of scans, not varied.
const MEND_DIFFERENCES: f32 = 0.4;

/// Paper around a word that is read again, in shares of its height; .25 reads no better.
const MEND_MARGIN: f32 = 0.15;

/// Columns of the network's input that such words may cost: about 0.7 s of CPU time; worn pages took 0.3 s.
const MEND_COLUMNS: f32 = 4_000.0;

/// Parts of a line shorter than this many times its height hold no letter.
const MIN_PART: f32 = 0.35;

/// Two readings of one place overlap in this share of the smaller one at least.
const SAME_PLACE: f32 = 0.4;

/// Reads lines; the dear reader of the pair.
pub(crate) trait LineReader: fmt::Debug + Send {
    /// Where the lines of text are.
    fn find_strips(&mut self, picture: &GrayImage) -> Result<Vec<Strip>, OcrError>;
    /// The words of each strip.
    fn read_strips(
        &mut self,
        picture: &GrayImage,
        strips: &[Strip],
        end: Instant,
    ) -> Result<Vec<Vec<InkWord>>, OcrError>;
    /// Whether it can read this letter at all.
    fn knows(&mut self, letter: char) -> Result<bool, OcrError>;
}

/// A cheap and a dear recognizer that work together.
#[derive(Debug)]
pub struct Both<R> {
    first: R,
    second: Box<dyn LineReader>,
}

impl<R: Recognizer> Both<R> {
    /// The pair of a recognizer and the networks.
    pub fn new(first: R, second: Paddle) -> Self {
        Self { first, second: Box::new(second) }
    }

    /// The first of the pair.
    pub fn first(&self) -> &R {
        &self.first
    }

    /// The first of the pair, to be told something.
    pub(crate) fn first_mut(&mut self) -> &mut R {
        &mut self.first
    }

    /// Reads again what is unsure. When time runs out, the first reading stands.
    fn read_again(
        &mut self,
        picture: &GrayImage,
        words: Vec<InkWord>,
        end: Instant,
    ) -> Result<Vec<InkWord>, OcrError> {
        let all = letters(&words);
        let many = words.len() >= FEW_WORDS;
        let (mut sure, mut unsure) = (Vec::new(), Vec::new());
        for word in words {
            let is_sure = word.confidence.get() >= SURE
                || word.confidence.get() >= FOREIGN_LETTER && self.is_foreign(&word)?;
            if is_sure { sure.push(word) } else { unsure.push(word) }
        }
        if many && letters(&unsure) < READ_AGAIN * all {
            return self.mend(picture, sure.into_iter().chain(unsure).collect(), end);
        }
        let strips = self.second.find_strips(picture)?;
        let parts =
            affordable(strips.iter().flat_map(|strip| unread_parts(strip, &sure)).collect(), MAX_COLUMNS);
        Ok(match self.second.read_strips(picture, &parts, end) {
            Ok(lines) => merge(sure, unsure, &parts, lines.concat()),
            Err(OcrError::OutOfTime) => sure.into_iter().chain(unsure).collect(),
            Err(error) => return Err(error),
        })
    }

    /// Reads single words again where they stand, and takes what reads almost the same, but surely.
    ///
    /// What is unsure on a page that is sure on the whole is often no text at all: there the two do not agree.
    fn mend(
        &mut self,
        picture: &GrayImage,
        mut words: Vec<InkWord>,
        end: Instant,
    ) -> Result<Vec<InkWord>, OcrError> {
        dictionary::mend(&mut words, |text| self.first.knows(text));
        let language = dictionary::is_language_of(&words, |text| self.first.knows(text));
        let (doubtful, mut mended) = self.split_doubtful(words, language)?;
        let (unsure, unknown): (Vec<InkWord>, Vec<InkWord>) = doubtful.into_iter().partition(is_unsure);
        let mut strips = affordable(unsure.iter().map(strip_around).collect(), MEND_COLUMNS);
        let left = MEND_COLUMNS - strips.iter().map(columns).sum::<f32>();
        strips.extend(affordable(unknown.iter().map(strip_around).collect(), left));
        let mut lines = match self.second.read_strips(picture, &strips, end) {
            Err(OcrError::OutOfTime) => Vec::new(),
            lines => lines?,
        };
        for word in unsure.into_iter().chain(unknown) {
            let strip = strip_around(&word);
            let again = strips.iter().position(|other| *other == strip).and_then(|at| lines.get_mut(at));
            match again.map(std::mem::take).filter(|again| self.is_mended(&word, again, language)) {
                Some(again) => mended.extend(again),
                None => mended.push(word),
            }
        }
        Ok(mended)
    }

    /// The words that are unsure, or none of their language, and long enough for two readings to be compared; and the
    /// others.
    fn split_doubtful(
        &mut self,
        words: Vec<InkWord>,
        language: bool,
    ) -> Result<(Vec<InkWord>, Vec<InkWord>), OcrError> {
        let (mut doubtful, mut others) = (Vec::new(), Vec::new());
        for word in words {
            let is_unknown = || language && self.first.knows(&word.text) == Some(false);
            let is_doubtful = signs(&word.text).len() >= MEND_LETTERS
                && (is_unsure(&word) || is_unknown())
                && !self.is_foreign(&word)?;
            if is_doubtful { doubtful.push(word) } else { others.push(word) }
        }
        Ok((doubtful, others))
    }

    /// Whether the second reading of a word is sure, close enough to be one of the same letters, and no worse.
    ///
    /// A word of the language wins over what is none; where both are words, or it cannot be told, the surer one stands.
    fn is_mended(&self, word: &InkWord, again: &[InkWord], language: bool) -> bool {
        let text: String = again.iter().map(|word| word.text.as_str()).collect();
        let sure = again.iter().map(|word| word.confidence.get()).fold(1.0, f32::min);
        let most = MEND_DIFFERENCES * word.text.chars().count() as f32;
        let knows = |text: &str| self.first.knows(text).filter(|_| language);
        let known: Option<Vec<bool>> = again.iter().map(|word| knows(&word.text)).collect();
        let is_word = known.map(|known| known.iter().all(|&known| known));
        let stands = match (knows(&word.text), is_word) {
            (Some(false), Some(true)) => sure >= MEND_WORD_SURE,
            (Some(true), Some(false)) => false,
            _ => is_unsure(word) && sure >= MEND_SURE && !has_lost(&word.text, again),
        };
        stands && differences(&word.text, &text) as f32 <= most
    }

    /// Whether a word has a letter that the second of the pair cannot read.
    fn is_foreign(&mut self, word: &InkWord) -> Result<bool, OcrError> {
        for letter in word.text.chars().filter(|sign| sign.is_alphabetic()) {
            // Every alphabet has these; nothing need be loaded to know.
            if !letter.is_ascii() && !self.second.knows(letter)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<R: Recognizer> Recognizer for Both<R> {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        let end = Instant::now() + time;
        let words = self.first.recognize(picture, dpi, threshold, time)?;
        if !self.reads_latin() {
            return Ok(words);
        }
        self.read_again(picture, words, end)
    }

    fn read_line(&mut self, line: &GrayImage, dpi: f32, time: Duration) -> Result<Vec<InkWord>, OcrError> {
        self.first.read_line(line, dpi, time)
    }

    fn look(&mut self, picture: &GrayImage, dpi: f32, time: Duration) -> Result<Look, OcrError> {
        self.first.look(picture, dpi, time)
    }

    fn knows(&self, word: &str) -> Option<bool> {
        self.first.knows(word)
    }

    fn reads_latin(&self) -> bool {
        self.first.reads_latin()
    }

    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16> {
        self.first.find_turn(picture, dpi)
    }
}

fn is_unsure(word: &InkWord) -> bool {
    word.confidence.get() < MEND_UNDER
}

/// The strip on which a word stands, with some paper around it.
fn strip_around(word: &InkWord) -> Strip {
    let [left, top, right, bottom] = word.edges_px;
    let center = ((left + right) / 2.0, (top + bottom) / 2.0);
    let strip = Strip { center, length: right - left, height: bottom - top, slant: 0.0 };
    strip.grown(MEND_MARGIN * strip.height)
}

/// Letters and digits, in lower case.
fn signs(text: &str) -> Vec<char> {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a second reading is the first one with letters or digits left out, as networks do with narrow and doubled
/// ones, or with a number split elsewhere than before three digits.
fn has_lost(first: &str, again: &[InkWord]) -> bool {
    let text: String = again.iter().map(|word| word.text.as_str()).collect();
    let (before, after) = (signs(first), signs(&text));
    let others = |text: &str| text.chars().filter(|sign| !sign.is_alphanumeric()).count();
    let mut rest = before.iter();
    let is_part = after.len() < before.len() && after.iter().all(|sign| rest.any(|other| other == sign));
    is_part && others(&text) <= others(first) || again.windows(2).any(splits_number)
}

/// Whether two words are a number that was split, and not where its thousands are.
fn splits_number(pair: &[InkWord]) -> bool {
    let [left, right] = pair else { return false };
    let digits = right.text.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && digits != 3 && left.text.ends_with(|sign: char| sign.is_ascii_digit())
}

/// Letters that must be changed, left out or added to make one text the other, whatever their case.
fn differences(one: &str, other: &str) -> usize {
    let lower = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (one, other) = (lower(one), lower(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, sign) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, letter) in other.iter().enumerate() {
            let changed = diagonal + usize::from(sign != letter);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

fn letters(words: &[InkWord]) -> f32 {
    words.iter().map(|word| word.text.chars().count()).sum::<usize>() as f32
}

/// Columns of the reading network's input for a strip.
fn columns(strip: &Strip) -> f32 {
    strip.length / strip.height.max(1.0) * crate::paddle::COLUMNS_A_HEIGHT
}

/// The shortest parts that together cost no more columns than these: single words before whole lines.
fn affordable(mut parts: Vec<Strip>, max_columns: f32) -> Vec<Strip> {
    parts.sort_by(|a, b| columns(a).total_cmp(&columns(b)));
    let mut spent = 0.0;
    parts.retain(|part| {
        spent += columns(part);
        spent <= max_columns
    });
    parts
}

/// The parts of a strip on which no sure word stands.
fn unread_parts(strip: &Strip, sure: &[InkWord]) -> Vec<Strip> {
    let mut read: Vec<(f32, f32)> = sure.iter().filter_map(|word| stretch_on(strip, word)).collect();
    read.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut free, mut at) = (Vec::new(), 0.0f32);
    for (from, to) in read {
        free.push((at, from));
        at = at.max(to);
    }
    free.push((at, strip.length));
    free.retain(|(from, to)| to - from > MIN_PART * strip.height);
    free.into_iter()
        .map(|(from, to)| Strip {
            center: strip.place((from + to) / 2.0, strip.height / 2.0),
            length: to - from,
            ..*strip
        })
        .collect()
}

/// From where to where a word covers a strip; `None` when it stands elsewhere.
fn stretch_on(strip: &Strip, word: &InkWord) -> Option<(f32, f32)> {
    let [left, top, right, bottom] = word.edges_px;
    let (sin, cos) = strip.slant.sin_cos();
    let (x, y) = ((left + right) / 2.0 - strip.center.0, (top + bottom) / 2.0 - strip.center.1);
    let (along, across) = (x * cos + y * sin, y * cos - x * sin);
    let (middle, half) = (along + strip.length / 2.0, (right - left) / 2.0);
    let stretch = (middle - half, middle + half);
    (across.abs() < strip.height / 2.0 && stretch.1 > 0.0 && stretch.0 < strip.length).then_some(stretch)
}

/// Sure words, what was read instead of the unsure ones, and unsure ones in whose place nothing was found.
///
/// Where nothing was read again, unsure words stay as they are.
fn merge(sure: Vec<InkWord>, unsure: Vec<InkWord>, parts: &[Strip], again: Vec<InkWord>) -> Vec<InkWord> {
    let stands_on = |word: &InkWord, others: &[InkWord]| others.iter().any(|other| same_place(word, other));
    let mut again: Vec<InkWord> = again.into_iter().filter(|word| !stands_on(word, &sure)).collect();
    let was_read = |word: &InkWord| parts.iter().any(|part| stretch_on(part, word).is_some());
    let is_kept =
        |word: &InkWord| !stands_on(word, &again) && (word.confidence.get() >= KEEP_ALONE || !was_read(word));
    let kept: Vec<InkWord> = unsure.into_iter().filter(is_kept).collect();
    let mut words = sure;
    words.extend(kept);
    words.append(&mut again);
    words
}

fn same_place(one: &InkWord, other: &InkWord) -> bool {
    let [a, b] = [one.edges_px, other.edges_px];
    let area = |[left, top, right, bottom]: [f32; 4]| (right - left).max(0.0) * (bottom - top).max(0.0);
    let shared = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    area(shared) > SAME_PLACE * area(a).min(area(b))
}

#[cfg(test)]
mod tests {
    use perigee_model::Confidence;

    use super::*;

    fn word(text: &str, left: f32, confidence: f32) -> InkWord {
        let edges_px = [left, 100.0, left + 80.0, 120.0];
        InkWord { text: text.to_owned(), edges_px, confidence: Confidence::new(confidence) }
    }

    #[derive(Debug)]
    struct First(Vec<InkWord>, &'static [&'static str]);

    impl Recognizer for First {
        fn recognize(
            &mut self,
            _: &GrayImage,
            _: f32,
            _: Threshold,
            _: Duration,
        ) -> Result<Vec<InkWord>, OcrError> {
            Ok(self.0.clone())
        }

        fn knows(&self, text: &str) -> Option<bool> {
            let is_spelled = !self.1.is_empty() && text.chars().all(char::is_alphabetic);
            is_spelled.then(|| self.1.contains(&text))
        }

        fn find_turn(&mut self, _: &GrayImage, _: f32) -> Option<u16> {
            None
        }
    }

    /// Finds one long line and reads "again" in the middle of whatever it is given.
    #[derive(Debug)]
    struct Second {
        out_of_time: bool,
    }

    impl LineReader for Second {
        fn find_strips(&mut self, _: &GrayImage) -> Result<Vec<Strip>, OcrError> {
            Ok(vec![Strip::level([0.0, 95.0, 1000.0, 125.0])])
        }

        fn read_strips(
            &mut self,
            _: &GrayImage,
            strips: &[Strip],
            _: Instant,
        ) -> Result<Vec<Vec<InkWord>>, OcrError> {
            if self.out_of_time {
                return Err(OcrError::OutOfTime);
            }
            Ok(strips.iter().map(|strip| vec![word("again", strip.center.0 - 40.0, 0.95)]).collect())
        }

        fn knows(&mut self, letter: char) -> Result<bool, OcrError> {
            Ok(letter.is_ascii())
        }
    }

    fn read(words: Vec<InkWord>, out_of_time: bool) -> Vec<String> {
        read_knowing(&[], words, out_of_time)
    }

    /// The first of the pair knows these words of its language; with none, it cannot tell.
    fn read_knowing(known: &'static [&'static str], words: Vec<InkWord>, out_of_time: bool) -> Vec<String> {
        let mut both = Both { first: First(words, known), second: Box::new(Second { out_of_time }) };
        let time = Duration::from_secs(1);
        let words = both.recognize(&GrayImage::new(1000, 300), 200.0, Threshold::Global, time).unwrap();
        words.into_iter().map(|word| word.text).collect()
    }

    /// Twenty sure words on a line of their own, so that the page is not searched.
    fn sure_page() -> Vec<InkWord> {
        let lower = |at: usize| InkWord {
            edges_px: [at as f32 * 40.0, 200.0, at as f32 * 40.0 + 30.0, 220.0],
            ..word("sure", 0.0, 0.95)
        };
        (0..20).map(lower).collect()
    }

    #[test]
    fn a_page_with_much_unsure_is_read_again_where_nothing_is_sure() {
        let mut words = sure_page();
        words.extend([word("good", 100.0, 0.9), word("b4d", 300.0, 0.4)]);
        words.extend((0..6).map(|at| InkWord {
            edges_px: [at as f32 * 100.0, 260.0, at as f32 * 100.0 + 80.0, 280.0],
            ..word("unsure", 0.0, 0.6)
        }));
        let read = read(words, false);
        assert!(read.contains(&"good".to_owned()) && read.contains(&"again".to_owned()), "{read:?}");
        assert!(!read.contains(&"b4d".to_owned()), "{read:?}");
    }

    #[test]
    fn single_words_of_a_sure_page_are_mended_by_a_reading_that_is_alike_and_sure() {
        let mut words = sure_page();
        words.extend([word("aga1n", 300.0, 0.6), word("logo", 500.0, 0.6)]);
        assert_eq!(read(words, false)[20..], ["again", "logo"]);
    }

    /// A sure page with one more word, read by a first that knows these words.
    fn read_last(known: &'static [&'static str], last: InkWord) -> String {
        let mut words = sure_page();
        words.push(last);
        read_knowing(known, words, false).swap_remove(20)
    }

    #[test]
    fn a_word_of_the_language_wins_over_what_is_none() {
        assert_eq!(read_last(&["sure", "again"], word("agaln", 300.0, 0.97)), "again");
        assert_eq!(read_last(&["sure", "gain"], word("gain", 300.0, 0.6)), "gain");
        assert_eq!(read_last(&["sure"], word("agaln", 300.0, 0.97)), "agaln", "neither is a word");
    }

    #[test]
    fn in_another_language_the_words_of_this_one_say_nothing() {
        assert_eq!(read_last(&["again"], word("agaln", 300.0, 0.97)), "agaln");
        assert_eq!(read_last(&["gain"], word("agaln", 300.0, 0.6)), "again");
    }

    #[test]
    fn letters_and_digits_that_the_second_left_out_stay() {
        let words = |texts: &[&str]| texts.iter().map(|text| word(text, 0.0, 1.0)).collect::<Vec<_>>();
        assert!(has_lost("611", &words(&["61"])) && has_lost("disclosure", &words(&["isclosure"])));
        assert!(has_lost("11/29/2012", &words(&["1", "1/29/2012"])));
        assert!(!has_lost("1444,80", &words(&["1", "444,80"])));
        assert!(!has_lost("billqexample.org", &words(&["bill@example.org"])));
        assert!(!has_lost("1.Name", &words(&["1", "Name"])) && !has_lost("rnay", &words(&["may"])));
        assert_eq!(read_last(&[], word("againn", 300.0, 0.6)), "againn");
    }

    #[test]
    fn words_with_letters_that_the_second_lacks_are_not_mended() {
        let mut words = sure_page();
        words.push(word("agäin", 300.0, 0.6));
        assert_eq!(read(words, false)[20..], ["agäin"]);
    }

    #[test]
    fn differences_are_counted_without_case() {
        assert_eq!(differences("Amendment", "amendrnent"), 2);
        assert_eq!(differences("", "abc") + differences("abc", ""), 6);
    }

    #[test]
    fn a_page_with_little_unsure_stands_as_it_was_read() {
        let mut words = sure_page();
        words.push(word("b4d", 300.0, 0.6));
        assert_eq!(read(words, false)[20..], ["b4d"]);
    }

    #[test]
    fn a_page_without_words_is_searched() {
        assert_eq!(read(Vec::new(), false), ["again"]);
    }

    #[test]
    fn sure_words_stand_whatever_the_second_reads_there() {
        let good = InkWord { edges_px: [5.0, 100.0, 995.0, 120.0], ..word("good", 0.0, 0.95) };
        assert_eq!(read(vec![good], false), ["good"]);
    }

    #[test]
    fn a_word_with_letters_that_the_second_lacks_stands() {
        let mut words = sure_page();
        words.push(word("Größe", 300.0, 0.6));
        assert!(read(words, false).contains(&"Größe".to_owned()));
    }

    #[test]
    fn a_page_that_would_cost_too_much_is_read_again_in_part() {
        let long = Strip::level([0.0, 0.0, 4_000.0, 20.0]);
        let short = Strip::level([0.0, 50.0, 100.0, 70.0]);
        assert_eq!(affordable(vec![long, long, short], MAX_COLUMNS), [short, long]);
    }

    #[test]
    fn when_time_runs_out_the_first_reading_stands() {
        assert_eq!(read(vec![word("b4d", 300.0, 0.6)], true), ["b4d"]);
    }

    #[test]
    fn a_line_that_is_mostly_read_is_read_again_only_in_its_gaps() {
        let strip = Strip::level([0.0, 95.0, 400.0, 125.0]);
        let sure = [word("a", 0.0, 0.9), word("b", 100.0, 0.9), word("d", 300.0, 0.9)];
        let parts = unread_parts(&strip, &sure);
        let edges: Vec<[f32; 4]> = parts.iter().map(Strip::edges).collect();
        assert_eq!(
            edges,
            [[80.0, 95.0, 100.0, 125.0], [180.0, 95.0, 300.0, 125.0], [380.0, 95.0, 400.0, 125.0]]
        );
    }
}
