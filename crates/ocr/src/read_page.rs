//! The way of one page: prepare, recognize, try again where that was poor, map places back to the page.

use std::time::{Duration, Instant};

use image::{GrayImage, imageops};
use perigee_model::{CheckBox, Graphics, Rect, Word};

use crate::drawn::{self, Drawn, Strokes};
use crate::prepare::{Origin, Prepared, is_large, prepare};
use crate::{
    InkWord, Look, OcrError, Recognizer, Threshold, apostrophe, dictionary, lost_lines, split_numbers,
};

/// A page with fewer sure words than this is read once more with local thresholds.
const FEW_WORDS: usize = 5;

/// Words at least this sure count as read.
const SURE: f32 = 0.6;

/// A page whose words are on average less sure than this may stand on its side or head.
///
/// Upside-down text reads as words of confidence 0.2 to 0.5; poor but upright scans stay above 0.6.
const DOUBTFUL_MEAN: f32 = 0.6;

/// Marks without a letter or digit that are less sure than this are dirt.
const DIRT: f32 = 0.3;

/// Words less sure than this are rubbish of stamps and signatures more often than words. Up to .4 two in five are right,
/// which is worth a look by a person.
///
/// F1 of the words with none left out, those under .3, .4, .5 and .6: 28 scans of forms .9504 .9507 .9509 .9508 .9511, 10
/// receipts .861 .869 .872 .874 .875, 8 drawn pages .967 .969 .970 .970 .969, 8 worn ones .940 .940 .941 .940 .939.
const LEGIBLE: f32 = 0.3;

/// What a picture of a page says.
#[derive(Debug, Clone, PartialEq)]
pub struct PageReading {
    /// Words on the upright page, in points, in the order in which the recognizer read them.
    pub words: Vec<Word>,
    /// Clockwise degrees by which the picture had to be turned to stand upright.
    pub turn: u16,
    /// Lines, boxes to tick, and ink that is no text. Codes are left to [`crate::find_codes`].
    pub graphics: Graphics,
}

/// Reads a picture of a page.
///
/// # Errors
/// [`OcrError::OutOfTime`] when it takes longer than `time`.
pub fn read_page(
    recognizer: &mut dyn Recognizer,
    picture: &GrayImage,
    origin: Origin,
    dpi: f32,
    time: Duration,
) -> Result<PageReading, OcrError> {
    let end = Instant::now() + time;
    let mut best = best_attempt(recognizer, picture, origin, dpi, end)?;
    best.read_lost_lines(recognizer, dpi, end)?;
    best.sift();
    dictionary::mend(&mut best.words, |text| recognizer.knows(text));
    Ok(best.into_reading(dpi))
}

/// The picture read as it stands, or turned where that is better.
fn best_attempt(
    recognizer: &mut dyn Recognizer,
    picture: &GrayImage,
    origin: Origin,
    dpi: f32,
    end: Instant,
) -> Result<Attempt, OcrError> {
    let left = || end.saturating_duration_since(Instant::now());
    let prepared = prepare(picture, origin);
    // A page that stands on its side or head shows it in a part: that is cheaper than to read it in vain.
    let look = recognizer.look(&prepared.picture, dpi, left())?;
    let find_turn =
        |recognizer: &mut dyn Recognizer| recognizer.find_turn(picture, dpi).filter(|&turn| turn != 0);
    let turn = match look {
        Look::Upright => None,
        Look::Illegible => find_turn(recognizer),
        Look::Turned(turn) => Some(turn),
    };
    if let Some(turn) = turn {
        let turned = prepare(&turn_picture(picture, turn), origin);
        if look == Look::Illegible {
            // Its language shows only now.
            recognizer.look(&turned.picture, dpi, left())?;
        }
        let turned = Attempt::make(recognizer, turned, dpi, turn, end)?;
        if !turned.is_doubtful() {
            return Ok(turned);
        }
        let first = Attempt::make(recognizer, prepared, dpi, 0, end)?;
        return Ok(turned.or_better(first));
    }
    let first = Attempt::make(recognizer, prepared, dpi, 0, end)?;
    if !first.is_doubtful() {
        return Ok(first);
    }
    Ok(match find_turn(recognizer) {
        Some(turn) => {
            let prepared = prepare(&turn_picture(picture, turn), origin);
            first.or_better(Attempt::make(recognizer, prepared, dpi, turn, end)?)
        }
        None => first,
    })
}

fn turn_picture(picture: &GrayImage, turn: u16) -> GrayImage {
    match turn {
        90 => imageops::rotate90(picture),
        180 => imageops::rotate180(picture),
        270 => imageops::rotate270(picture),
        _ => picture.clone(),
    }
}

/// One reading of the picture, turned in one way.
struct Attempt {
    prepared: Prepared,
    strokes: Strokes,
    /// The picture without its boxes, where it has some.
    bare: Option<GrayImage>,
    words: Vec<InkWord>,
    turn: u16,
}

impl Attempt {
    fn make(
        recognizer: &mut dyn Recognizer,
        prepared: Prepared,
        dpi: f32,
        turn: u16,
        end: Instant,
    ) -> Result<Self, OcrError> {
        let left = || end.saturating_duration_since(Instant::now());
        let strokes = Strokes::of(&prepared.picture, dpi);
        // Other scripts have letters that are squares, and small pictures letters like boxes.
        let may_have_boxes = recognizer.reads_latin() && is_large(&prepared.picture);
        let bare = may_have_boxes.then(|| strokes.without_boxes(&prepared.picture)).flatten();
        let picture = bare.as_ref().unwrap_or(&prepared.picture);
        let mut words = recognizer.recognize(picture, dpi, Threshold::Global, left())?;
        // Blank paper stays blank under any threshold; only where there is ink is it worth a second look.
        if sure_words(&words) < FEW_WORDS && has_ink(picture) {
            let again = recognizer.recognize(picture, dpi, Threshold::Local, left())?;
            if score(&again) > score(&words) {
                words = again;
            }
        }
        Ok(Self { prepared, strokes, bare, words, turn })
    }

