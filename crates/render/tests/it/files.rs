//! Opening files: what they are, what is refused, and how pages are drawn.

use std::time::{Duration, Instant};

use crate::drawn::{Drawn, text};
use image::{GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use perigee_model::FileFault;
use perigee_model::fault::codes;
use perigee_render::{Document, FileKind, MAX_SIDE_PX, RenderLimits, detect};
use perigee_synth::hostile;

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };

fn fault(bytes: Vec<u8>) -> FileFault {
    Document::open(bytes, LIMITS).unwrap_err()
}

pub fn encoded(picture: impl Into<image::DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn drawn_at(bytes: Vec<u8>, page: u32, dpi: f32) -> RgbImage {
    Document::open(bytes, LIMITS).unwrap().reader().draw(page, dpi).unwrap()
}

#[test]
fn kinds_are_told_by_content() {
    let picture = RgbImage::from_pixel(4, 4, Rgb([9, 9, 9]));
    for (format, kind) in [
        (ImageFormat::Png, FileKind::Png),
        (ImageFormat::Jpeg, FileKind::Jpeg),
        (ImageFormat::Tiff, FileKind::Tiff),
        (ImageFormat::WebP, FileKind::WebP),
        (ImageFormat::Bmp, FileKind::Bmp),
        (ImageFormat::Gif, FileKind::Gif),
    ] {
        assert_eq!(detect(&encoded(picture.clone(), format)).unwrap(), kind);
    }
    assert_eq!(detect(b"junk before\n%PDF-1.7").unwrap(), FileKind::Pdf);
}

#[test]
fn what_is_not_read_is_named() {
    for (bytes, name) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0"[..], "a HEIC picture"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "a video"),
        (b"<?xml version=\"1.0\"?><svg>", "an SVG drawing"),
        (b"<?xml version=\"1.0\"?><orders>", "an XML file"),
        (b" \r\n ", "without any text"),
        (b"\x00\x01\x02\x03\x04", "of an unknown kind"),
    ] {
        let fault = fault(bytes.to_vec());
        assert_eq!(fault.code, codes::FILE_UNSUPPORTED);
        assert!(fault.message.contains(name), "{} does not name {name}", fault.message);
    }
}

#[test]
fn bad_files_are_refused_each_for_its_reason() {
    assert_eq!(fault(hostile::empty()).code, codes::FILE_EMPTY);
    assert_eq!(fault(hostile::truncated_pdf()).code, codes::FILE_DAMAGED);
    assert_eq!(fault(hostile::locked_pdf()).code, codes::DOCUMENT_LOCKED);
    assert_eq!(fault(hostile::sound_named_pdf()).code, codes::FILE_UNSUPPORTED);
    assert_eq!(fault(b"%PDF-1.7\n%%EOF".to_vec()).code, codes::FILE_DAMAGED);
}

#[test]
fn a_huge_picture_is_refused_before_it_is_decoded() {
    let begin = Instant::now();
    assert_eq!(fault(hostile::huge_png()).code, codes::IMAGE_TOO_LARGE);
    assert!(begin.elapsed() < Duration::from_millis(100), "{:?}", begin.elapsed());
}

