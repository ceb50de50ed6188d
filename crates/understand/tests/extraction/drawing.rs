//! Pages drawn in code: texts at places, cut into words.

use perigee_model::{Confidence, Extraction, Page, PageSource, ProcessType, Rect, Word, process_type};

/// Width of a character in points at the usual size.
const CHARACTER: f32 = 5.0;
/// Height of a line of text in points at the usual size.
const HEIGHT: f32 = 10.0;

/// A page that is being drawn; A4 in points.
pub struct Drawing {
    page: Page,
}

impl Drawing {
    /// An empty page with a text layer.
    pub fn new() -> Self {
        Self::from(PageSource::Text)
    }

    /// An empty page whose words are recognised.
    pub fn recognised() -> Self {
        Self::from(PageSource::Ocr)
    }

    fn from(source: PageSource) -> Self {
        Self { page: Page { width: 595.0, height: 842.0, source, ..Page::default() } }
    }

    /// Text with its upper left corner at a place.
    pub fn text(self, x: f32, y: f32, text: &str) -> Self {
        self.sized(x, y, 1.0, text)
    }

    /// Text in another size.
    pub fn sized(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let mut at = x;
        for word in text.split(' ') {
            let width = word.chars().count() as f32 * CHARACTER * size;
            if !word.is_empty() {
                self.page.words.push(Word {
                    text: word.to_owned(),
                    bbox: Rect::new(at, y, at + width, y + HEIGHT * size),
                    confidence: Confidence::CERTAIN,
                });
            }
            // A space is narrower than a character.
            at += width + 0.5 * CHARACTER * size;
        }
        self
    }

    /// Lines of text below each other.
    pub fn lines(self, x: f32, y: f32, lines: &[&str]) -> Self {
        lines.iter().enumerate().fold(self, |page, (row, line)| page.text(x, y + row as f32 * 12.0, line))
    }

    /// A label with its value in the next column.
    pub fn pair(self, y: f32, label: &str, value: &str) -> Self {
        self.text(340.0, y, label).text(480.0, y, value)
    }

    /// The finished page.
    pub fn page(self) -> Page {
        self.page
    }

    /// What is found when the page is read as a document of this type.
    pub fn extract(self, short_name: &str) -> Extraction {
        let kind = process_type::find_by_short_name(short_name).expect("the type is documented");
        self.extract_as(kind)
    }

    /// What is found when the page is read as a document of this type, which a process may have changed.
    pub fn extract_as(self, kind: &ProcessType) -> Extraction {
        perigee_understand::extract(&[self.page], kind)
    }
}

/// The first value of a data point; `-` where there is none.
pub fn value(extraction: &Extraction, data_point: &str) -> String {
    extraction
        .readings
        .iter()
        .find(|reading| reading.data_point == data_point)
        .map_or("-".to_owned(), |reading| {
            reading.value.clone().unwrap_or_else(|| format!("raw {}", reading.raw_value))
        })
}
