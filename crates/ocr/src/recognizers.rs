//! The recognizers that a page is read by: Tesseract, and the networks beside it where they are installed.

use std::path::Path;
use std::time::Duration;

use image::GrayImage;

use crate::both::Both;
use crate::paddle::{Paddle, find_models};
use crate::tesseract::Tesseract;
use crate::{InkWord, OcrError, Recognizer, Threshold};

/// Languages of which the networks know most letters; pages in others are left to Tesseract alone.
const LATIN: [&str; 31] = [
    "afr", "cat", "ces", "dan", "deu", "eng", "est", "eus", "fin", "fra", "glg", "hrv", "hun", "ind", "isl",
    "ita", "lat", "lav", "lit", "ltz", "msa", "nld", "nor", "pol", "por", "ron", "slk", "slv", "spa", "swe",
    "tur",
];

/// The recognizers of one worker.
#[derive(Debug)]
pub enum Recognizers {
    /// Tesseract alone.
    Tesseract(Tesseract),
    /// Tesseract, and the networks where it is unsure.
    Both(Box<Both<Tesseract>>),
}

impl Recognizers {
    /// Starts what is there for these languages (`eng+deu`; `None` as for [`Tesseract::start`]).
    ///
    /// `models` is the folder of the networks; without them, or for languages that they do not know, Tesseract reads
    /// alone.
    ///
    /// # Errors
    /// As [`Tesseract::start`]; or a file of the networks is there but cannot be read.
    pub fn start(languages: Option<&str>, models: Option<&Path>) -> Result<Self, OcrError> {
        let tesseract = Tesseract::start(languages)?;
        let known = tesseract.languages().split('+').all(|language| LATIN.contains(&language));
        match models.filter(|folder| known && find_models(folder).is_some()) {
            Some(folder) => {
                let networks = Paddle::start(folder, false)?;
                Ok(Self::Both(Box::new(Both::new(tesseract, networks))))
            }
            None => Ok(Self::Tesseract(tesseract)),
        }
    }

    /// Whether it was started for what `languages` asks for.
    pub fn reads(&self, languages: Option<&str>) -> bool {
        match self {
            Self::Tesseract(tesseract) => tesseract.reads(languages),
            Self::Both(both) => both.first().reads(languages),
        }
    }
}

impl Recognizer for Recognizers {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        match self {
            Self::Tesseract(tesseract) => tesseract.recognize(picture, dpi, threshold, time),
            Self::Both(both) => both.recognize(picture, dpi, threshold, time),
        }
    }

    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16> {
        match self {
            Self::Tesseract(tesseract) => tesseract.find_turn(picture, dpi),
            Self::Both(both) => both.find_turn(picture, dpi),
        }
    }
}
