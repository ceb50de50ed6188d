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

/// A PDF page of A4 with text and a QR code at [`PLACE`], one area for each dark module.
fn drawn() -> Vec<u8> {
    let code = qrcode::QrCode::new(SAID).unwrap();
    let (modules, side) = (code.width(), 90.0 / code.width() as f32);
    let mut content = "BT /F1 12 Tf 72 780 Td (Please pay within thirty days) Tj ET 0 g\n".to_owned();
    for (index, colour) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (72.0 + (index % modules) as f32 * side, 698.0 - (index / modules + 1) as f32 * side);
        if colour == qrcode::Color::Dark {
            content += &format!("{x:.3} {y:.3} {side:.3} {side:.3} re f\n");
        }
    }
    let bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << \
         /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut bytes = "%PDF-1.7\n".to_owned();
    for (index, body) in bodies.iter().enumerate() {
        bytes += &format!("{} 0 obj\n{body}\nendobj\n", index + 1);
    }
    (bytes + "trailer << /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n").into_bytes()
}

#[test]
fn a_code_that_a_pdf_draws_module_by_module_is_read() {
    let page = read_bytes(&in_process(), &drawn()).unwrap().pages.remove(0);
    assert_eq!((page.source, page.words.len()), (PageSource::Text, 5));
    assert_has_code(&page);
}
