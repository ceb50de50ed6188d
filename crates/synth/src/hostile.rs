//! Small files that are not what they say, or that cost more than they look: for tests of whoever reads files.

mod encryption;
mod plain_pdf;

use crate::invoice;
use plain_pdf::PlainPdf;

/// A file with the name that it would be uploaded under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostileFile {
    /// E.g. `truncated.pdf`.
    pub file_name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Every file of this module.
pub fn all() -> Vec<HostileFile> {
    let file = |file_name, bytes| HostileFile { file_name, bytes };
    vec![
        file("empty.pdf", empty()),
        file("truncated.pdf", truncated_pdf()),
        file("locked.pdf", locked_pdf()),
        file("huge.png", huge_png()),
        file("letter.pdf", sound_named_pdf()),
        file("bomb.pdf", form_bomb_pdf()),
    ]
}

/// No bytes at all.
pub fn empty() -> Vec<u8> {
    Vec::new()
}

/// A PDF file whose upload broke off: the beginning of an invoice, without any page object.
pub fn truncated_pdf() -> Vec<u8> {
    let mut bytes = invoice::sample(3, 0).pdf;
    let page = bytes.windows(PAGE.len()).position(|window| window == PAGE).unwrap_or(bytes.len());
    bytes.truncate(page.min(bytes.len() / 2));
    bytes
}

/// How a page object begins, as far as this crate writes them.
const PAGE: &[u8] = b"/Type /Page";

/// The password of [`locked_pdf`].
pub const LOCKED_PDF_PASSWORD: &str = "perigee";

/// A PDF file that opens with a password only (standard security handler, RC4 with 40 bits).
pub fn locked_pdf() -> Vec<u8> {
    let id = *b"perigee-synth-16";
    let lock = encryption::lock(LOCKED_PDF_PASSWORD.as_bytes(), &id);
    let content = b"BT /F1 18 Tf 72 720 Td (For your eyes only) Tj ET".to_vec();
    let mut pdf = PlainPdf::new();
    pdf.object(b"<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
          /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    );
    pdf.stream("", &lock.encrypt(4, content));
    pdf.object(
        format!(
            "<< /Filter /Standard /V 1 /R 2 /Length 40 /O <{}> /U <{}> /P {} >>",
            hex(&lock.owner),
            hex(&lock.user),
            encryption::PERMISSIONS
        )
        .as_bytes(),
    );
    let id = hex(&id);
    pdf.finish(&format!("/Encrypt 5 0 R /ID [<{id}> <{id}>]"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A PNG file of less than 100 bytes that announces 60,000 × 60,000 pixels.
pub fn huge_png() -> Vec<u8> {
    const SIDE: [u8; 4] = 60_000u32.to_be_bytes();
    // Eight bits of red, green and blue: ten gigabytes for a reader that believes it.
    let header = [&SIDE[..], &SIDE[..], &[8, 2, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &header));
    // An empty deflate stream in a zlib envelope: valid, and far too short.
    png.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]));
    png.extend(chunk(b"IEND", &[]));
    png
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &body, &crc32(&body).to_be_bytes()].concat()
}

/// The checksum of PNG chunks (polynomial 0xEDB88320).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

/// A sound recording that somebody renamed.
pub fn sound_named_pdf() -> Vec<u8> {
    let mut wave =
        b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x08\0\0\0"
            .to_vec();
    wave.extend([0x80; 8]);
    wave
}

/// Forms inside forms.
const BOMB_DEPTH: usize = 9;
/// How often each form draws the next one.
const BOMB_WIDTH: usize = 10;

/// A PDF file of 3 kB whose one page asks for a thousand million rectangles.
pub fn form_bomb_pdf() -> Vec<u8> {
    const FIRST_FORM: usize = 5;
    let calls = "/F Do\n".repeat(BOMB_WIDTH);
    let mut pdf = PlainPdf::new();
    pdf.object(b"<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
             /Resources << /XObject << /F {FIRST_FORM} 0 R >> >> >>"
        )
        .as_bytes(),
    );
    pdf.stream("", b"/F Do\n");
    for level in 0..BOMB_DEPTH {
        let next = FIRST_FORM + level + 1;
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F {next} 0 R >> >>"
        );
        pdf.stream(&entries, calls.as_bytes());
    }
    pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", b"0 0 10 10 re f\n");
    pdf.finish("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_agrees_with_the_published_one_of_an_empty_end_chunk() {
        assert_eq!(chunk(b"IEND", &[])[8..], [0xae, 0x42, 0x60, 0x82]);
    }

    #[test]
    fn the_huge_picture_is_tiny_and_says_its_size() {
        let png = huge_png();
        assert!(png.len() < 100);
        let reader = image::ImageReader::new(std::io::Cursor::new(png)).with_guessed_format().unwrap();
        assert_eq!(reader.into_dimensions().unwrap(), (60_000, 60_000));
    }

    #[test]
    fn the_truncated_file_begins_like_a_pdf_and_has_no_page() {
        let bytes = truncated_pdf();
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 100);
        assert!(!bytes.windows(PAGE.len()).any(|window| window == PAGE));
    }

    #[test]
    fn the_bomb_is_small() {
        assert!(form_bomb_pdf().len() < 5_000);
    }

    #[test]
    fn every_file_has_another_name() {
        let mut names: Vec<_> = all().into_iter().map(|file| file.file_name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all().len());
    }
}
