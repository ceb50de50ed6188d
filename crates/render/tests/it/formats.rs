//! Files without pages of their own: what stands on the pages that they get.

use perigee_model::FileFault;
use perigee_model::fault::codes;
use perigee_render::{Document, FileKind, RenderLimits, detect};
use proptest::prelude::*;

use crate::packed::{compound, docx, odf, pptx, utf_16, xlsx, zipped};

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };

fn fault(bytes: Vec<u8>) -> FileFault {
    Document::open(bytes, LIMITS).unwrap_err()
}

/// The words of each page, in the order in which they are drawn.
fn pages(bytes: Vec<u8>) -> Vec<String> {
    let document = Document::open(bytes, LIMITS).unwrap();
    let mut reader = document.reader();
    let page = |number| {
        let layer = reader.content(number).unwrap().text.unwrap();
        layer.words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    };
    (0..document.page_count()).map(page).collect()
}

fn kind(bytes: &[u8]) -> FileKind {
    detect(bytes).unwrap()
}

#[test]
fn kinds_are_told_by_what_is_inside() {
    assert_eq!(kind(&docx("")), FileKind::Docx);
    assert_eq!(kind(&xlsx("")), FileKind::Xlsx);
    assert_eq!(kind(&pptx(&[])), FileKind::Pptx);
    assert_eq!(kind(&odf("text", "")), FileKind::Odt);
    assert_eq!(kind(&odf("spreadsheet", "")), FileKind::Ods);
    assert_eq!(kind(&odf("presentation", "")), FileKind::Odp);
    assert_eq!(kind(&zipped(&[("word/readme.txt", b"x")])), FileKind::Zip);
    assert_eq!(kind(&compound(&[("/WordDocument", b"x")])), FileKind::Doc);
    assert_eq!(kind(&compound(&[("/Workbook", b"x")])), FileKind::Xls);
    assert_eq!(kind(&compound(&[("/__properties_version1.0", b"x")])), FileKind::Msg);
    assert_eq!(kind(b"{\\rtf1 x}"), FileKind::Rtf);
    assert_eq!(kind(b"  <!doctype html><p>x"), FileKind::Html);
    assert_eq!(kind(b"From: a@b.c\r\nSubject: x\r\n\r\ny"), FileKind::Eml);
    assert_eq!(kind(b"a;b;c\n1;2;3\n"), FileKind::Csv);
    assert_eq!(kind("Größe: 5\nFrom here on".as_bytes()), FileKind::Text);
    assert_eq!(kind(&[0xff, 0xfe, b'a', 0]), FileKind::Text);
}

#[test]
fn every_kind_is_found_by_its_media_type() {
    for bytes in [docx(""), xlsx(""), b"text".to_vec(), zipped(&[("a", b"b")])] {
        let kind = kind(&bytes);
        assert_eq!(FileKind::find_by_media_type(kind.media_type()), Some(kind));
    }
}

#[test]
fn a_word_document_is_read_with_headings_tables_boxes_and_footers_once() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr><w:r><w:t>Invoice</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Number</w:t><w:tab/><w:t>47</w:t></w:r><w:r><w:t>11</w:t></w:r></w:p>\
        <w:p><w:r><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:t>Boxed</w:t></mc:Fallback></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Total</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>119,00 &amp; more</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:br w:type=\"page\"/><w:t>Second page</w:t></w:r></w:p>";
    let found = pages(docx(body));
    assert_eq!(
        found,
        ["Invoice Number 4711 Boxed Total 119,00 & more", "Second page IBAN DE02 1203 0000 0000 2020 51"]
    );
}

#[test]
fn open_documents_are_read_as_they_show_themselves() {
    let text = "<office:text><text:h text:outline-level=\"2\">Offer</text:h>\
        <text:p>Dear<text:s text:c=\"3\"/>Sir<text:line-break/>line <text:span>two</text:span></text:p>\
        <office:annotation><text:p>hidden</text:p></office:annotation></office:text>";
    assert_eq!(pages(odf("text", text)), ["Offer Dear Sir line two"]);
    let sheet = "<office:spreadsheet><table:table table:name=\"March\">\
        <table:table-row><table:table-cell><text:p>Net</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"3\"/><table:table-cell office:value=\"0.19\">\
        <text:p>19 %</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>\
        </table:table></office:spreadsheet>";
    assert_eq!(pages(odf("spreadsheet", sheet)), ["March Net 19 %"]);
    let slides = "<office:presentation><draw:page><text:p>One</text:p></draw:page>\
        <draw:page><text:p>Two</text:p></draw:page></office:presentation>";
    assert_eq!(pages(odf("presentation", slides)), ["One", "Two"]);
}

#[test]
fn a_workbook_is_read_by_its_values() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Item</t></is></c>\
        <c r=\"C1\" t=\"inlineStr\"><is><t>Price</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Nails</t></is></c><c r=\"C2\"><v>9.5</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row>";
    assert_eq!(pages(xlsx(rows)), ["March Item Price Nails 9.5 7"]);
}

#[test]
fn each_slide_is_a_page() {
    let slide =
        |text: &str| format!("<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>");
    let slides: Vec<String> = (1..=10).map(|number| slide(&format!("Slide {number}"))).collect();
    let slides: Vec<&str> = slides.iter().map(String::as_str).collect();
    let found = pages(pptx(&slides));
    assert_eq!(found.len(), 10);
    assert_eq!(found.last().unwrap(), "Slide 10");
}