#[test]
fn a_pdf_that_lost_its_end_is_refused_and_one_that_lost_only_its_marks_is_read() {
    let whole = Drawn::new().object(b"<< >>").content(&text(12, 72, 720, "Total"));
    let marks_at = whole.windows(4).rposition(|window| window == b"xref").unwrap() - "start".len();
    let xref_at = whole.windows(6).position(|window| window == b"\nxref\n").unwrap();
    assert!(marks_at > xref_at);
    assert!(Document::open(whole[..xref_at].to_vec(), LIMITS).is_ok());
    let font_lost = Drawn::new()
        .font("/F2 5 0 R")
        .object(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
        .content(&text(12, 72, 720, "Total"));
    let font_at = font_lost.windows(7).position(|window| window == b"5 0 obj").unwrap();
    assert_eq!(fault(font_lost[..font_at].to_vec()).code, codes::FILE_DAMAGED);
}

#[test]
fn too_many_pages_are_refused() {
    let limits = RenderLimits { pages: 1, ..LIMITS };
    let fault = Document::open(two_page_tiff(), limits).unwrap_err();
    assert_eq!(fault.code, codes::TOO_MANY_PAGES);
}

#[test]
fn a_page_is_drawn_upright_on_white_at_the_asked_resolution() {
    let page = Drawn::new().page("/Rotate 90").content("0 0 1 rg 0 0 100 100 re f");
    let picture = drawn_at(page, 0, 144.0);
    assert_eq!(picture.dimensions(), (1684, 1190));
    // The lower left corner of the stored page is the upper left one of the turned page.
    assert_eq!(picture.get_pixel(20, 20), &Rgb([0, 0, 255]));
    assert_eq!(picture.get_pixel(1600, 1100), &Rgb([255, 255, 255]));
}

#[test]
fn no_side_of_a_drawn_page_passes_the_limit() {
    let page = Drawn::new().page("/MediaBox [0 0 14400 200]").content("");
    let (width, height) = drawn_at(page, 0, 600.0).dimensions();
    assert!(width <= MAX_SIDE_PX && width > MAX_SIDE_PX - 3, "{width}");
    assert!((82..=84).contains(&height), "{height}");
}

#[test]
fn a_picture_has_the_size_that_its_resolution_gives_it() {
    let picture = GrayImage::from_pixel(400, 800, Luma([200]));
    let document = Document::open(encoded(picture, ImageFormat::Png), LIMITS).unwrap();
    let size = document.reader().content(0).unwrap().size;
    // Nothing is stated, so 200 dpi are assumed.
    assert_eq!((size.width, size.height), (144.0, 288.0));
}

#[test]
fn transparent_pictures_lie_on_white_paper() {
    let mut picture = RgbaImage::from_pixel(2, 1, Rgba([0, 0, 0, 0]));
    picture.put_pixel(1, 0, Rgba([10, 20, 30, 255]));
    let drawn = drawn_at(encoded(picture, ImageFormat::Png), 0, 200.0);
    assert_eq!(drawn.get_pixel(0, 0), &Rgb([255, 255, 255]));
    assert_eq!(drawn.get_pixel(1, 0), &Rgb([10, 20, 30]));
}

#[test]
fn a_photo_is_turned_as_its_camera_says() {
    let mut picture = RgbImage::from_pixel(64, 32, Rgb([255, 255, 255]));
    (0..16).for_each(|x| (0..16).for_each(|y| picture.put_pixel(x, y, Rgb([0, 0, 0]))));
    let jpeg = encoded(picture, ImageFormat::Jpeg);
    // Orientation 6: the stored picture must be turned clockwise by 90 degrees.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let mut segment = vec![0xff, 0xe1];
    segment.extend((exif.len() as u16 + 2).to_be_bytes());
    segment.append(&mut exif);
    let turned = [&jpeg[..2], &segment, &jpeg[2..]].concat();
    let document = Document::open(turned.clone(), LIMITS).unwrap();
    let size = document.reader().content(0).unwrap().size;
    assert_eq!((size.rotation, size.width < size.height), (90, true));
    let drawn = drawn_at(turned, 0, 200.0);
    assert_eq!(drawn.dimensions(), (32, 64));
    assert!(drawn.get_pixel(28, 4).0[0] < 60 && drawn.get_pixel(4, 60).0[0] > 200);
}

fn two_page_tiff() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    for level in [50u8, 150] {
        encoder.write_image::<tiff::encoder::colortype::Gray8>(20, 10, &[level; 200]).unwrap();
    }
    bytes.into_inner()
}

#[test]
fn every_page_of_a_tiff_is_read() {
    let document = Document::open(two_page_tiff(), LIMITS).unwrap();
    assert_eq!(document.page_count(), 2);
    assert_eq!(drawn_at(two_page_tiff(), 0, 200.0).get_pixel(3, 3).0, [50; 3]);
    assert_eq!(drawn_at(two_page_tiff(), 1, 200.0).get_pixel(3, 3).0, [150; 3]);
}

#[test]
fn a_fax_is_black_on_white() {
    let (width, height) = (40u16, 6u32);
    let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
    for _ in 0..height {
        let dots = (0..width).map(|x| if x < 10 { fax::Color::Black } else { fax::Color::White });
        encoder.encode_line(dots, width).unwrap();
    }
    let file = fax::tiff::wrap(&encoder.finish().unwrap().finish(), width.into(), height);
    let drawn = drawn_at(file, 0, 200.0);
    assert_eq!(drawn.dimensions(), (40, 6));
    assert_eq!((drawn.get_pixel(2, 2).0, drawn.get_pixel(30, 2).0), ([0; 3], [255; 3]));
}

