//! Lines and areas of PDF pages: what is a rule, and what is none.

use perigee_model::Graphics;
use perigee_render::{Document, RenderLimits};

use crate::drawn::Drawn;

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
