//! Lines and areas of PDF pages: what is a rule, and what is none.

use perigee_model::Graphics;
use perigee_render::{Document, RenderLimits};

use crate::drawn::{Drawn, stream};

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };

fn graphics(content_stream: &str) -> Graphics {
    let bytes = Drawn::new().content(content_stream);
    Document::open(bytes, LIMITS).unwrap().reader().content(0).unwrap().text.unwrap().graphics
}

#[test]
fn a_stroke_a_thin_area_and_a_row_of_dashes_are_rules() {
    let stroke = graphics("1 w 72 700 m 300 700 l S").rules;
    assert_eq!(stroke.len(), 1);
    // 842 - 700 = 142 pt from the top.
    assert!((stroke[0].center_y() - 142.0).abs() < 0.6 && stroke[0].width() > 227.0, "{stroke:?}");
    assert_eq!(graphics("72 700 228 0.5 re f").rules.len(), 1);
    let dashes: String = (0..20).map(|at| format!("{} 700 3 0.5 re f ", 72 + 5 * at)).collect();
    assert_eq!(graphics(&dashes).rules.len(), 1);
}

#[test]
fn the_sides_of_frames_are_rules_and_areas_are_fills() {
    let frame = graphics("72 600 200 50 re S");
    assert_eq!((frame.rules.len(), frame.fills.len()), (4, 0));
    let area = graphics("0.8 g 72 600 200 50 re f");
    assert_eq!((area.rules.len(), area.fills.len()), (0, 1));
}

#[test]
fn what_cannot_be_seen_is_no_rule() {
    assert!(graphics("1 g 72 700 228 0.5 re f").is_empty(), "white on white");
    assert!(graphics("72 700 100 100 re W n 300 300 m 500 300 l S").is_empty(), "outside the clip");
    assert!(graphics("72 900 m 300 900 l S").is_empty(), "above the page");
    assert!(graphics("72 700 m 200 600 l S").is_empty(), "slanted");
    assert_eq!(graphics("0 g 72 600 200 50 re f 1 g 72 625 200 0.5 re f").rules.len(), 1, "white on black");
}

#[test]
fn a_page_of_countless_strokes_keeps_a_bounded_number() {
    let strokes: String =
        (0..40_000).map(|at| format!("0 {0}.{1} m 500 {0}.{1} l S ", at / 50, at % 50)).collect();
    assert!(graphics(&strokes).rules.len() <= 20_000);
}

/// The states of the boxes to tick, in the order of their places.
fn ticks(bytes: Vec<u8>) -> Vec<bool> {
    let mut boxes =
        Document::open(bytes, LIMITS).unwrap().reader().content(0).unwrap().text.unwrap().graphics;
    boxes.check_boxes.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    boxes.check_boxes.iter().map(|found| found.checked).collect()
}

#[test]
fn drawn_squares_are_boxes_and_what_is_drawn_in_them_ticks_them() {
    let frames = "1 w 72 700 10 10 re S 72 680 10 10 re S 72 660 10 10 re S 72 640 10 10 re S ";
    let cross = "73 681 m 81 689 l S 73 689 m 81 681 l S ";
    let tick = "72 664 m 75 660 l 84 672 l S ";
    let full = "0 g 74 642 6 6 re f ";
    assert_eq!(ticks(Drawn::new().content(frames)), [false; 4]);
    assert_eq!(ticks(Drawn::new().content(&[frames, cross, tick, full].concat())), [false, true, true, true]);
}

#[test]
fn a_box_may_be_drawn_side_by_side_and_its_ground_is_no_tick() {
    let sides = "72 700 12 0.5 re f 72 711.5 12 0.5 re f 72 700 0.5 12 re f 83.5 700 0.5 12 re f ";
    assert_eq!(ticks(Drawn::new().content(sides)), [false]);
    assert_eq!(ticks(Drawn::new().content("0.9 g 72 700 12 12 re f 0 G 72 700 12 12 re S")), [false]);
    assert!(ticks(Drawn::new().content("72 700 200 12 re S 72 600 40 40 re S")).is_empty(), "fields of text");
}

