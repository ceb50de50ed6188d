//! Which language a page is in, told by the letters that stand beside each other, and where on the page to look.

use std::cmp::Reverse;
use std::ops::Range;

use image::{GrayImage, imageops};
use whatlang::{Detector, Lang};

use crate::InkWord;

/// Languages of which the networks know most letters; pages in others are left to Tesseract alone.
const LATIN: [&str; 31] = [
    "afr", "cat", "ces", "dan", "deu", "eng", "est", "eus", "fin", "fra", "glg", "hrv", "hun", "ind", "isl",
    "ita", "lat", "lav", "lit", "ltz", "msa", "nld", "nor", "pol", "por", "ron", "slk", "slv", "spa", "swe",
    "tur",
];

/// Fewer letters tell nothing.
///
/// About one line of body text; judged, not measured. The detector's own bar, which rises for short texts, comes on top.
const MIN_LETTERS: usize = 40;

/// Fewer letters are not even guessed at; judged, not measured.
const MIN_GUESSED_LETTERS: usize = 20;

/// Words less sure than this are left out: their letters are guesses, and guesses look like no language.
const SURE: f32 = 0.5;

/// A band is at most this share of the page's height: two lines of body text …
const SAMPLE_SHARE: u32 = 32;

/// … but at least so many pixels: two lines of a receipt.
const MIN_SAMPLE_PX: u32 = 64;

/// Lines whose rows step so often are enough for a band: four steps are about a letter, so that it has some 60 of them.
const ENOUGH_STEPS: usize = 240;

/// Paper above and below a band, as the recognizer expects it.
const MARGIN_PX: usize = 6;

/// A row with fewer steps from paper to ink and back crosses no line of text, only rules and specks.
const MIN_STEPS: usize = 6;

/// Dots darker than this are ink.
const INK: u8 = 128;

/// Rows, and columns, of dots that are looked at to tell how lines run, evenly over the picture.
const MAX_LOOKED_AT: usize = 400;

/// Whether the networks can read these languages (`eng+deu`).
pub(crate) fn all_latin(languages: &str) -> bool {
    languages.split('+').all(|language| LATIN.contains(&language))
}

/// The language that words are most like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guess<'a> {
    /// One of the installed ones.
    pub(crate) language: &'a str,
    /// Whether they are clearly in it.
    pub(crate) is_sure: bool,
}

/// The language of words, when it is one of the installed ones and clearly that.
pub(crate) fn of_words<'a>(words: &[InkWord], installed: &'a [String]) -> Option<&'a str> {
    guess(words, installed).filter(|guess| guess.is_sure).map(|guess| guess.language)
}

/// The installed language that words are most like.
pub(crate) fn guess<'a>(words: &[InkWord], installed: &'a [String]) -> Option<Guess<'a>> {
    let sure = words.iter().filter(|word| word.confidence.get() >= SURE).map(|word| word.text.as_str());
    guess_of_text(&sure.collect::<Vec<_>>().join(" "), installed)
}

fn guess_of_text<'a>(text: &str, installed: &'a [String]) -> Option<Guess<'a>> {
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
    if letters < MIN_GUESSED_LETTERS {
        return None;
    }
    let known: Vec<Lang> = Lang::all()
        .iter()
        .copied()
        .filter(|&language| installed.iter().any(|name| name == name_of(language)))
        .collect();
    // Among one there is nothing to tell.
    if known.len() < 2 {
        return None;
    }
    let told = Detector::with_allowlist(known).detect(text)?;
    let language = installed.iter().find(|name| *name == name_of(told.lang()))?;
    Some(Guess { language, is_sure: letters >= MIN_LETTERS && told.is_reliable() })
}

/// What the packages of Tesseract call a language.
fn name_of(language: Lang) -> &'static str {
    match language {
        Lang::Nob => "nor",
        Lang::Cmn => "chi_sim",
        Lang::Pes => "fas",
        other => other.code(),
    }
}

/// The two bands of a page with the most text on them, to look into before the page is read.
///
/// They begin and end between lines: lines that are cut through read as badly as those on their head.
pub(crate) fn bands(picture: &GrayImage) -> Vec<GrayImage> {
    let height = (picture.height() / SAMPLE_SHARE).max(MIN_SAMPLE_PX) as usize;
    let steps: Vec<usize> = picture.rows().map(steps).collect();
    let lines = lines(&steps);
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, first) in lines.iter().enumerate() {
        let mut before = 0;
        let fits = lines.iter().skip(at).take_while(|line| {
            let is_enough = before >= ENOUGH_STEPS;
            before += steps[line.start..line.end].iter().max().unwrap_or(&0);
            !is_enough && line.end - first.start <= height
        });
        let end = fits.last().map_or(first.start + height, |line| line.end);
        groups.push(first.start..end.min(steps.len()));
    }
    groups.sort_by_cached_key(|group| Reverse(steps.iter().take(group.end).skip(group.start).sum::<usize>()));
    let first = groups.first().cloned();
    let apart = |group: &&Range<usize>| {
        first.as_ref().is_some_and(|first| group.end <= first.start || first.end <= group.start)
    };
    let second = groups.iter().find(apart).cloned();
    let band = |rows: Range<usize>| {
        let top = rows.start.saturating_sub(MARGIN_PX) as u32;
        let bottom = (rows.end + MARGIN_PX).min(steps.len()) as u32;
        imageops::crop_imm(picture, 0, top, picture.width(), bottom - top).to_image()
    };
    [first, second].into_iter().flatten().map(band).collect()
}

