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

/// The two networks, loaded.
#[derive(Debug)]
pub struct Paddle {
    detector: Box<dyn Network>,
    reader: Box<dyn Network>,
    alphabet: Alphabet,
}

impl Paddle {
    /// Loads the networks of a folder; `ideographs` tells whether Chinese signs are believed.
    ///
    /// # Errors
    /// A file is missing, or is none of the networks.
    pub fn start(folder: &Path, ideographs: bool) -> Result<Self, OcrError> {
        let missing = || OcrError::NoModels { folder: folder.to_owned() };
        let [detector, reader] = find_models(folder).ok_or_else(missing)?;
        let detector = Box::new(OnnxNetwork::load(&detector)?);
        let path = reader;
        let reader = OnnxNetwork::load(&path)?;
        let list = reader.note("character").ok_or(OcrError::ModelsUnreadable { path })?;
        let alphabet = Alphabet::parse(list, ideographs);
        Ok(Self { detector, reader: Box::new(reader), alphabet })
    }

    /// The letters of each crop, their places as shares of the crop's own width.
    fn read_batch(&mut self, batch: &[(usize, Crop)]) -> Vec<Vec<Letter>> {
        let width = batch.iter().map(|(_, crop)| crop.picture.width()).max().unwrap_or(1).next_multiple_of(8);
        let Some(answer) = self.reader.run(input(batch, width as usize)) else { return Vec::new() };
        let mut lines = self.alphabet.decode(&answer);
        for (letters, (_, crop)) in lines.iter_mut().zip(batch) {
            let stretch = width as f32 / crop.picture.width() as f32;
            for letter in letters {
                letter.place = (letter.place * stretch).min(1.0);
            }
        }
        lines
    }
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
    fn knows(&self, letter: char) -> bool {
        self.alphabet.has(letter)
    }

    fn find_strips(&mut self, picture: &GrayImage) -> Vec<Strip> {
        detect::find_strips(self.detector.as_mut(), picture)
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
        while !rest.is_empty() {
            if Instant::now() >= end {
                return Err(OcrError::OutOfTime);
            }
            let (batch, after) = rest.split_at(batch_length(rest));
            let letters = self.read_batch(batch);
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
        let mut strips = self.find_strips(picture);
        strips.sort_by(|a, b| a.center.1.total_cmp(&b.center.1));
        Ok(self.read_strips(picture, &strips, end)?.concat())
    }

    fn find_turn(&mut self, _: &GrayImage, _: f32) -> Option<u16> {
        None
    }
}