#[test]
fn the_boxes_of_a_form_have_the_state_of_their_fields() {
    let field =
        |rect: &str, entries: &str| format!("<< /Subtype /Widget /Rect [{rect}] /FT /Btn {entries} >>");
    let fields = [
        field("72 700 84 712", "/AS /Yes"),
        field("72 680 84 692", "/AS /Off /V /Yes"),
        field("72 660 84 672", "/V /On"),
        field("72 640 84 652", "/Ff 65536"),
        field("72 620 84 632", "/AS /Yes /F 2"),
        "<< /Subtype /Widget /Rect [72 600 84 612] /AS /1 /Parent << /FT /Btn /Ff 32768 >> >>".to_owned(),
    ];
    let bytes = Drawn::new().page(&format!("/Annots [{}]", fields.join(" "))).content("");
    assert_eq!(ticks(bytes), [true, false, true, true]);
}

#[test]
fn a_field_without_an_appearance_is_read_as_its_value() {
    let fields = "/Annots [<< /Subtype /Widget /Rect [72 700 272 720] /FT /Tx /V (Anna Kowalska) >> \
                  << /Subtype /Widget /Rect [72 600 272 620] /FT /Tx /Ff 8192 /V (secret) >>]";
    let bytes = Drawn::new().page(fields).content("");
    let text = Document::open(bytes, LIMITS).unwrap().reader().content(0).unwrap().text.unwrap();
    let texts: Vec<&str> = text.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts, ["Anna", "Kowalska"]);
    assert!(text.words.iter().all(|word| word.bbox.y0 > 120.0 && word.bbox.y1 < 144.0), "{:?}", text.words);
}

#[test]
fn a_square_of_many_small_areas_may_be_a_code_and_a_table_is_none() {
    // Every second module of 29 × 29, each 3 pt wide.
    let modules = (0..29 * 29).filter(|at| at % 2 == 0);
    let drawn: String =
        modules.map(|at| format!("{} {} 3 3 re f ", 72 + at % 29 * 3, 600 + at / 29 * 3)).collect();
    let places = |content: &str| {
        let document = Document::open(Drawn::new().content(content), LIMITS).unwrap();
        document.reader().content(0).unwrap().text.unwrap().code_places
    };
    let found = places(&drawn);
    assert_eq!(found.len(), 1);
    assert!((found[0].width() - 87.0).abs() < 1.0 && (found[0].height() - 87.0).abs() < 1.0, "{found:?}");
    let table: String =
        (0..200).map(|at| format!("{} {} 40 10 re f ", 72 + at % 8 * 50, 100 + at / 8 * 25)).collect();
    assert!(places(&table).is_empty());
}

/// Places that may hold a code on a page that shows a picture of 60 × 60 dots as a square of 100 pt.
fn code_places(dot: impl Fn(usize, usize) -> [u8; 3]) -> usize {
    let dots: Vec<u8> = (0..60 * 60).flat_map(|at| dot(at % 60, at / 60)).collect();
    let entries =
        "/Type /XObject /Subtype /Image /Width 60 /Height 60 /ColorSpace /DeviceRGB /BitsPerComponent 8";
    let picture = Drawn::new().object(&stream(entries, &dots)).content("q 100 0 0 100 72 600 cm /Im Do Q");
    Document::open(picture, LIMITS).unwrap().reader().content(0).unwrap().text.unwrap().code_places.len()
}

#[test]
fn a_square_picture_of_two_tones_may_be_a_code_and_a_logo_is_none() {
    let chequered = |x: usize, y: usize| (x / 3 + y / 3).is_multiple_of(2);
    assert_eq!(code_places(|x, y| if chequered(x, y) { [20; 3] } else { [250; 3] }), 1);
    assert_eq!(code_places(|x, y| if chequered(x, y) { [200, 10, 20] } else { [250; 3] }), 0, "red");
    assert_eq!(code_places(|x, y| [(4 * x) as u8, (4 * x) as u8, (4 * y) as u8]), 0, "a photograph");
    assert_eq!(code_places(|_, _| [250; 3]), 0, "paper");
}