/// A TIFF file of one strip with these entries beside its size and place.
fn strip_tiff(size: (u32, u32), strip: &[u8], entries: &[(u16, u32)]) -> Vec<u8> {
    let mut all =
        vec![(256u16, size.0), (257, size.1), (258, 1), (277, 1), (278, size.1), (279, strip.len() as u32)];
    all.extend(entries);
    let place = 8 + 2 + 12 * (all.len() as u32 + 1) + 4;
    all.push((273, place));
    all.sort_unstable();
    let mut file = b"II\x2a\0\x08\0\0\0".to_vec();
    file.extend((all.len() as u16).to_le_bytes());
    for (tag, value) in all {
        file.extend(tag.to_le_bytes());
        file.extend(4u16.to_le_bytes());
        file.extend(1u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file.extend(strip);
    file
}

/// The bits as bytes, filled up at the end.
fn bits(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').map(|byte| byte - b'0').collect();
    digits
        .chunks(8)
        .map(|byte| byte.iter().enumerate().fold(0, |all, (at, bit)| all | bit << (7 - at)))
        .collect()
}

#[test]
fn a_fax_of_group_3_is_read_with_and_without_line_ends() {
    // Four dots of 16 are white, then 4 black, then 8 white; white 4 is 1011, black 4 is 011, white 8 is 10011.
    let row = "1011 011 10011";
    let is_right = |file: Vec<u8>| {
        let drawn = drawn_at(file, 0, 200.0);
        let dots: Vec<u8> = drawn.rows().nth(1).unwrap().map(|dot| dot.0[0]).collect();
        assert_eq!(dots, [[255; 4].as_slice(), &[0; 4], &[255; 8]].concat());
    };
    let end = "000000000001";
    let lines = bits(&format!("{end} {row} {end} {row}"));
    is_right(strip_tiff((16, 2), &lines, &[(259, 3), (262, 0)]));
    let reversed: Vec<u8> = lines.iter().map(|byte| byte.reverse_bits()).collect();
    is_right(strip_tiff((16, 2), &reversed, &[(259, 3), (262, 0), (266, 2)]));
    // Without line ends every row begins with a byte.
    let rows = [bits(row), bits(row)].concat();
    is_right(strip_tiff((16, 2), &rows, &[(259, 2), (262, 0)]));
    // With a bit before each row, the second one says what has changed: nothing, three times.
    let changes = bits(&format!("{end} 1 {row} {end} 0 1 1 1"));
    is_right(strip_tiff((16, 2), &changes, &[(259, 3), (262, 0), (292, 1)]));
}

#[test]
fn a_fax_that_broke_off_has_the_rows_up_to_there() {
    let file = strip_tiff((16, 3), &bits("000000000001 1011 011 10011"), &[(259, 3), (262, 0)]);
    assert_eq!(drawn_at(file, 0, 200.0).get_pixel(5, 0).0, [0; 3]);
}

#[test]
fn the_colours_of_a_palette_are_looked_up() {
    // Two dots, one byte each: red and green by a palette of 256 colours that follows the directory.
    let mut file = b"II\x2a\0\x08\0\0\0".to_vec();
    let entries: [(u16, u16, u32, u32); 10] = [
        (256, 3, 1, 2),
        (257, 3, 1, 1),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 3),
        (273, 4, 1, 134),
        (277, 3, 1, 1),
        (278, 3, 1, 1),
        (279, 4, 1, 2),
        (320, 3, 768, 136),
    ];
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    assert_eq!(file.len(), 134);
    file.extend([7, 9]);
    let mut palette = [0u16; 768];
    palette[7] = 0xffff;
    palette[256 + 9] = 0xffff;
    palette.iter().for_each(|colour| file.extend(colour.to_le_bytes()));
    let drawn = drawn_at(file, 0, 200.0);
    assert_eq!((drawn.get_pixel(0, 0).0, drawn.get_pixel(1, 0).0), ([255, 0, 0], [0, 255, 0]));
}
