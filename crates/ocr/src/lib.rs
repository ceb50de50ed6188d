//! A picture of a page to words: preparation in front of a recognizer, and places mapped back to the page.

mod apostrophe;
mod both;
mod cells;
mod codes;
mod dictionary;
mod drawn;
mod fault;
mod language;
mod lost_lines;
mod paddle;
mod prepare;
mod read_page;
mod recognizers;
mod split_numbers;
mod tesseract;

pub use both::Both;
pub use codes::find_codes;
pub use fault::OcrError;
pub use paddle::{Paddle, find_models};
pub use prepare::{Origin, Prepared, prepare};
pub use read_page::{PageReading, read_page};
pub use recognizers::Recognizers;
pub use tesseract::{Installation, Tesseract, installation};

use std::time::Duration;

use image::GrayImage;
use perigee_model::Confidence;

/// A word on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct InkWord {
    /// Its characters.
    pub text: String,
    /// Left, upper, right and lower edge in pixels.
    pub edges_px: [f32; 4],
    /// How sure the reading is.
    pub confidence: Confidence,
}

/// How grey becomes black and white inside the recognizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// One level for the whole page (Otsu): right after our own levelling.
    Global,
    /// A level for each neighbourhood (Sauvola): finds faint text, costs about twice the time.
    Local,
}

/// What a look into a page says of the way in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Nothing speaks against reading it as it stands.
    Upright,
    /// It is hardly legible: it may stand on its side or head.
    Illegible,
    /// It reads well when it is turned clockwise by so many degrees: 90, 180 or 270.
    Turned(u16),
}

/// Something that reads pictures; one for each worker, used from one thread at a time.
pub trait Recognizer {
    /// Words of the picture in the order in which the recognizer reads them.
    ///
    /// # Errors
    /// [`OcrError::OutOfTime`] when it takes longer than `time`.
    fn recognize(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError>;

    /// Words of a picture that is a line of text and nothing else; none from recognizers that read whole pages only.
    ///
    /// # Errors
    /// As [`Recognizer::recognize`].
    fn read_line(&mut self, _line: &GrayImage, _dpi: f32, _time: Duration) -> Result<Vec<InkWord>, OcrError> {
        Ok(Vec::new())
    }

    /// Looks into a part of the page before it is read.
    ///
    /// # Errors
    /// [`OcrError::OutOfTime`] when it takes longer than `time`.
    fn look(&mut self, _picture: &GrayImage, _dpi: f32, _time: Duration) -> Result<Look, OcrError> {
        Ok(Look::Upright)
    }

    /// Whether a text is a word of the language in which the last page was read; `None` where that is not known, as of
    /// texts that are not letters throughout.
    fn knows(&self, _text: &str) -> Option<bool> {
        None
    }

    /// Clockwise degrees (0, 90, 180, 270) by which the picture must be turned to stand upright; `None` when
    /// that cannot be told with confidence.
    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16>;

    /// Whether the page that was read last is in a language of Latin letters, as far as that is known.
    fn reads_latin(&self) -> bool {
        true
    }
}
