//! The recognizers that a page is read by: Tesseract, and the networks beside it where they are installed.

use std::path::Path;
use std::time::Duration;

use image::GrayImage;

use crate::both::Both;
use crate::paddle::{Paddle, find_models};
use crate::tesseract::Tesseract;
use crate::{InkWord, Look, OcrError, Recognizer, Threshold};

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
    /// As [`Tesseract::start`].
    pub fn start(languages: Option<&str>, models: Option<&Path>) -> Result<Self, OcrError> {
        let tesseract = Tesseract::start(languages)?;
        match models.filter(|folder| tesseract.reads_latin() && find_models(folder).is_some()) {
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

impl Recognizers {
    /// Forgets the language of the pages so far, so that a file is read the same whatever came before it.
    pub fn begin_file(&mut self) {
        match self {
            Self::Tesseract(tesseract) => tesseract.begin_file(),
            Self::Both(both) => both.first_mut().begin_file(),
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

    fn read_line(&mut self, line: &GrayImage, dpi: f32, time: Duration) -> Result<Vec<InkWord>, OcrError> {
        match self {
            Self::Tesseract(tesseract) => tesseract.read_line(line, dpi, time),
            Self::Both(both) => both.read_line(line, dpi, time),
        }
    }

    fn look(&mut self, picture: &GrayImage, dpi: f32, time: Duration) -> Result<Look, OcrError> {
        match self {
            Self::Tesseract(tesseract) => tesseract.look(picture, dpi, time),
            Self::Both(both) => both.look(picture, dpi, time),
        }
    }

    fn knows(&self, text: &str) -> Option<bool> {
        match self {
            Self::Tesseract(tesseract) => tesseract.knows(text),
            Self::Both(both) => both.knows(text),
        }
    }

    fn reads_latin(&self) -> bool {
        match self {
            Self::Tesseract(tesseract) => tesseract.reads_latin(),
            Self::Both(both) => both.reads_latin(),
        }
    }

    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16> {
        match self {
            Self::Tesseract(tesseract) => tesseract.find_turn(picture, dpi),
            Self::Both(both) => both.find_turn(picture, dpi),
        }
    }
}
