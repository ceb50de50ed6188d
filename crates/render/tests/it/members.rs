//! Files inside files.

use perigee_model::FileFault;
use perigee_model::fault::codes;
use perigee_render::{Document, MemberLimits, MemberSink, RenderLimits};

use crate::drawn::Drawn;
use crate::packed::{compound, utf_16, zipped};

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };
const MEMBERS: MemberLimits = MemberLimits { count: 100, bytes: 10 << 20, total_bytes: 20 << 20, ratio: 100 };

#[derive(Default)]
struct Found(Vec<(String, Vec<u8>)>);

impl MemberSink for Found {
    fn begin(&mut self, name: &str) -> Result<(), FileFault> {
        self.0.push((name.to_owned(), Vec::new()));
        Ok(())
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.0.last_mut().unwrap().1.extend(bytes);
        Ok(())
    }
}

fn unpack(bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, FileFault> {
    let mut found = Found::default();
    Document::open(bytes, LIMITS)?.members(MEMBERS, &mut found)?;
    Ok(found.0)
}

fn names(bytes: Vec<u8>) -> Vec<String> {
    unpack(bytes).unwrap().into_iter().map(|(name, _)| name).collect()
}

/// A mail with these parts, each with its headers.
fn mail(parts: &[String]) -> Vec<u8> {
    let mut mail = "From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        .to_owned();
    parts.iter().for_each(|part| mail.push_str(&format!("--b\r\n{part}\r\n")));
    mail.push_str("--b--\r\n");
    mail.into_bytes()
}

fn attached(name: &str, text: &str) -> String {
    format!("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}")
}

#[test]
fn an_archive_is_its_files_without_the_litter() {
    let archive = zipped(&[("a.txt", b"one"), ("folder/../b.txt", b"two"), ("__MACOSX/._a.txt", b"x")]);
    let document = Document::open(archive.clone(), LIMITS).unwrap();
    assert_eq!(document.page_count(), 0);
    assert!(document.reader().content(0).is_err());
    let found = unpack(archive).unwrap();
    let member = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    assert_eq!(found, [member("a.txt", "one"), member("folder/b.txt", "two")]);
}

#[test]
fn archives_that_are_empty_locked_or_endless_are_refused() {
    assert_eq!(unpack(zipped(&[])).unwrap_err().code, codes::FILE_EMPTY);
    let many: Vec<String> = (0..101).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(unpack(zipped(&many)).unwrap_err().code, codes::TOO_MANY_MEMBERS);
    let large = vec![0; (10 << 20) + 1];
    assert_eq!(unpack(zipped(&[("a", &large)])).unwrap_err().code, codes::FILE_TOO_LARGE);
    let half = vec![0; 8 << 20];
    let bomb = zipped(&[("a", &half), ("b", &half), ("c", &half)]);
    assert_eq!(unpack(bomb).unwrap_err().code, codes::ARCHIVE_TOO_LARGE);
    // The first flag of a member, in its own header and in the directory, says that it is encrypted.
    let mut locked = zipped(&[("a", b"x")]);
    let directory = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    assert_eq!(unpack(locked).unwrap_err().code, codes::DOCUMENT_LOCKED);
}

#[test]
fn attachments_of_a_mail_are_files_and_signatures_are_not() {
    let nested =
        "Content-Type: message/rfc822\r\n\r\nFrom: c@example.com\r\nSubject: a/b\r\n\r\ninner".to_owned();
    let signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nAAAA".to_owned();
    let unnamed =
        "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=";
    let body = "Content-Type: text/plain\r\n\r\nHello".to_owned();
    let found =
        unpack(mail(&[body, attached("a.txt", "one"), nested, signature, unnamed.to_owned()])).unwrap();
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.txt", "a-b.eml", "attachment-3.pdf"]);
    assert!(found[1].1.starts_with(b"From: c@example.com"), "{:?}", String::from_utf8_lossy(&found[1].1));
    assert_eq!(found[2].1, b"%PDF-1.7");
}

#[test]
fn small_pictures_that_the_text_shows_are_ornaments() {
    let html = "Content-Type: text/html\r\n\r\n<img src=\"cid:logo\"><img src=\"cid:other\">".to_owned();
    let picture = |id: &str| {
        format!(
            "Content-Type: image/gif; name={id}.gif\r\nContent-ID: <{id}>\r\n\
             Content-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
        )
    };
    assert_eq!(names(mail(&[html, picture("logo"), picture("attached")])), ["attached.gif"]);
}

#[test]
fn a_mail_of_ten_thousand_parts_is_refused() {
    let parts: Vec<String> = (0..10_000).map(|number| attached(&format!("{number}.txt"), "x")).collect();
    assert_eq!(unpack(mail(&parts)).unwrap_err().code, codes::TOO_MANY_MEMBERS);
}

#[test]
fn attachments_of_an_outlook_message_are_files_and_so_is_a_message_inside() {
    let inner = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    let mut inner_properties = vec![0; 24];
    inner_properties.extend([0x40, 0, 0x39, 0, 0, 0, 0, 0]);
    inner_properties.extend(132_818_905_200_000_000u64.to_le_bytes());
    let message = compound(&[
        ("/__properties_version1.0", &[0; 32]),
        ("/__substg1.0_0037001F", &utf_16("Outer")),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"%PDF-1.7"),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", &utf_16("bill.pdf")),
        (&format!("{inner}/__properties_version1.0"), &inner_properties),
        (&format!("{inner}/__substg1.0_0037001F"), &utf_16("Inner")),
        (&format!("{inner}/__substg1.0_1000001F"), &utf_16("Hello")),
    ]);
    let found = unpack(message).unwrap();
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bill.pdf", "Inner.msg"]);
    let lifted = Document::open(found[1].1.clone(), LIMITS).unwrap();
    let words = lifted.reader().content(0).unwrap().text.unwrap().words;
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(text, ["Inner", "Date", "2021-11-20", "14:02", "+00:00", "Hello"]);
}

#[test]
fn documents_attached_to_a_pdf_are_files_and_data_is_not() {
    let file =
        |name: &str, stream: u32| format!("<< /Type /Filespec /F ({name}) /EF << /F {stream} 0 R >> >>");
    let names = format!("[(a) {} (b) {}]", file("terms.pdf", 5), file("data.bin", 6));
    let pdf = Drawn::new()
        .catalog(&format!("/Names << /EmbeddedFiles << /Names {names} >> >>"))
        .page(&format!(
            "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS {} >>]",
            file("again.pdf", 5)
        ))
        .object(b"<< /Length 8 >>\nstream\n%PDF-1.7\nendstream")
        .object(b"<< /Length 4 >>\nstream\n\x00\x01\x02\x03\nendstream")
        .content("");
    assert_eq!(unpack(pdf).unwrap(), [("terms.pdf".to_owned(), b"%PDF-1.7".to_vec())]);
}
