//! Tesseract 5 behind [`Recognizer`], loaded when first needed.

mod data;
mod library;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use image::GrayImage;
use perigee_model::Confidence;

use crate::{InkWord, OcrError, Recognizer, Threshold};
use data::Data;
use library::{Handle, Library, Mode};

/// A turn is believed from this confidence of the orientation detector.
///
/// Right answers on 90, 180 and 270 degrees came with 6.9 to 8.0 (`research/pdf-ocr.md` 3.3); noise stays below 2.
const MIN_TURN_CONFIDENCE: f32 = 3.0;

/// Smaller pictures hold no letter that could be read, and the library spins on some of them.
const MIN_SIDE_PX: u32 = 10;

/// What is installed on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// Version of the library, e.g. `5.3.0`; `None` when it cannot be loaded.
    pub version: Option<String>,
    /// Languages with data, e.g. `eng`; sorted.
    pub languages: Vec<String>,
    /// Where the data was found.
    pub data_dir: Option<PathBuf>,
}

/// Looks what is installed on this machine.
pub fn installation() -> Installation {
    let data = Data::find();
    Installation {
        version: Library::load().ok().map(|library| library.version()),
        languages: data.as_ref().map(|data| data.languages().to_vec()).unwrap_or_default(),
        data_dir: data.map(|data| data.dir().to_owned()),
    }
}

/// A loaded Tesseract with its languages.
#[derive(Debug)]
pub struct Tesseract {
    handle: Handle,
    languages: String,
    data: Data,
    /// The detector of orientation; made when first needed, `None` inside when its data is missing.
    detector: Option<Option<Handle>>,
}

impl Tesseract {
    /// Starts Tesseract for these languages (`eng+deu`); `None` means all of eng, deu and pol that are installed.
    ///
    /// # Errors
    /// The library or the data of a language is missing, or it does not start.
    pub fn start(languages: Option<&str>) -> Result<Self, OcrError> {
        let library = Library::load()?;
        let data = Data::find()
            .ok_or_else(|| OcrError::NoLanguage { languages: data::DEFAULT_LANGUAGES.join("+") })?;
        let languages = data.choose(languages)?;
        let handle = library.start(data.dir(), &languages, Mode::Read)?;
        Ok(Self { handle, languages, data, detector: None })
    }

    /// The languages it reads, e.g. `eng+deu`.
    pub fn languages(&self) -> &str {
        &self.languages
    }

    /// Whether it was started for what `languages` asks for.
    pub fn reads(&self, languages: Option<&str>) -> bool {
        self.data.choose(languages).is_ok_and(|wanted| wanted == self.languages)
    }
}

impl Recognizer for Tesseract {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        self.handle.set_threshold(match threshold {
            Threshold::Global => c"0",
            Threshold::Local => c"2",
        });
        if picture.width().min(picture.height()) < MIN_SIDE_PX {
            return Ok(Vec::new());
        }
        let begin = Instant::now();
        self.handle.set_picture(picture, dpi);
        let done = self.handle.recognize(time);
        // Tesseract also gives up on pictures in which it finds no text; only the clock tells the two apart.
        let words = if done { self.handle.words() } else { Vec::new() };
        self.handle.clear();
        if !done && begin.elapsed() >= time {
            return Err(OcrError::OutOfTime);
        }
        Ok(words
            .into_iter()
            .map(|word| InkWord {
                text: word.text,
                edges_px: word.edges_px,
                confidence: Confidence::new(word.percent / 100.0),
            })
            .collect())
    }

    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16> {
        let data = &self.data;
        let library = self.handle.library();
        let detector = self.detector.get_or_insert_with(|| {
            data.choose(Some("osd")).ok()?;
            library.start(data.dir(), "osd", Mode::Orientation).ok()
        });
        let detector = detector.as_mut()?;
        detector.set_picture(picture, dpi);
        let found = detector.orientation();
        detector.clear();
        let (degrees, confidence) = found?;
        // Tesseract answers how far the page is turned; turning it upright goes the other way.
        let turn = (360 - degrees.rem_euclid(360)) % 360;
        (confidence >= MIN_TURN_CONFIDENCE && turn % 90 == 0).then_some(turn as u16)
    }
}
