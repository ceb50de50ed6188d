//! Words of PDF text layers: which glyphs become one word, and where the words stand.

use crate::drawn::{Drawn, stream, text};
use perigee_render::{Document, PageContent, RenderLimits, TextLayer};

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 100_000_000 };

fn content(bytes: Vec<u8>) -> PageContent {
    Document::open(bytes, LIMITS).unwrap().reader().content(0).unwrap()
}

fn layer(content_stream: &str) -> TextLayer {
    content(Drawn::new().content(content_stream)).text.unwrap()
}

fn words(content_stream: &str) -> Vec<String> {
    layer(content_stream).words.into_iter().map(|word| word.text).collect()
}

#[test]
fn words_stand_where_they_are_printed_counted_from_the_top() {
    let layer = layer(&text(12, 72, 720, "Invoice 2024-7"));
    let first = &layer.words[0];
    assert_eq!((first.text.as_str(), layer.words[1].text.as_str()), ("Invoice", "2024-7"));
    // The baseline lies 842 - 720 = 122 pt from the top; Helvetica sets "Invoice" 38.0 pt wide at 12 pt.
    assert!((first.bbox.x0 - 72.0).abs() < 0.1, "{:?}", first.bbox);
    assert!((first.bbox.x1 - 110.0).abs() < 0.1, "{:?}", first.bbox);
    assert!(first.bbox.y0 > 110.0 && first.bbox.y0 < 122.0 && first.bbox.y1 > 122.0 && first.bbox.y1 < 126.0);
}

#[test]
fn kerning_keeps_a_word_together_and_a_space_by_moving_parts_it() {
    assert_eq!(words("BT /F1 12 Tf 72 720 Td [(To) -60 (tal)] TJ ET"), ["Total"]);
    assert_eq!(words("BT /F1 12 Tf 72 720 Td [(To) -260 (tal)] TJ ET"), ["To", "tal"]);
}

#[test]
fn spaced_letters_are_one_word_and_single_signs_in_columns_are_not() {
    assert_eq!(words("BT /F1 12 Tf 3 Tc 72 720 Td (DUPLICATE COPY) Tj ET"), ["DUPLICATE", "COPY"]);
    assert_eq!(words("BT /F1 12 Tf 72 720 Td [(1) -2000 (2) -2000 (3)] TJ ET"), ["1", "2", "3"]);
    assert_eq!(words("BT /F1 12 Tf 72 720 Td [(A) -260 (bcd) -260 (e)] TJ ET"), ["A", "bcd", "e"]);
}

#[test]
fn signs_as_wide_as_the_file_says_are_one_word_although_the_font_is_not_there() {
    // All signs of a monospaced font are 602 wide; those of the font that stands in for it are not.
    let widths = "602 ".repeat(95);
    let font = format!(
        "/F2 << /Type /Font /Subtype /TrueType /BaseFont /LucidaConsole /FirstChar 32 /LastChar 126 \
         /Encoding /WinAnsiEncoding /Widths [{widths}] /FontDescriptor << /Type /FontDescriptor \
         /FontName /LucidaConsole /Flags 32 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 /CapHeight 1 \
         /StemV 1 >> >>"
    );
    let bytes = Drawn::new().font(&font).content("BT /F2 10 Tf 72 720 Td (--WTF-- MTWTFSS -1-----) Tj ET");
    let words = content(bytes).text.unwrap().words;
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts, ["--WTF--", "MTWTFSS", "-1-----"]);
    for (word, x) in words.iter().zip([72.0, 72.0 + 8.0 * 6.02, 72.0 + 16.0 * 6.02]) {
        assert!((word.bbox.x0 - x).abs() < 0.1, "{:?}", word.bbox);
        assert!((word.bbox.width() - 7.0 * 6.02).abs() < 0.1, "{:?}", word.bbox);
    }
}

#[test]
fn a_step_back_or_another_line_parts_words() {
    assert_eq!(words("BT /F1 12 Tf 72 720 Td (abc) Tj -40 0 Td (def) Tj ET"), ["abc", "def"]);
    assert_eq!(words("BT /F1 12 Tf 72 720 Td (abc) Tj 0 -14 Td (def) Tj ET"), ["abc", "def"]);
}

#[test]
fn a_small_superscript_stays_with_its_word() {
    assert_eq!(words("BT /F1 12 Tf 72 720 Td (m) Tj 3 Ts (2) Tj ET"), ["m2"]);
}

#[test]
fn text_at_another_angle_is_another_word() {
    let turned = "BT /F1 12 Tf 72 720 Td (flat) Tj ET BT /F1 12 Tf 0 1 -1 0 95 720 Tm (upright) Tj ET";
    let layer = layer(turned);
    assert_eq!(layer.words.len(), 2);
    assert!(layer.words[1].bbox.height() > layer.words[1].bbox.width());
}

