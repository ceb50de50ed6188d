//! Searchable PDF: the words that were recognised come back from the file that was written.

use image::{ImageFormat, Rgb, RgbImage};
use perigee_model::{Confidence, Page, PageSource, Rect, Word};
use perigee_render::{Document, LayerWord, RenderLimits};

use crate::drawn::{Drawn, stream, text};
use crate::files::encoded;

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };

/// Words of each turn, in Latin letters and others.
const TEXTS: [&str; 4] = ["Rechnung", "Łódź", "€", "𝒙Ω"];

fn open(bytes: Vec<u8>) -> Document {
    Document::open(bytes, LIMITS).unwrap()
}

/// A recognised page as large as the first one of a document, turned by so much more.
fn recognised(document: &Document, turn: u16) -> Page {
    let size = document.reader().content(0).unwrap().size;
    let (width, height) =
        if turn % 180 == 90 { (size.height, size.width) } else { (size.width, size.height) };
    let word = |(at, text): (usize, &&str)| Word {
        text: (*text).to_owned(),
        bbox: Rect::new(30.0, 40.0 + 30.0 * at as f32, 110.0, 52.0 + 30.0 * at as f32),
        confidence: Confidence::new(0.9),
    };
    let rotation = (size.rotation + turn) % 360;
    let words = TEXTS.iter().enumerate().map(word).collect();
    Page { width, height, rotation, source: PageSource::Ocr, words, ..Page::default() }
}

/// The words that the searchable file has, and its picture.
fn searched(document: &Document, page: &Page) -> (Vec<LayerWord>, RgbImage) {
    let made = open(document.searchable(std::slice::from_ref(page)).unwrap());
    let mut reader = made.reader();
    let content = reader.content(0).unwrap();
    assert!((content.size.width - page.width).abs() < 0.5, "{:?}", content.size);
    (content.text.unwrap().words, reader.draw(0, 72.0).unwrap())
}

#[track_caller]
fn assert_same_words(found: &[LayerWord], page: &Page) {
    let texts: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts, TEXTS);
    for (found, word) in found.iter().zip(&page.words) {
        assert!(found.invisible);
        let edges = |r: Rect| [r.x0, r.y0, r.x1, r.y1];
        let far = edges(found.bbox).iter().zip(edges(word.bbox)).any(|(a, b)| (a - b).abs() > 0.5);
        assert!(!far, "{:?} is not {:?}", found.bbox, word.bbox);
    }
}

/// A page whose left upper quarter is black, stored turned, cropped, and with an unbalanced state.
fn scan(entries: &str) -> Document {
    let drawing = "1 0 0 1 7 7 cm 0 g 0 421 290 421 re f";
    open(Drawn::new().page(entries).object(&stream("", b"")).content(drawing))
}

#[test]
fn words_lie_over_a_pdf_page_however_it_is_turned() {
    for entries in ["", "/Rotate 90", "/Rotate 180", "/Rotate 270 /CropBox [50 60 550 800]"] {
        for turn in [0, 90, 180, 270] {
            let document = scan(entries);
            let page = recognised(&document, turn);
            assert_same_words(&searched(&document, &page).0, &page);
        }
    }
}

#[test]
fn the_page_looks_as_before() {
    let document = scan("/Rotate 90");
    let before = document.reader().draw(0, 72.0).unwrap();
    let page = recognised(&document, 0);
    assert_eq!(searched(&document, &page).1, before);
}

#[test]
fn a_page_that_has_text_is_left_alone() {
    let document = open(Drawn::new().object(&stream("", b"")).content(&text(12, 72, 720, "Total")));
    let page = Page { source: PageSource::Text, ..recognised(&document, 0) };
    let words = searched(&document, &page).0;
    assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["Total"]);
}

#[test]
fn pages_that_share_fonts_keep_them() {
    let document = open(Drawn::new().object(&stream("", b"")).content(&text(12, 72, 720, "Stamp")));
    let page = recognised(&document, 0);
    let texts: Vec<String> = searched(&document, &page).0.into_iter().map(|word| word.text).collect();
    assert_eq!(texts[0], "Stamp");
    assert_eq!(texts.len(), 1 + TEXTS.len());
}

fn dotted(colour: [u8; 3]) -> RgbImage {
    let mut picture = RgbImage::from_pixel(400, 600, Rgb([255, 255, 255]));
    (0..200).for_each(|x| (0..100).for_each(|y| picture.put_pixel(x, y, Rgb(colour))));
    picture
}

#[test]
fn words_lie_over_pictures_of_every_colour_and_format() {
    for (colour, format) in [
        ([0; 3], ImageFormat::Png),
        ([90; 3], ImageFormat::Tiff),
        ([200, 20, 20], ImageFormat::WebP),
        ([0, 0, 250], ImageFormat::Jpeg),
    ] {
        for turn in [0, 90, 270] {
            let document = open(encoded(dotted(colour), format));
            let page = recognised(&document, turn);
            let (words, drawn) = searched(&document, &page);
            assert_same_words(&words, &page);
            // The dark corner stands where the turn puts it.
            let (right, bottom) = (drawn.width() - 6, drawn.height() - 6);
            let (x, y) = match turn {
                90 => (right, 5),
                270 => (5, bottom),
                _ => (5, 5),
            };
            let dot = drawn.get_pixel(x, y).0;
            assert!(dot.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 12), "{dot:?} is not {colour:?}");
        }
    }
}

#[test]
fn a_jpeg_is_kept_byte_for_byte() {
    let jpeg = encoded(dotted([0, 0, 250]), ImageFormat::Jpeg);
    let document = open(jpeg.clone());
    let made = document.searchable(&[recognised(&document, 0)]).unwrap();
    assert!(made.windows(jpeg.len()).any(|window| window == jpeg));
}

#[test]
fn a_grey_picture_takes_no_more_room_than_it_needs() {
    let document = open(encoded(dotted([0; 3]), ImageFormat::Png));
    let made = document.searchable(&[recognised(&document, 0)]).unwrap();
    assert!(made.len() < 8_000, "{}", made.len());
}

#[test]
fn pages_that_the_file_does_not_have_are_refused() {
    let document = scan("");
    let page = Page { number: 3, ..recognised(&document, 0) };
    assert!(document.searchable(&[page]).is_err());
}

#[test]
fn a_new_recognition_takes_the_place_of_an_unseen_layer() {
    let old = "q BT 3 Tr /F1 12 Tf 72 720 Td (0ld g4rbage) Tj ET Q BT /F1 12 Tf 72 600 Td (Stamp) Tj ET";
    let inside = "BT 3 Tr /F1 12 Tf 72 500 Td (more) Tj ET";
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] \
                /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";
    let bytes = Drawn::new().object(&stream(form, inside.as_bytes())).content(&format!("{old} /Im Do"));
    let document = open(bytes);
    let before: Vec<String> =
        document.reader().content(0).unwrap().text.unwrap().words.into_iter().map(|word| word.text).collect();
    assert_eq!(before, ["0ld", "g4rbage", "Stamp", "more"]);
    let page = recognised(&document, 0);
    let drawn = document.reader().draw(0, 72.0).unwrap();
    let (words, picture) = searched(&document, &page);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts[0], "Stamp");
    assert_eq!(texts[1..], TEXTS);
    assert_eq!(picture, drawn);
}
