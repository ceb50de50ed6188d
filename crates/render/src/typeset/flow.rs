//! Content down the page, and on to the next.

use perigee_model::FileFault;

use super::face::Style;
use super::wrap::{printable, wrap};
use crate::fault;

/// A4 in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;

/// Left free on every side: 17 mm, which every printer reaches.
pub(super) const MARGIN: f32 = 48.0;
pub(super) const CONTENT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;

const BODY: f32 = 9.5;
const HEADINGS: [f32; 3] = [16.0, 12.0, 10.0];

/// Space after a block.
const GAP: f32 = 7.0;

/// Widest column of labels, as a share of the page, and the space between it and the values.
const LABELS_AT_MOST: f32 = 0.4;
const LABEL_GAP: f32 = 14.0;

/// Something drawn.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// One line of text from `x` on.
    Text { x: f32, baseline: f32, style: Style, text: String },
    /// A filled rectangle.
    Area { x0: f32, y0: f32, x1: f32, y1: f32, grey: u8 },
}

/// Pages that are being filled.
pub(super) struct Flow {
    pages: Vec<Vec<Mark>>,
    max_pages: u32,
    /// Top of what comes next.
    pub(super) y: f32,
}

impl Flow {
    pub(super) fn new(max_pages: u32) -> Self {
        Self { pages: vec![Vec::new()], max_pages, y: MARGIN }
    }

    pub(super) fn finish(self) -> Vec<Vec<Mark>> {
        self.pages
    }

    /// Height that is left on the page.
    pub(super) fn left(&self) -> f32 {
        PAGE_HEIGHT - MARGIN - self.y
    }

    pub(super) fn page_break(&mut self) -> Result<(), FileFault> {
        if self.pages.len() >= self.max_pages as usize {
            return Err(fault::more_pages_than(self.max_pages));
        }
        self.pages.push(Vec::new());
        self.y = MARGIN;
        Ok(())
    }

    /// Goes to the next page when less than this is left.
    pub(super) fn need(&mut self, height: f32) -> Result<(), FileFault> {
        if height > self.left() && self.y > MARGIN { self.page_break() } else { Ok(()) }
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Writes a line whose top is at `y`.
    pub(super) fn write(&mut self, x: f32, y: f32, style: Style, text: &str) {
        if !text.trim().is_empty() {
            self.mark(Mark::Text { x, baseline: y + style.ascent(), style, text: text.to_owned() });
        }
    }

    pub(super) fn heading(&mut self, level: u8, text: &str) -> Result<(), FileFault> {
        let size = HEADINGS.get(usize::from(level.max(1)) - 1).copied().unwrap_or(HEADINGS[2]);
        let style = Style::bold(size);
        // A heading at the foot of a page goes over with what it announces.
        self.need(3.0 * style.leading())?;
        self.lines(MARGIN, CONTENT_WIDTH, style, text)?;
        self.y += GAP / 2.0;
        Ok(())
    }

    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), FileFault> {
        self.lines(MARGIN, CONTENT_WIDTH, Style::regular(BODY), text)?;
        self.y += GAP;
        Ok(())
    }

    fn lines(&mut self, x: f32, width: f32, style: Style, text: &str) -> Result<(), FileFault> {
        for line in wrap(text, width, style) {
            self.need(style.leading())?;
            self.write(x, self.y, style, &line);
            self.y += style.leading();
        }
        Ok(())
    }

    pub(super) fn pairs(&mut self, pairs: &[(String, String)]) -> Result<(), FileFault> {
        let (label, value) = (Style::bold(BODY), Style::regular(BODY));
        let widest =
            pairs.iter().map(|(name, _)| label.width(&printable(name))).fold(0.0, f32::max).ceil() + 1.0;
        let labels = widest.min(CONTENT_WIDTH * LABELS_AT_MOST);
        let values_from = labels + LABEL_GAP;
        for (name, text) in pairs {
            let names = wrap(name, labels, label);
            let texts = wrap(text, CONTENT_WIDTH - values_from, value);
            for row in 0..names.len().max(texts.len()) {
                self.need(label.leading())?;
                self.write(MARGIN, self.y, label, names.get(row).map_or("", String::as_str));
                self.write(MARGIN + values_from, self.y, value, texts.get(row).map_or("", String::as_str));
                self.y += label.leading();
            }
        }
        self.y += GAP;
        Ok(())
    }

    /// Leaves the space after a block.
    pub(super) fn gap(&mut self) {
        self.y += GAP;
    }
}
