//! When a page is read again, with a recognizer that answers as told.

use std::time::Duration;

use image::{GrayImage, Luma};
use perigee_model::Confidence;
use perigee_ocr::{InkWord, Look, OcrError, Origin, PageReading, Recognizer, Threshold, read_page};

const TIME: Duration = Duration::from_secs(5);

fn word(text: &str, edges_px: [f32; 4], confidence: f32) -> InkWord {
    InkWord { text: text.to_owned(), edges_px, confidence: Confidence::new(confidence) }
}

fn words(count: usize, confidence: f32) -> Vec<InkWord> {
    (0..count)
        .map(|at| word("word", [10.0, 20.0 * at as f32, 60.0, 20.0 * at as f32 + 12.0], confidence))
        .collect()
}

/// Answers by the width of the picture and the threshold.
struct Told {
    upright_width: u32,
    upright: Vec<InkWord>,
    other: Vec<InkWord>,
    local: Vec<InkWord>,
    line: Vec<InkWord>,
    look: Look,
    turn: Option<u16>,
    turns_asked: u32,
    pages_read: u32,
}

impl Recognizer for Told {
    fn recognize(
        &mut self,
        picture: &GrayImage,
        _: f32,
        threshold: Threshold,
        _: Duration,
    ) -> Result<Vec<InkWord>, OcrError> {
        self.pages_read += 1;
        Ok(match threshold {
            Threshold::Local => self.local.clone(),
            Threshold::Global if picture.width() == self.upright_width => self.upright.clone(),
            Threshold::Global => self.other.clone(),
        })
    }

    fn read_line(&mut self, _: &GrayImage, _: f32, _: Duration) -> Result<Vec<InkWord>, OcrError> {
        Ok(self.line.clone())
    }

    fn look(&mut self, _: &GrayImage, _: f32, _: Duration) -> Result<Look, OcrError> {
        Ok(self.look)
    }

    fn find_turn(&mut self, _: &GrayImage, _: f32) -> Option<u16> {
        self.turns_asked += 1;
        self.turn
    }
}

fn told() -> Told {
    Told {
        upright_width: 400,
        upright: words(20, 0.9),
        other: words(20, 0.3),
        local: Vec::new(),
        line: Vec::new(),
        look: Look::Upright,
        turn: None,
        turns_asked: 0,
        pages_read: 0,
    }
}

/// 400 × 600 px with some ink.
fn picture() -> GrayImage {
    GrayImage::from_fn(400, 600, |x, y| Luma([if x % 40 < 8 && y % 30 < 10 { 0 } else { 255 }]))
}

fn read(told: &mut Told, picture: &GrayImage) -> PageReading {
    read_page(told, picture, Origin::Picture, 144.0, TIME).unwrap()
}

#[test]
fn places_come_in_points() {
    let reading = read(&mut told(), &picture());
    assert_eq!(reading.words[0].bbox, perigee_model::Rect::new(5.0, 0.0, 30.0, 6.0));
}

#[test]
fn a_page_that_reads_well_is_not_asked_which_way_is_up() {
    let mut told = told();
    assert_eq!(read(&mut told, &picture()).turn, 0);
    assert_eq!(told.turns_asked, 0);
}

#[test]
fn a_page_on_its_side_is_turned() {
    let mut told = Told { turn: Some(90), upright_width: 600, ..told() };
    let reading = read(&mut told, &picture());
    assert_eq!((reading.turn, reading.words[0].confidence), (90, Confidence::new(0.9)));
}

#[test]
fn a_turn_that_reads_no_better_is_not_kept() {
    let mut told = Told { turn: Some(90), upright: words(20, 0.5), other: words(10, 0.2), ..told() };
    assert_eq!(read(&mut told, &picture()).turn, 0);
}

#[test]
fn a_page_that_comes_back_nearly_empty_is_read_with_local_thresholds() {
    let mut told = Told { upright: words(1, 0.9), local: words(30, 0.8), ..told() };
    assert_eq!(read(&mut told, &picture()).words.len(), 30);
}

#[test]
fn blank_paper_is_not_read_again() {
    let mut told = Told { upright: Vec::new(), local: words(30, 0.8), ..told() };
    assert!(read(&mut told, &GrayImage::from_pixel(400, 600, Luma([250]))).words.is_empty());
}

#[test]
fn unsure_marks_are_dirt() {
    let mut upright = words(20, 0.9);
    upright.push(word("~|", [300.0, 300.0, 310.0, 310.0], 0.1));
    upright.push(word("7", [320.0, 300.0, 330.0, 310.0], 0.35));
    let reading = read(&mut Told { upright, ..told() }, &picture());
    assert_eq!(reading.words.len(), 21);
    assert_eq!(reading.words[20].text, "7");
}

#[test]
fn illegible_words_are_left_out_unless_most_of_the_page_is() {
    let mut upright = words(20, 0.9);
    upright.push(word("wanze", [300.0, 300.0, 350.0, 310.0], 0.2));
    assert_eq!(read(&mut Told { upright, ..told() }, &picture()).words.len(), 20);
    let all = Told { upright: words(20, 0.3), ..told() };
    assert_eq!(read(&mut { all }, &picture()).words.len(), 20);
}

#[test]
fn a_page_that_looks_turned_is_not_read_before_it_is_upright() {
    let mut told = Told { look: Look::Illegible, turn: Some(90), upright_width: 600, ..told() };
    let reading = read(&mut told, &picture());
    assert_eq!((reading.turn, reading.words.len(), told.pages_read), (90, 20, 1));
}

#[test]
fn a_page_that_looks_turned_but_is_not_is_read_as_it_stands() {
    let mut told = Told { look: Look::Illegible, ..told() };
    assert_eq!((read(&mut told, &picture()).turn, told.pages_read), (0, 1));
    let mut told = Told { look: Look::Illegible, turn: Some(90), ..self::told() };
    assert_eq!(read(&mut told, &picture()).turn, 0);
}

#[test]
fn a_page_that_was_seen_to_lie_on_its_side_is_turned_without_asking() {
    let mut told = Told { look: Look::Turned(270), upright_width: 600, ..told() };
    let reading = read(&mut told, &picture());
    assert_eq!((reading.turn, told.pages_read, told.turns_asked), (270, 1, 0));
}

#[test]
fn a_line_on_which_nothing_was_read_is_read_by_itself() {
    // Lines 8 pt high, every 20 pt, on a page as large as one at the resolution of recognition.
    let picture = GrayImage::from_fn(1_600, 1_600, |x, y| {
        let letter = (100..1_500).contains(&x) && x % 20 < 3 && y % 40 < 16;
        Luma([if letter { 0 } else { 255 }])
    });
    let line = |at: usize| [100.0, 40.0 * at as f32, 1_500.0, 40.0 * at as f32 + 16.0];
    let lines = (0..40).filter(|&at| at != 7).map(|at| word("line", line(at), 0.9)).collect();
    let lost = vec![word("also", [20.0, 8.0, 90.0, 22.0], 0.95), word("lost", [98.0, 8.0, 150.0, 22.0], 0.9)];
    let mut told = Told { upright_width: 1_600, upright: lines, line: lost, ..told() };
    let reading = read(&mut told, &picture);
    let [.., also, _] = reading.words.as_slice() else { panic!("{reading:?}") };
    assert_eq!((reading.words.len(), also.text.as_str()), (41, "also"));
    assert!(
        (138.0..142.0).contains(&also.bbox.y0) && (48.0..60.0).contains(&also.bbox.x0),
        "{:?}",
        also.bbox
    );
}