/// Whether lines of text lie along the picture: then rows of dots cross much text or none, and columns some everywhere.
pub(crate) fn lies_level(picture: &GrayImage) -> bool {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let every = |count: usize| (0..count).step_by(count.div_ceil(MAX_LOOKED_AT).max(1));
    let dots = |first: usize, step: usize, count: usize| {
        picture.pixels().skip(first).step_by(step.max(1)).take(count)
    };
    let rows: Vec<usize> = every(height).map(|y| steps(dots(y * width, 1, width))).collect();
    let columns: Vec<usize> = every(width).map(|x| steps(dots(x, width, height))).collect();
    unevenness(&rows) > unevenness(&columns)
}

/// How far counts differ from their mean, as a share of it.
fn unevenness(counts: &[usize]) -> f32 {
    let number = counts.len().max(1) as f32;
    let mean = counts.iter().sum::<usize>() as f32 / number;
    let variance = counts.iter().map(|&count| (count as f32 - mean).powi(2)).sum::<f32>() / number;
    if mean > 0.0 { variance.sqrt() / mean } else { 0.0 }
}

/// Rows that follow each other with text on them.
fn lines(steps: &[usize]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (row, _) in steps.iter().enumerate().filter(|&(_, &steps)| steps >= MIN_STEPS) {
        match lines.last_mut() {
            Some(line) if line.end == row => line.end = row + 1,
            _ => lines.push(row..row + 1),
        }
    }
    lines
}

/// How often a row of dots steps from paper to ink or back: letters do all the time, bars and pictures seldom.
fn steps<'a>(row: impl Iterator<Item = &'a image::Luma<u8>>) -> usize {
    let mut before = false;
    row.filter(|dot| std::mem::replace(&mut before, dot.0[0] < INK) != (dot.0[0] < INK)).count()
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    fn installed(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn of_text<'a>(text: &str, installed: &'a [String]) -> Option<&'a str> {
        guess_of_text(text, installed).filter(|guess| guess.is_sure).map(|guess| guess.language)
    }

    #[test]
    fn a_text_is_told_by_its_letters_even_where_umlauts_are_lost() {
        let packs = installed(&["deu", "eng", "osd", "pol"]);
        let german =
            "Wir danken fur Ihren Auftrag und stellen wie vereinbart die folgenden Leistungen in Rechnung";
        let english =
            "We thank you for your order and charge the following services as agreed upon in writing";
        assert_eq!(of_text(german, &packs), Some("deu"));
        assert_eq!(of_text(english, &packs), Some("eng"));
    }

    #[test]
    fn few_letters_and_a_single_pack_tell_nothing() {
        let german =
            "Wir danken fur Ihren Auftrag und stellen wie vereinbart die folgenden Leistungen in Rechnung";
        assert_eq!(of_text("Rechnung Nr. 4711", &installed(&["deu", "eng"])), None);
        assert_eq!(of_text(german, &installed(&["deu", "osd"])), None);
    }

    #[test]
    fn the_first_band_is_where_the_text_is() {
        // A black bar above, rows of strokes below.
        let picture = GrayImage::from_fn(400, 1600, |x, y| {
            let wide = if y < 1000 { 200 } else { 400 };
            let ink =
                (200..300).contains(&y) || ((900..1200).contains(&y) && y % 40 < 20 && x % 8 < 3 && x < wide);
            Luma([if ink { 0 } else { 255 }])
        });
        let bands = bands(&picture);
        assert_eq!((bands.len(), bands[0].dimensions()), (2, (400, 72)));
        // Two lines whole, from among the wide ones.
        let rows = bands[0].rows().map(|row| row.filter(|dot| dot.0[0] == 0).count());
        assert_eq!(rows.filter(|&ink| ink == 150).count(), 40);
    }

    #[test]
    fn a_picture_of_any_size_has_bands_within_it() {
        for (width, height) in [(1, 1), (10, 59), (500, 61), (30, 3_000)] {
            let picture = GrayImage::from_fn(width, height, |x, _| Luma([if x % 2 == 0 { 0 } else { 255 }]));
            let bands = bands(&picture);
            assert!(bands.iter().all(|band| band.width() == width && (1..=height).contains(&band.height())));
            assert_eq!(bands.is_empty(), width < 7);
        }
    }

    #[test]
    fn lines_are_told_to_lie_or_to_stand() {
        // Lines of uneven length, whose letters do not stand below each other.
        let lying = GrayImage::from_fn(600, 800, |x, y| {
            let ink = y % 40 < 18 && (x + y / 40 * 5) % 9 < 4 && x < 250 + (y / 40 * 97) % 330;
            Luma([if ink { 0 } else { 255 }])
        });
        assert!(lies_level(&lying) && lies_level(&imageops::rotate180(&lying)));
        assert!(!lies_level(&imageops::rotate90(&lying)) && !lies_level(&imageops::rotate270(&lying)));
        assert!(!lies_level(&GrayImage::new(0, 0)));
    }

    #[test]
    fn languages_in_other_letters_are_told_from_latin_ones() {
        assert!(all_latin("eng+deu") && !all_latin("eng+rus"));
    }
}
