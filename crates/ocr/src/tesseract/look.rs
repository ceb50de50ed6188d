//! The look into a page before it is read: its language, and whether it stands on its side or head.

use std::time::Instant;

use image::{GrayImage, imageops};

use super::{Tesseract, Wish, mean_sure, read, sure_letters};
use crate::{InkWord, Look, OcrError, Threshold, language};

/// Where words are less sure than this on average, no further band is looked into: the page may stand on its side.
const MIN_LEGIBLE: f32 = 0.5;

/// Where words of a turned band are so sure on average, and so much surer than those of the page as it stands, the
/// detector of orientation need not be asked, which takes longer than reading a page of a few lines.
///
/// Judged on the readings of ADR 75: text on its head is .2 to .5 sure, poor but upright scans are from .6 on.
const CLEARLY_SURE: f32 = 0.75;
const CLEARLY_SURER: f32 = 0.25;

impl Tesseract {
    /// Looks into two bands of the page, into the second only where the first does not tell enough.
    pub(super) fn look_into(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        end: Instant,
    ) -> Result<Look, OcrError> {
        if self.settled || !matches!(self.wish, Wish::ByPage(_)) {
            return Ok(Look::Upright);
        }
        let (mut words, mut bands) = (Vec::new(), Vec::new());
        for band in language::bands(picture) {
            words.extend(self.read_band(&band, dpi, end)?);
            bands.push(band);
            if self.knows_language(&words) || mean_sure(&words).is_some_and(|sure| sure < MIN_LEGIBLE) {
                break;
            }
        }
        if mean_sure(&words).is_none_or(|sure| sure >= MIN_LEGIBLE) {
            return Ok(Look::Upright);
        }
        if language::lies_level(picture) {
            self.look_on_its_head(&bands, &words, dpi, end)
        } else {
            self.look_on_its_side(picture, &words, dpi, end)
        }
    }

    /// Whether the words tell a language, which is then that of the page, or at least do not speak against the one in
    /// which they were read: when they mislead, the page as a whole still shows it.
    fn knows_language(&mut self, words: &[InkWord]) -> bool {
        match language::guess(words, self.data.languages()) {
            Some(guess) if guess.is_sure => {
                guess.language.clone_into(&mut self.languages);
                true
            }
            Some(guess) => guess.language == self.languages,
            None => false,
        }
    }

    /// Bands of the page on their head: poor print is unsure both ways, but not alike.
    fn look_on_its_head(
        &mut self,
        bands: &[GrayImage],
        upright: &[InkWord],
        dpi: f32,
        end: Instant,
    ) -> Result<Look, OcrError> {
        let mut turned = Vec::new();
        for band in bands {
            turned.extend(self.read_band(&imageops::rotate180(band), dpi, end)?);
        }
        let is_less_sure = mean_sure(&turned).is_none_or(|sure| Some(sure) < mean_sure(upright));
        if is_less_sure && sure_letters(&turned) < sure_letters(upright) {
            return Ok(Look::Upright);
        }
        if is_clearly_surer(&turned, upright) {
            self.knows_language(&turned);
            return Ok(Look::Turned(180));
        }
        Ok(Look::Illegible)
    }

    /// A band of the page on each of its sides.
    fn look_on_its_side(
        &mut self,
        picture: &GrayImage,
        upright: &[InkWord],
        dpi: f32,
        end: Instant,
    ) -> Result<Look, OcrError> {
        for (turn, rotate) in
            [(90, imageops::rotate90 as fn(&GrayImage) -> GrayImage), (270, imageops::rotate270)]
        {
            let Some(band) = language::bands(&rotate(picture)).into_iter().next() else { continue };
            let turned = self.read_band(&band, dpi, end)?;
            if is_clearly_surer(&turned, upright) {
                self.knows_language(&turned);
                return Ok(Look::Turned(turn));
            }
        }
        Ok(Look::Illegible)
    }

    /// The words of a band of lines.
    pub(super) fn read_band(
        &mut self,
        band: &GrayImage,
        dpi: f32,
        end: Instant,
    ) -> Result<Vec<InkWord>, OcrError> {
        let handle = self.handle()?;
        handle.set_one_block(true);
        let words = read(handle, band, dpi, Threshold::Global, end);
        handle.set_one_block(false);
        words
    }
}

fn is_clearly_surer(turned: &[InkWord], upright: &[InkWord]) -> bool {
    let before = mean_sure(upright).unwrap_or_default();
    mean_sure(turned).is_some_and(|sure| sure >= CLEARLY_SURE && sure >= before + CLEARLY_SURER)
}
