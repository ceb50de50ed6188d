//! Pages as hOCR 1.2 (<https://kba.github.io/hocr-spec/1.2/>), the HTML in which programs pass recognised text on.

use perigee_model::{Page, PageSource, Rect};

use crate::markup::escaped;

/// Dots per inch of the places, which hOCR wants as whole numbers.
const DPI: f32 = 300.0;

/// The pages of a file as one hOCR document.
pub(crate) fn of(pages: &[Page], name: &str) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>{}</title>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"ocr-system\" content=\"perigee {}\"/>\n\
         <meta name=\"ocr-capabilities\" content=\"ocr_page ocr_line ocrx_word\"/>\n</head>\n<body>\n",
        escaped(name),
        env!("CARGO_PKG_VERSION"),
    );
    for page in pages {
        push_page(&mut text, page, name);
    }
    text.push_str("</body>\n</html>\n");
    text
}

fn push_page(text: &mut String, page: &Page, name: &str) {
    let number = page.number + 1;
    let whole = place(Rect::new(0.0, 0.0, page.width, page.height));
    // Quotes, backslashes and semicolons mean something inside a title.
    let name = name.replace(['"', '\\', ';'], "_");
    let name = escaped(&name);
    text.push_str(&format!(
        "<div class=\"ocr_page\" id=\"page_{number}\" title=\"image &quot;{name}&quot;; bbox {whole}; ppageno {}; \
         scan_res {DPI} {DPI}\">\n",
        page.number
    ));
    for (at, line) in perigee_layout::lines(page).iter().enumerate() {
        let line_id = format!("{number}_{}", at + 1);
        text.push_str(&format!(
            "<span class=\"ocr_line\" id=\"line_{line_id}\" title=\"bbox {}\">\n",
            place(line.bbox)
        ));
        let words = line.words.iter().filter_map(|&word| page.words.get(word as usize));
        for (at, word) in words.enumerate() {
            let sure = match page.source {
                PageSource::Ocr => format!("; x_wconf {:.0}", f32::from(word.confidence) * 100.0),
                PageSource::Text => String::new(),
            };
            text.push_str(&format!(
                "<span class=\"ocrx_word\" id=\"word_{line_id}_{}\" title=\"bbox {}{sure}\">{}</span>\n",
                at + 1,
                place(word.bbox),
                escaped(&word.text)
            ));
        }
        text.push_str("</span>\n");
    }
    text.push_str("</div>\n");
}

/// The four edges as dots.
fn place(bbox: Rect) -> String {
    let dots = |points: f32| (points.max(0.0) * DPI / 72.0).round() as u32;
    format!("{} {} {} {}", dots(bbox.x0), dots(bbox.y0), dots(bbox.x1), dots(bbox.y1))
}
