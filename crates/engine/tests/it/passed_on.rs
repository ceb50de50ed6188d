//! hOCR and ALTO: what other programs take over.

use perigee_engine::Engine;
use perigee_model::{Confidence, Page, PageSource, Rect, Word};

fn page(source: PageSource) -> Page {
    let word = |text: &str, x0, x1| Word {
        text: text.to_owned(),
        bbox: Rect::new(x0, 72.0, x1, 84.0),
        confidence: Confidence::new(0.934),
    };
    let words = vec![word("R&D", 72.0, 108.0), word("<\"b\">", 112.0, 130.0)];
    Page { number: 1, width: 595.2, height: 841.92, source, words, ..Page::default() }
}

#[test]
fn hocr_has_pages_lines_and_words_in_three_hundredths_of_an_inch() {
    let hocr = Engine::hocr(&[page(PageSource::Ocr)], "a;\"b\".pdf");
    let body = hocr.split("<body>\n").nth(1).unwrap();
    assert_eq!(
        body,
        "<div class=\"ocr_page\" id=\"page_2\" title=\"image &quot;a__b_.pdf&quot;; bbox 0 0 2480 3508; ppageno 1; \
         scan_res 300 300\">\n\
         <span class=\"ocr_line\" id=\"line_2_1\" title=\"bbox 300 300 542 350\">\n\
         <span class=\"ocrx_word\" id=\"word_2_1_1\" title=\"bbox 300 300 450 350; x_wconf 93\">R&amp;D</span>\n\
         <span class=\"ocrx_word\" id=\"word_2_1_2\" title=\"bbox 467 300 542 350; x_wconf 93\">\
         &lt;&quot;b&quot;&gt;</span>\n</span>\n</div>\n</body>\n</html>\n"
    );
}

#[test]
fn alto_has_strings_with_their_places_and_how_sure_they_are() {
    let alto = Engine::alto(&[page(PageSource::Ocr)], "a.pdf");
    let line = alto.split("<TextLine").nth(1).unwrap();
    assert_eq!(
        line,
        " ID=\"line_2_1\" HPOS=\"1200\" VPOS=\"1200\" WIDTH=\"967\" HEIGHT=\"200\">\n\
         <String ID=\"word_2_1_1\" HPOS=\"1200\" VPOS=\"1200\" WIDTH=\"600\" HEIGHT=\"200\" \
         CONTENT=\"R&amp;D\" WC=\"0.93\"/>\n<SP/>\n\
         <String ID=\"word_2_1_2\" HPOS=\"1867\" VPOS=\"1200\" WIDTH=\"300\" HEIGHT=\"200\" \
         CONTENT=\"&lt;&quot;b&quot;&gt;\" WC=\"0.93\"/>\n</TextLine>\n</TextBlock>\n</PrintSpace>\n</Page>\n\
         </Layout>\n</alto>\n"
    );
}

#[test]
fn a_text_layer_has_no_doubts_and_a_blank_page_no_words() {
    assert!(!Engine::hocr(&[page(PageSource::Text)], "a.pdf").contains("x_wconf"));
    assert!(!Engine::alto(&[page(PageSource::Text)], "a.pdf").contains("WC="));
    let blank = Page { width: 595.0, height: 842.0, ..Page::default() };
    assert!(!Engine::alto(std::slice::from_ref(&blank), "a.pdf").contains("TextBlock"));
    assert!(Engine::hocr(&[blank], "a.pdf").contains("page_1"));
}