#[test]
fn texts_in_every_dress_are_read() {
    assert_eq!(pages(b"Rechnung\r\n\r\nGr\xf6\xdfe 5".to_vec()), ["Rechnung Größe 5"]);
    assert_eq!(pages(b"Pos;Text;Preis\n1;Kleber;12,00\n".to_vec()), ["Pos Text Preis 1 Kleber 12,00"]);
    assert_eq!(pages(b"<html><body><p>A &euro; 5</p></body></html>".to_vec()), ["A € 5"]);
    assert_eq!(pages(b"{\\rtf1 Total\\tab 9,50\\par}".to_vec()), ["Total 9,50"]);
}

#[test]
fn an_e_mail_is_read_with_its_headers_and_its_richer_text() {
    let mail = "From: =?utf-8?Q?J=C3=B6rg?= <j@example.com>\r\nTo: office@example.com\r\n\
        Date: Sat, 20 Nov 2021 14:22:01 +0100\r\nSubject: Your invoice\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<table><tr><td>Total<td>119</table>\r\n--b--\r\n";
    let expected = "Your invoice From Jörg <j@example.com> To office@example.com \
        Date 2021-11-20 14:22 +01:00 Total 119";
    assert_eq!(pages(mail.as_bytes().to_vec()), [expected]);
}

#[test]
fn an_outlook_message_is_read_like_any_other() {
    let mut properties = vec![0; 32];
    properties.extend([0x40, 0, 0x39, 0, 0, 0, 0, 0]);
    properties.extend(132_818_905_200_000_000u64.to_le_bytes());
    let message = compound(&[
        ("/__properties_version1.0", &properties),
        ("/__substg1.0_0037001F", &utf_16("Your invoice")),
        ("/__substg1.0_0C1A001F", &utf_16("Jörg")),
        ("/__substg1.0_5D01001F", &utf_16("j@example.com")),
        ("/__substg1.0_0E04001E", b"office@example.com\0"),
        ("/__substg1.0_1000001F", &utf_16("Total:  119")),
    ]);
    let expected = "Your invoice From Jörg <j@example.com> To office@example.com \
        Date 2021-11-20 14:02 +00:00 Total: 119";
    assert_eq!(pages(message), [expected]);
}

#[test]
fn pages_that_were_made_are_handed_out_as_a_pdf_and_are_the_same_each_time() {
    let open = || Document::open(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), LIMITS).unwrap();
    let (first, second) = (open(), open());
    assert!(first.made_pages().unwrap().starts_with(b"%PDF-"));
    assert_eq!(first.made_pages(), second.made_pages());
    assert_eq!(first.kind(), FileKind::Docx);
}

#[test]
fn kinds_that_need_a_program_name_it() {
    let word = fault(compound(&[("/WordDocument", b"x")]));
    assert_eq!(word.code, codes::FILE_UNSUPPORTED);
    assert!(word.message.contains("LibreOffice"), "{word:?}");
    let photo = fault(b"\0\0\0\x18ftypheic\0\0\0\0".to_vec());
    assert!(photo.message.contains("libheif-examples") && photo.action.contains("JPEG"), "{photo:?}");
}

#[test]
fn broken_documents_are_refused_each_for_its_reason() {
    assert_eq!(fault(b"PK\x03\x04....word/document.xml".to_vec()).code, codes::FILE_DAMAGED);
    assert_eq!(fault(docx("<w:p><w:r></w:p>")).code, codes::FILE_DAMAGED);
    assert_eq!(fault(zipped(&[("xl/workbook.xml", b"<")])).code, codes::FILE_DAMAGED);
    assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken".to_vec()).code, codes::FILE_DAMAGED);
    assert_eq!(fault(compound(&[("/EncryptedPackage", b"x")])).code, codes::DOCUMENT_LOCKED);
    let long = "a lot of words on a line\n".repeat(10_000);
    assert_eq!(fault(long.into_bytes()).code, codes::TOO_MANY_PAGES);
    let part = vec![b' '; (128 << 20) + 1];
    assert_eq!(fault(zipped(&[("word/document.xml", &part)])).code, codes::FILE_TOO_LARGE);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(text in "(<[a-z]{1,6}( [a-z]{1,5}=.{0,4})?>|</[a-z]{1,6}>|\\\\[a-z]{1,7}-?[0-9]{0,3}|[{}&;,\t\n ]|.{0,9}){0,60}") {
        for head in ["", "<html>", "{\\rtf1 ", "From: a\nTo: b\n\n", "a;b;c\n1;2;3\n"] {
            let _opened = Document::open(format!("{head}{text}").into_bytes(), LIMITS);
        }
    }

    #[test]
    fn no_changed_byte_makes_a_reader_panic(at in 0usize..100_000, byte: u8, cut in 0usize..4_000) {
        let cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        let message = compound(&[("/__properties_version1.0", &[0; 48]), ("/__substg1.0_1000001F", &[65, 0, 66])]);
        for mut bytes in [docx(cell), xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), odf("text", "<text:p/>"), message] {
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - cut % length / 4);
            let _opened = Document::open(bytes, LIMITS);
        }
    }
}