#[test]
fn text_that_is_drawn_twice_is_read_once() {
    let twice = text(12, 72, 720, "Total") + &text(12, 72, 720, "Total");
    assert_eq!(words(&twice), ["Total"]);
    let elsewhere = text(12, 72, 720, "Total") + &text(12, 72, 600, "Total");
    assert_eq!(words(&elsewhere), ["Total", "Total"]);
}

#[test]
fn parts_of_words_that_are_drawn_again_are_read_once() {
    // Helvetica sets digits 0.556 em wide and points 0.278: the 7 stands behind `1.`.
    let number = text(12, 72, 720, "1.75");
    let again = "BT /F1 12 Tf 72 720 Td (1) Tj 10.008 0 Td (75) Tj ET";
    assert_eq!(words(&(number.clone() + again)), ["1.75"]);
    assert_eq!(words(&format!("{again} {number}")), ["1.75"]);
    let others =
        "BT /F1 12 Tf 72 720 Td (7) Tj ET BT /F1 6 Tf 72 722 Td (1) Tj ET BT /F1 12 Tf 120 720 Td (1) Tj ET";
    assert_eq!(words(&(number + others)), ["1.75", "7", "1", "1"]);
}

#[test]
fn signs_of_a_font_that_is_not_there_that_stand_apart_are_as_wide_as_the_file_says() {
    let widths = "602 ".repeat(95);
    let font = format!(
        "/F2 << /Type /Font /Subtype /TrueType /BaseFont /LucidaConsole /FirstChar 32 /LastChar 126 \
         /Encoding /WinAnsiEncoding /Widths [{widths}] >>"
    );
    let bytes = Drawn::new().font(&font).content("BT /F2 10 Tf 72 720 Td [(i) -2500 (M) -1500 (W)] TJ ET");
    let words = content(bytes).text.unwrap().words;
    assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["i", "M", "W"]);
    assert!(words.iter().all(|word| (word.bbox.width() - 6.02).abs() < 0.1), "{words:?}");
}

#[test]
fn filled_and_stroked_text_is_read_once() {
    assert_eq!(words("BT 2 Tr /F1 12 Tf 72 720 Td [(Bold) -300 (print)] TJ ET"), ["Bold", "print"]);
}

#[test]
fn letters_struck_twice_are_read_once() {
    let struck = "BT /F1 12 Tf 72 720 Td (A) Tj ET BT /F1 12 Tf 72.4 720 Td (A) Tj ET \
                  BT /F1 12 Tf 80 720 Td (B) Tj ET BT /F1 12 Tf 80.4 720 Td (B) Tj ET";
    assert_eq!(words(struck), ["AB"]);
}

#[test]
fn unpainted_text_is_kept_apart_and_marked() {
    let layer = layer("BT /F1 12 Tf 72 720 Td (seen) Tj 3 Tr (unseen) Tj ET");
    let marks: Vec<_> = layer.words.iter().map(|word| (word.text.as_str(), word.invisible)).collect();
    assert_eq!(marks, [("seen", false), ("unseen", true)]);
    assert_eq!(layer.glyphs, 4);
}

#[test]
fn a_bullet_is_no_part_of_the_word_behind_it() {
    // Code 149 is the bullet of the Windows encoding.
    let page = Drawn::new()
        .font("/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        .content("BT /F2 12 Tf 72 720 Td (\\225Rebate) Tj ET");
    let words: Vec<_> = content(page).text.unwrap().words.into_iter().map(|word| word.text).collect();
    assert_eq!(words, ["•", "Rebate"]);
}

#[test]
fn words_outside_the_page_are_not_on_it() {
    assert_eq!(
        words(&(text(12, 700, 720, "gone") + &text(12, 72, 900, "above") + &text(12, 72, 720, "here"))),
        ["here"]
    );
}

#[test]
fn a_turned_page_is_read_upright() {
    let page =
        Drawn::new().page("/Rotate 90").content("BT /F1 12 Tf 0 1 -1 0 100 72 Tm (Upright text) Tj ET");
    let content = content(page);
    assert_eq!((content.size.width, content.size.height, content.size.rotation), (842.0, 595.0, 90));
    let layer = content.text.unwrap();
    let (first, second) = (&layer.words[0], &layer.words[1]);
    assert_eq!((first.text.as_str(), second.text.as_str()), ("Upright", "text"));
    assert!(first.bbox.width() > first.bbox.height() && second.bbox.x0 > first.bbox.x1);
    assert!((first.bbox.x0 - 72.0).abs() < 0.1 && (first.bbox.y1 - 102.6).abs() < 0.5, "{:?}", first.bbox);
}

#[test]
fn the_crop_box_is_the_page() {
    let page = Drawn::new().page("/CropBox [50 400 350 800]").content(&text(12, 60, 780, "inside"));
    let content = content(page);
    assert_eq!((content.size.width, content.size.height), (300.0, 400.0));
    assert!((content.text.unwrap().words[0].bbox.x0 - 10.0).abs() < 0.1);
}

#[test]
fn glyphs_whose_characters_nobody_knows_are_counted() {
    let font = "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica \
                /Encoding << /Type /Encoding /Differences [65 /g1 /g2 /g3] >> >>";
    let layer = content(Drawn::new().font(font).content("BT /F2 12 Tf 72 720 Td (ABC) Tj ET")).text.unwrap();
    assert_eq!((layer.glyphs, layer.unknown_glyphs), (3, 3));
    assert!(layer.words.is_empty());
}

#[test]
fn the_share_of_the_page_under_pictures_is_known() {
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &[0],
    );
    let half = Drawn::new().object(&image).content("q 595 0 0 421 0 0 cm /Im Do Q");
    let cover = content(half).text.unwrap().picture_cover;
    assert!((cover - 0.5).abs() < 0.01, "{cover}");
}

