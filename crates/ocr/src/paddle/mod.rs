//! The networks of PP-OCR behind [`Recognizer`]: one finds the lines of text, the other reads a line.
//!
//! They read poor print better than Tesseract and cost more. Their alphabet lacks letters of many languages
//! (ö, ß, ł …), so that alone they serve English only; `both` joins the two.

mod crop;
mod decode;
mod detect;
mod network;
mod strip;
mod words;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::GrayImage;

use crate::both::LineReader;
use crate::{InkWord, OcrError, Recognizer, Threshold};
pub(crate) use crop::COLUMNS_A_HEIGHT;
use crop::{Crop, HEIGHT_PX};
use decode::{Alphabet, Letter};
use network::{Network, OnnxNetwork, Planes};
pub(crate) use strip::Strip;

/// Names of the files in the folder of models, as they are published.
const DETECTOR: &str = "ch_PP-OCRv4_det_infer.onnx";
const READER: &str = "ch_PP-OCRv4_rec_infer.onnx";

/// Lines that are read in one go. More are no faster (ADR 51) and hold more memory.
const BATCH: usize = 6;

/// Lines of one batch differ in width by this factor at most, since all are padded to the widest.
const BATCH_SPREAD: f32 = 1.15;

/// The files of the networks in a folder, when all are there.
pub fn find_models(folder: &Path) -> Option<[PathBuf; 2]> {
    let files = [folder.join(DETECTOR), folder.join(READER)];
    files.iter().all(|file| file.is_file()).then_some(files)
}

/// The two networks, each loaded when it is first needed: that takes 0.05 s of CPU time, and many files need none.
#[derive(Debug)]
pub struct Paddle {
    files: [PathBuf; 2],
    ideographs: bool,
    detector: Option<Box<dyn Network>>,
    reader: Option<(Box<dyn Network>, Alphabet)>,
}

impl Paddle {
    /// The networks of a folder; `ideographs` tells whether Chinese signs are believed.
    ///
    /// # Errors
    /// A file is missing. One that is none of the networks shows when it is first needed.
    pub fn start(folder: &Path, ideographs: bool) -> Result<Self, OcrError> {
        let missing = || OcrError::NoModels { folder: folder.to_owned() };
        let files = find_models(folder).ok_or_else(missing)?;
        Ok(Self { files, ideographs, detector: None, reader: None })
    }

    fn detector(&mut self) -> Result<&mut dyn Network, OcrError> {
        let detector = match self.detector.take() {
            Some(detector) => detector,
            None => Box::new(OnnxNetwork::load(&self.files[0])?),
        };
        Ok(self.detector.insert(detector).as_mut())
    }

    fn reader(&mut self) -> Result<(&mut dyn Network, &Alphabet), OcrError> {
        let loaded = match self.reader.take() {
            Some(loaded) => loaded,
            None => {
                let path = &self.files[1];
                let reader = OnnxNetwork::load(path)?;
                let unreadable = || OcrError::ModelsUnreadable { path: path.clone() };
                let list = reader.note("character").ok_or_else(unreadable)?;
                let alphabet = Alphabet::parse(list, self.ideographs);
                (Box::new(reader) as Box<dyn Network>, alphabet)
            }
        };
        let (reader, alphabet) = self.reader.insert(loaded);
        Ok((reader.as_mut(), alphabet))
    }
}

/// The letters of each crop, their places as shares of the crop's own width.
fn read_batch(reader: &mut dyn Network, alphabet: &Alphabet, batch: &[(usize, Crop)]) -> Vec<Vec<Letter>> {
    let width = batch.iter().map(|(_, crop)| crop.picture.width()).max().unwrap_or(1).next_multiple_of(8);
    let Some(answer) = reader.run(input(batch, width as usize)) else { return Vec::new() };
    let mut lines = alphabet.decode(&answer);
    for (letters, (_, crop)) in lines.iter_mut().zip(batch) {
        let stretch = width as f32 / crop.picture.width() as f32;
        for letter in letters {
            letter.place = (letter.place * stretch).min(1.0);
        }
    }
    lines
}

/// How many of the crops, sorted by width, go into one batch.
fn batch_length(crops: &[(usize, Crop)]) -> usize {
    let narrowest = crops.first().map_or(1, |(_, crop)| crop.picture.width()) as f32;
    let fits = |(_, crop): &&(usize, Crop)| crop.picture.width() as f32 <= narrowest * BATCH_SPREAD;
    crops.iter().take(BATCH).take_while(fits).count().max(1)
}

/// The crops in three equal planes of -1 to 1 each, padded with 0 on the right.
fn input(batch: &[(usize, Crop)], width: usize) -> Planes {
    let height = HEIGHT_PX as usize;
    let mut planes = Planes::zeros([batch.len(), 3, height, width]);
    for ((_, crop), picture) in batch.iter().zip(planes.values.chunks_exact_mut(3 * height * width)) {
        let dots = crop.picture.width() as usize;
        for plane in picture.chunks_exact_mut(height * width) {
            for (row, source) in plane.chunks_exact_mut(width).zip(crop.picture.as_raw().chunks_exact(dots)) {
                for (value, &dot) in row.iter_mut().zip(source) {
                    *value = f32::from(dot) / 127.5 - 1.0;
                }
            }
        }
    }
    planes
}

impl LineReader for Paddle {
    fn knows(&mut self, letter: char) -> Result<bool, OcrError> {
        Ok(self.reader()?.1.has(letter))
    }

    fn find_strips(&mut self, picture: &GrayImage) -> Result<Vec<Strip>, OcrError> {
        Ok(detect::find_strips(self.detector()?, picture))
    }

    fn read_strips(
        &mut self,
        picture: &GrayImage,
        strips: &[Strip],
        end: Instant,
    ) -> Result<Vec<Vec<InkWord>>, OcrError> {
        let mut lines = vec![Vec::new(); strips.len()];
        let cut = |(at, &strip): (usize, &Strip)| Some((at, Crop::cut(picture, strip)?));
        let mut crops: Vec<(usize, Crop)> = strips.iter().enumerate().filter_map(cut).collect();
        crops.sort_by_key(|(_, crop)| crop.picture.width());
        let mut rest = crops.as_slice();
        if rest.is_empty() {
            return Ok(lines);
        }
        let (reader, alphabet) = self.reader()?;
        while !rest.is_empty() {
            if Instant::now() >= end {
                return Err(OcrError::OutOfTime);
            }
            let (batch, after) = rest.split_at(batch_length(rest));
            let letters = read_batch(reader, alphabet, batch);
            for ((at, crop), letters) in batch.iter().zip(letters) {
                if let Some(line) = lines.get_mut(*at) {
                    *line = words::words(crop, &letters);
                }
            }
            rest = after;
        }
        Ok(lines)
    }
}

impl Recognizer for Paddle {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        _: f32,
        _: Threshold,
        time: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        let end = Instant::now() + time;
        let mut strips = self.find_strips(picture)?;
        strips.sort_by(|a, b| a.center.1.total_cmp(&b.center.1));
        Ok(self.read_strips(picture, &strips, end)?.concat())
    }

    fn find_turn(&mut self, _: &GrayImage, _: f32) -> Option<u16> {
        None
    }
}
