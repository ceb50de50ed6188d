//! Pages as ALTO 4 (<https://www.loc.gov/standards/alto/>), the XML in which libraries keep recognised text.

use perigee_model::{Page, PageSource, Rect};

use crate::markup::escaped;

/// Places are counted in 1,200ths of an inch, the finest unit that ALTO knows.
const UNITS_PER_POINT: f32 = 1200.0 / 72.0;

/// The pages of a file as one ALTO document.
pub(crate) fn of(pages: &[Page], name: &str) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">\n<Description>\n\
         <MeasurementUnit>inch1200</MeasurementUnit>\n\
         <sourceImageInformation><fileName>{}</fileName></sourceImageInformation>\n\
         <Processing ID=\"reading\"><processingSoftware><softwareName>perigee</softwareName>\
         <softwareVersion>{}</softwareVersion></processingSoftware></Processing>\n</Description>\n<Layout>\n",
        escaped(name),
        env!("CARGO_PKG_VERSION"),
    );
    for page in pages {
        push_page(&mut text, page);
    }
    text.push_str("</Layout>\n</alto>\n");
    text
}

fn push_page(text: &mut String, page: &Page) {
    let number = page.number + 1;
    let (width, height) = (units(page.width), units(page.height));
    let size = format!("HEIGHT=\"{height}\" WIDTH=\"{width}\"");
    text.push_str(&format!(
        "<Page ID=\"page_{number}\" PHYSICAL_IMG_NR=\"{number}\" {size}>\n\
         <PrintSpace {size} HPOS=\"0\" VPOS=\"0\">\n"
    ));
    let lines = perigee_layout::lines(page);
    if let Some(block) = Rect::around(lines.iter().map(|line| line.bbox)) {
        text.push_str(&format!("<TextBlock ID=\"block_{number}\" {}>\n", place(block)));
        for (at, line) in lines.iter().enumerate() {
            push_line(text, page, line, &format!("{number}_{}", at + 1));
        }
        text.push_str("</TextBlock>\n");
    }
    text.push_str("</PrintSpace>\n</Page>\n");
}

fn push_line(text: &mut String, page: &Page, line: &perigee_layout::Line, id: &str) {
    text.push_str(&format!("<TextLine ID=\"line_{id}\" {}>\n", place(line.bbox)));
    let words = line.words.iter().filter_map(|&word| page.words.get(word as usize));
    for (at, word) in words.enumerate() {
        if at > 0 {
            text.push_str("<SP/>\n");
        }
        let sure = match page.source {
            PageSource::Ocr => format!(" WC=\"{:.2}\"", f32::from(word.confidence)),
            PageSource::Text => String::new(),
        };
        text.push_str(&format!(
            "<String ID=\"word_{id}_{}\" {} CONTENT=\"{}\"{sure}/>\n",
            at + 1,
            place(word.bbox),
            escaped(&word.text)
        ));
    }
    text.push_str("</TextLine>\n");
}

fn place(bbox: Rect) -> String {
    format!(
        "HPOS=\"{}\" VPOS=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\"",
        units(bbox.x0.max(0.0)),
        units(bbox.y0.max(0.0)),
        units(bbox.width()),
        units(bbox.height())
    )
}

fn units(points: f32) -> u32 {
    (points * UNITS_PER_POINT).round() as u32
}