    /// Reads the lines of a large picture on which nothing was read, each by itself.
    fn read_lost_lines(
        &mut self,
        recognizer: &mut dyn Recognizer,
        dpi: f32,
        end: Instant,
    ) -> Result<(), OcrError> {
        let picture = self.bare.as_ref().unwrap_or(&self.prepared.picture);
        if !is_large(picture) || self.is_doubtful() {
            return Ok(());
        }
        let dots_per_point = dpi / 72.0;
        let known: Vec<[f32; 4]> = self.words.iter().map(|word| word.edges_px).collect();
        let covered: Vec<[f32; 4]> = known.iter().copied().chain(self.strokes.level_rules()).collect();
        for line in lost_lines::find(picture, &covered, dots_per_point) {
            let (strip, place) = lost_lines::cut(picture, line, &known, dots_per_point);
            let left = end.saturating_duration_since(Instant::now());
            match recognizer.read_line(&strip, dpi, left) {
                Ok(words) => self.words.extend(lost_lines::accepted(words, place)),
                Err(OcrError::OutOfTime) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Leaves out what is more likely wrong than right, unless that is most of the page.
    fn sift(&mut self) {
        if !self.is_doubtful() {
            self.words.retain(|word| word.confidence.get() >= LEGIBLE);
        }
    }

    fn or_better(self, other: Self) -> Self {
        if score(&other.words) > score(&self.words) { other } else { self }
    }

    /// Words that are unsure, or that stand upright where words lie.
    fn is_doubtful(&self) -> bool {
        let count = self.words.len();
        let mean = self.words.iter().map(|word| word.confidence.get()).sum::<f32>() / count.max(1) as f32;
        let upright = self.words.iter().filter(|word| stands_upright(word)).count();
        count > 0 && (mean < DOUBTFUL_MEAN || 2 * upright > count)
    }

    fn into_reading(self, dpi: f32) -> PageReading {
        let Self { prepared, strokes, words, turn, .. } = self;
        let is_text = |word: &InkWord| !is_dirt(word) && !strokes.is_cross(&word.text, word.edges_px);
        let words = split_numbers::join(words.into_iter().filter(is_text).collect());
        let sure = words.iter().filter(|word| word.confidence.get() >= SURE).map(|word| word.edges_px);
        let graphics = graphics(&prepared, &strokes, &sure.collect::<Vec<_>>(), dpi);
        let words = words.iter().map(|word| Word {
            text: apostrophe::straight(&word.text),
            bbox: place(&prepared, word.edges_px, dpi),
            confidence: word.confidence,
        });
        PageReading { words: words.collect(), turn, graphics }
    }
}

/// Edges on the prepared picture as a place on the page.
///
/// The middle is mapped and the size kept: the corners of a slanted box would reach into the rows above and below.
fn place(prepared: &Prepared, [left, top, right, bottom]: [f32; 4], dpi: f32) -> Rect {
    let (x, y) = prepared.to_original((left + right) / 2.0, (top + bottom) / 2.0);
    let (half_width, half_height) = ((right - left) / 2.0, (bottom - top) / 2.0);
    let edges = [x - half_width, y - half_height, x + half_width, y + half_height];
    let [x0, y0, x1, y1] = edges.map(|edge| edge * 72.0 / dpi);
    Rect::new(x0, y0, x1, y1)
}

/// What is drawn beside the words, which are given by their edges.
fn graphics(prepared: &Prepared, strokes: &Strokes, words: &[[f32; 4]], dpi: f32) -> Graphics {
    let Drawn { rules, boxes, marks } = drawn::find(&prepared.picture, strokes, words);
    let place = |edges: [f32; 4]| place(prepared, edges, dpi);
    let check_box = |(edges, checked): ([f32; 4], bool)| CheckBox { bbox: place(edges), checked };
    Graphics {
        rules: rules.into_iter().map(place).collect(),
        check_boxes: boxes.into_iter().map(check_box).collect(),
        pictures: marks.into_iter().map(place).collect(),
        ..Graphics::default()
    }
}

fn sure_words(words: &[InkWord]) -> usize {
    words.iter().filter(|word| word.confidence.get() >= SURE).count()
}

/// Characters, each as far as it is sure.
fn score(words: &[InkWord]) -> f32 {
    words.iter().map(|word| word.confidence.get() * word.text.chars().count() as f32).sum()
}

fn stands_upright(word: &InkWord) -> bool {
    let [left, top, right, bottom] = word.edges_px;
    word.text.chars().count() > 2 && bottom - top > 1.5 * (right - left)
}

fn is_dirt(word: &InkWord) -> bool {
    word.confidence.get() < DIRT && !word.text.chars().any(char::is_alphanumeric)
}

/// Whether more than a ten-thousandth of the dots is dark: a single short word of body text on A4.
fn has_ink(picture: &GrayImage) -> bool {
    let dark = picture.as_raw().iter().filter(|&&dot| dot < 128).count();
    dark > picture.as_raw().len() / 10_000
}
