//! Tesseract on drawn pages; `script/bootstrap` installs it. Without it these tests say so and pass.

use std::collections::HashMap;
use std::time::Duration;

use image::{GrayImage, imageops};
use perigee_model::{FileFault, Rect, Word, fault::codes};
use perigee_ocr::{Look, Origin, PageReading, Recognizer as _, Tesseract, installation, read_page};
use perigee_synth::{invoice, scan};

use crate::drawn;

const DPI: f32 = 200.0;

/// Tesseract for English, or a printed note.
fn tesseract() -> Option<Tesseract> {
    let installed = installation();
    if installed.version.is_none() || !installed.languages.iter().any(|language| language == "eng") {
        eprintln!("skipped: Tesseract with eng is not installed");
        return None;
    }
    Some(Tesseract::start(Some("eng")).unwrap())
}

fn read(tesseract: &mut Tesseract, picture: &GrayImage) -> PageReading {
    read_page(tesseract, picture, Origin::Page, DPI, Duration::from_secs(120)).unwrap()
}

/// Share of the longer true words that were read, and of those the share whose place is right.
pub(crate) fn recall(truth: &[Word], read: &[Word]) -> (f32, f32) {
    let mut places: HashMap<&str, Vec<Rect>> = HashMap::new();
    for word in read {
        places.entry(word.text.as_str()).or_default().push(word.bbox);
    }
    let long: Vec<_> = truth.iter().filter(|word| word.text.chars().count() >= 4).collect();
    let found: Vec<_> =
        long.iter().filter_map(|word| Some((word.bbox, places.get(word.text.as_str())?))).collect();
    let placed =
        found.iter().filter(|(truth, places)| places.iter().any(|place| same_place(*truth, *place))).count();
    (found.len() as f32 / long.len() as f32, placed as f32 / found.len() as f32)
}

fn same_place(truth: Rect, read: Rect) -> bool {
    (truth.center_x() - read.center_x()).abs() < 4.0 && (truth.center_y() - read.center_y()).abs() < 4.0
}

#[test]
fn a_drawn_invoice_is_read_word_for_word_and_in_place() {
    let Some(mut tesseract) = tesseract() else { return };
    let sample = invoice::samples(7, 4).into_iter().find(|sample| sample.file_name.contains("-en")).unwrap();
    let reading = read(&mut tesseract, &drawn(&sample.pdf, DPI));
    let (found, placed) = recall(&sample.pages[0].words, &reading.words);
    assert!(found > 0.9 && placed > 0.97, "found {found}, of these in place {placed}");
}

#[test]
fn places_on_a_slanted_scan_are_those_on_the_slanted_page() {
    let Some(mut tesseract) = tesseract() else { return };
    let sample = invoice::samples(7, 4).into_iter().find(|sample| sample.file_name.contains("-en")).unwrap();
    let page = drawn(&sample.pdf, DPI);
    let scans = (0..20).map(|seed| scan::scan(&page, DPI, seed));
    let slanted = scans.into_iter().find(|scan| scan.wear.skew_degrees.abs() > 1.0).unwrap();
    let truth: Vec<Word> = sample.pages[0]
        .words
        .iter()
        .map(|word| Word { bbox: slanted.place(word.bbox), ..word.clone() })
        .collect();
    let (found, placed) = recall(&truth, &read(&mut tesseract, &slanted.image).words);
    assert!(found > 0.75 && placed > 0.95, "found {found}, of these in place {placed}");
}

#[test]
fn a_page_on_its_head_is_turned() {
    let Some(mut tesseract) = tesseract() else { return };
    if !installation().languages.iter().any(|language| language == "osd") {
        eprintln!("skipped: the Tesseract data osd is not installed");
        return;
    }
    let sample = invoice::samples(7, 4).into_iter().find(|sample| sample.file_name.contains("-en")).unwrap();
    let page = drawn(&sample.pdf, DPI);
    for (picture, turn) in [(imageops::rotate180(&page), 180), (imageops::rotate90(&page), 270)] {
        let reading = read(&mut tesseract, &picture);
        assert_eq!(reading.turn, turn);
        let (found, placed) = recall(&sample.pages[0].words, &reading.words);
        assert!(found > 0.9 && placed > 0.97, "turned by {turn}: found {found}, of these in place {placed}");
    }
}

#[test]
fn out_of_time_is_a_fault_of_the_page() {
    let Some(mut tesseract) = tesseract() else { return };
    let sample = invoice::sample(7, 0);
    let page = drawn(&sample.pdf, DPI);
    let error = read_page(&mut tesseract, &page, Origin::Page, DPI, Duration::from_millis(30)).unwrap_err();
    assert_eq!(FileFault::from(error).code, codes::TIME_LIMIT);
}

#[test]
fn a_missing_language_is_a_fault_that_says_what_to_install() {
    if tesseract().is_none() {
        return;
    }
    let fault = FileFault::from(Tesseract::start(Some("eng+tlh")).unwrap_err());
    assert_eq!(fault.code, codes::OCR_UNAVAILABLE);
    assert!(fault.action.contains("tesseract-ocr-tlh"), "{}", fault.action);
}

/// Tesseract by page, where English and German are installed.
fn by_page() -> Option<Tesseract> {
    let installed = installation();
    let has = |name: &str| installed.languages.iter().any(|language| language == name);
    if installed.version.is_none() || !has("eng") || !has("deu") {
        eprintln!("skipped: Tesseract with eng and deu is not installed");
        return None;
    }
    Some(Tesseract::start(None).unwrap())
}

fn sample(language: &str) -> (GrayImage, Vec<Word>) {
    let samples = invoice::samples(7, 8);
    let sample = samples.iter().find(|sample| sample.file_name.contains(language)).unwrap();
    (drawn(&sample.pdf, DPI), sample.pages[0].words.clone())
}

#[test]
fn a_page_is_read_in_its_own_language() {
    let Some(mut tesseract) = by_page() else { return };
    let (german, truth) = sample("-de");
    let (found, _) = recall(&truth, &read(&mut tesseract, &german).words);
    assert_eq!(tesseract.languages(), "deu");
    assert!(found > 0.9, "found {found}");
    let (english, _) = sample("-en");
    read(&mut tesseract, &english);
    assert_eq!(tesseract.languages(), "eng");
}

#[test]
fn a_file_is_read_the_same_whatever_was_read_before_it() {
    let Some(mut tesseract) = by_page() else { return };
    let (english, _) = sample("-en");
    let first = read(&mut tesseract, &english);
    tesseract.begin_file();
    read(&mut tesseract, &sample("-de").0);
    tesseract.begin_file();
    assert_eq!(read(&mut tesseract, &english), first);
}

#[test]
fn a_look_tells_how_a_page_stands() {
    let Some(mut tesseract) = by_page() else { return };
    let (page, _) = sample("-en");
    let turned = [
        (page.clone(), Look::Upright),
        (imageops::rotate180(&page), Look::Turned(180)),
        (imageops::rotate90(&page), Look::Turned(270)),
        (imageops::rotate270(&page), Look::Turned(90)),
    ];
    for (picture, expected) in turned {
        let look = tesseract.look(&picture, DPI, Duration::from_secs(120)).unwrap();
        assert_eq!((look, tesseract.languages()), (expected, "eng"));
    }
}