#[test]
fn an_embedded_invoice_is_handed_out_as_it_is() {
    let xml = b"<rsm:CrossIndustryInvoice/>";
    let page = Drawn::new()
        .catalog("/Names << /EmbeddedFiles << /Names [(factur-x.xml) 6 0 R] >> >>")
        .object(b"null")
        .object(b"<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /EF << /F 7 0 R >> >>")
        .object(&stream("/Type /EmbeddedFile", xml))
        .content(&text(12, 72, 720, "Rechnung"));
    let document = Document::open(page, LIMITS).unwrap();
    assert_eq!(document.einvoice().unwrap().xml, xml);
}

#[test]
fn other_attachments_are_not_invoices() {
    let page = Drawn::new()
        .catalog("/Names << /EmbeddedFiles << /Names [(terms.xml) 6 0 R] >> >>")
        .object(b"null")
        .object(b"<< /Type /Filespec /F (terms.xml) /EF << /F 7 0 R >> >>")
        .object(&stream("/Type /EmbeddedFile", b"<terms/>"))
        .content(&text(12, 72, 720, "Rechnung"));
    assert!(Document::open(page, LIMITS).unwrap().einvoice().is_none());
}

#[test]
fn an_invoice_of_an_unusual_name_is_known_by_its_content() {
    let xml = b"<?xml version='1.0'?><rsm:CrossIndustryInvoice/>";
    let page = Drawn::new()
        .page("/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 6 0 R >>]")
        .object(b"null")
        .object(b"<< /Type /Filespec /F (data.bin) /EF << /F 7 0 R >> >>")
        .object(&stream("/Type /EmbeddedFile", xml))
        .content(&text(12, 72, 720, "Rechnung"));
    assert_eq!(Document::open(page, LIMITS).unwrap().einvoice().unwrap().xml, xml);
}

/// An annotation that shows this text, `/Im` apart in object 6.
fn noted(annotation: &str, shown: &str) -> Vec<u8> {
    let appearance = format!("BT /F1 12 Tf 2 5 Td ({shown}) Tj ET");
    let entries = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] \
        /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";
    Drawn::new()
        .page(&format!(
            "/Annots [<< /Type /Annot {annotation} /Rect [72 600 272 620] /F 4 /AP << /N 6 0 R >> >>]"
        ))
        .object(b"null")
        .object(&stream(entries, appearance.as_bytes()))
        .content(&text(12, 72, 720, "Printed"))
}

#[test]
fn notes_and_fields_of_forms_are_read_where_they_show() {
    for annotation in
        ["/Subtype /FreeText", "/Subtype /Widget /FT /Tx /T (total) /V (119,00)", "/Subtype /Stamp"]
    {
        let words = content(noted(annotation, "119,00")).text.unwrap().words;
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Printed", "119,00"], "{annotation}");
        // The foot of the line stands 605 points above the lower edge of a page of 842.
        let place = words[1].bbox;
        assert!(place.x0 > 72.0 && place.x0 < 76.0 && place.y0 > 220.0 && place.y1 < 245.0, "{place:?}");
    }
}

#[test]
fn a_hidden_note_is_not_read() {
    let hidden = noted("/Subtype /FreeText", "119,00");
    let hidden = String::from_utf8_lossy(&hidden).replace("/F 4 /AP", "/F 2 /AP").into_bytes();
    let words = content(hidden).text.unwrap().words;
    assert_eq!(words.len(), 1);
}
