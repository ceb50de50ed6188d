//! QR codes on pages that are read.

use image::{DynamicImage, ImageFormat, Luma};
use perigee_model::{Page, PageSource, Rect};

use crate::{in_process, read_bytes};

const SAID: &str = "https://example.org/bill/118";

/// The place of the code, in points of a page of 200 dots an inch.
const PLACE: Rect = Rect { x0: 72.0, y0: 144.0, x1: 162.0, y1: 234.0 };

/// A picture with a QR code at [`PLACE`], about that large.
fn picture() -> Vec<u8> {
    let code = qrcode::QrCode::new(SAID).unwrap();
    let (modules, dots) = (code.width() as u32, 250 / code.width() as u32);
    let mut page = image::GrayImage::from_pixel(1_654, 2_339, Luma([255]));
    for (index, colour) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (200 + index as u32 % modules * dots, 400 + index as u32 / modules * dots);
        if colour == qrcode::Color::Dark {
            (0..dots * dots).for_each(|dot| page.put_pixel(x + dot % dots, y + dot / dots, Luma([0])));
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(page).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[track_caller]
fn assert_has_code(page: &Page) {
    let [code] = page.graphics.codes.as_slice() else { panic!("{:?}", page.graphics.codes) };
    assert_eq!((code.format.as_str(), code.text.as_str()), ("QR_CODE", SAID));
    let common = code.bbox.intersection(PLACE).map_or(0.0, Rect::area);
    assert!(common > 0.7 * PLACE.area(), "{:?}", code.bbox);
}

#[test]
fn a_code_on_a_scan_is_read() {
    let page = read_bytes(&in_process(), &picture()).unwrap().pages.remove(0);
    assert_eq!(page.source, PageSource::Ocr);
    assert_has_code(&page);
}
