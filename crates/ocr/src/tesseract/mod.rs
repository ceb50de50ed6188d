//! Tesseract 5 behind [`Recognizer`], loaded when first needed.

mod ambiguities;
mod data;
mod library;
mod look;
mod one_thread;
mod unpacked;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use image::GrayImage;
use perigee_model::Confidence;

use crate::{InkWord, Look, OcrError, Recognizer, Threshold, language};
use data::{Data, Wish};
use library::{Handle, Library, Mode};

/// A turn is believed from this confidence of the orientation detector.
///
/// Right answers on 90, 180 and 270 degrees came with 6.9 to 8.0 (`research/pdf-ocr.md` 3.3); noise stays below 2.
const MIN_TURN_CONFIDENCE: f32 = 3.0;

/// Smaller pictures hold no letter that could be read, and the library spins on some of them.
const MIN_SIDE_PX: u32 = 10;

/// Fewer words than this do not show whether a page stands upright; judged, not measured.
const MIN_LOOK_WORDS: usize = 3;

/// A reading in the language that a page was told to be in stands when it is nearly as sure as the first: letters that
/// a language lacks are read as others, and no less surely for that. Judged on one bill that was told to be German and
/// read a little more surely as English, without its umlauts.
const AS_SURE: f32 = 0.9;

/// Signs within words.
const JOINTS: [char; 3] = ['-', '\'', '’'];

/// Languages that stay started: each holds 5 to 30 MB, and few files are in more than three.
const MAX_HANDLES: usize = 3;

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
    library: Library,
    data: Data,
    wish: Wish,
    /// The languages of the page in hand, `eng+deu`.
    languages: String,
    /// Whether a page of this file has shown that it is in them.
    settled: bool,
    /// What was started so far, the last used one at the end.
    handles: Vec<(String, Handle)>,
    /// The detector of orientation; made when first needed, `None` inside when its data is missing.
    detector: Option<Option<Handle>>,
}

impl Tesseract {
    /// Starts Tesseract for these languages (`eng+deu`); `None` means for the language of each page, as far as it is
    /// installed.
    ///
    /// # Errors
    /// The library or the data of a language is missing, or it does not start.
    pub fn start(languages: Option<&str>) -> Result<Self, OcrError> {
        let library = Library::load()?;
        let data = Data::find()
            .ok_or_else(|| OcrError::NoLanguage { languages: data::DEFAULT_LANGUAGES.join("+") })?;
        let wish = data.choose(languages)?;
        let languages = wish.first().to_owned();
        let mut tesseract =
            Self { library, data, wish, languages, settled: false, handles: Vec::new(), detector: None };
        tesseract.handle()?;
        Ok(tesseract)
    }

    /// The languages in which it reads or has read the page in hand, e.g. `eng+deu`.
    pub fn languages(&self) -> &str {
        &self.languages
    }

    /// Whether it was started for what `languages` asks for.
    pub fn reads(&self, languages: Option<&str>) -> bool {
        self.data.choose(languages).is_ok_and(|wish| wish == self.wish)
    }

    /// Forgets the language of the pages so far, so that a file is read the same whatever came before it.
    pub fn begin_file(&mut self) {
        self.wish.first().clone_into(&mut self.languages);
        self.settled = false;
    }

    /// The handle for the languages of the page.
    fn handle(&mut self) -> Result<&mut Handle, OcrError> {
        let started = self.handles.iter().position(|(languages, _)| *languages == self.languages);
        let handle = match started {
            Some(at) => self.handles.remove(at),
            None => {
                let handle = self.library.start(self.data.dir(), &self.languages, Mode::Read)?;
                (self.languages.clone(), handle)
            }
        };
        if self.handles.len() >= MAX_HANDLES {
            self.handles.remove(0);
        }
        self.handles.push(handle);
        let (_, handle) = self.handles.last_mut().expect("it was pushed");
        Ok(handle)
    }

    /// Reads the page once more where its words turn out to be in another language.
    fn read_in_its_language(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        end: Instant,
        words: Vec<InkWord>,
    ) -> Result<Vec<InkWord>, OcrError> {
        let Some(language) = language::of_words(&words, self.data.languages()).map(str::to_owned) else {
            return Ok(words);
        };
        self.settled = true;
        if language == self.languages {
            return Ok(words);
        }
        let before = std::mem::replace(&mut self.languages, language);
        let again = read(self.handle()?, picture, dpi, threshold, end)?;
        if sure_letters(&again) > AS_SURE * sure_letters(&words) {
            return Ok(again);
        }
        self.languages = before;
        Ok(words)
    }
}

/// How sure words are on average; `None` where there are too few.
fn mean_sure(words: &[InkWord]) -> Option<f32> {
    let sum = words.iter().map(|word| word.confidence.get()).sum::<f32>();
    (words.len() >= MIN_LOOK_WORDS).then(|| sum / words.len() as f32)
}

/// Letters, each as far as it is sure.
fn sure_letters(words: &[InkWord]) -> f32 {
    words.iter().map(|word| word.confidence.get() * word.text.chars().count() as f32).sum()
}

fn read(
    handle: &mut Handle,
    picture: &GrayImage,
    dpi: f32,
    threshold: Threshold,
    end: Instant,
) -> Result<Vec<InkWord>, OcrError> {
    if picture.width().min(picture.height()) < MIN_SIDE_PX {
        return Ok(Vec::new());
    }
    handle.set_threshold(match threshold {
        Threshold::Global => c"0",
        Threshold::Local => c"2",
    });
    handle.set_picture(picture, dpi);
    let done = handle.recognize(end.saturating_duration_since(Instant::now()));
    // Tesseract also gives up on pictures in which it finds no text; only the clock tells the two apart.
    let words = if done { handle.words() } else { Vec::new() };
    handle.clear();
    if !done && Instant::now() >= end {
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

impl Recognizer for Tesseract {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        dpi: f32,
        threshold: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        let end = Instant::now() + time;
        let by_page = matches!(self.wish, Wish::ByPage(_));
        let words = read(self.handle()?, picture, dpi, threshold, end)?;
        if by_page { self.read_in_its_language(picture, dpi, threshold, end, words) } else { Ok(words) }
    }

    fn read_line(&mut self, line: &GrayImage, dpi: f32, time: Duration) -> Result<Vec<InkWord>, OcrError> {
        self.read_band(line, dpi, Instant::now() + time)
    }

    fn look(&mut self, picture: &GrayImage, dpi: f32, time: Duration) -> Result<Look, OcrError> {
        self.look_into(picture, dpi, Instant::now() + time)
    }

    fn knows(&self, text: &str) -> Option<bool> {
        let word = text.trim_matches(|sign: char| !sign.is_alphanumeric());
        let (_, handle) = self.handles.iter().find(|(languages, _)| *languages == self.languages)?;
        let is_spelled =
            !word.is_empty() && word.chars().all(|sign| sign.is_alphabetic() || JOINTS.contains(&sign));
        is_spelled.then(|| handle.is_word(word))
    }

    fn reads_latin(&self) -> bool {
        language::all_latin(&self.languages)
    }

    fn find_turn(&mut self, picture: &GrayImage, dpi: f32) -> Option<u16> {
        let data = &self.data;
        let library = &self.library;
        let detector = self.detector.get_or_insert_with(|| {
            data.choose(Some(data::ORIENTATION)).ok()?;
            library.start(data.dir(), data::ORIENTATION, Mode::Orientation).ok()
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
