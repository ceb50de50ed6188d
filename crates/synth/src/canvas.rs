//! Draws text, areas and lines on pages, and remembers where every word went.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect as PdfRect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use perigee_model::{Confidence, Page, PageSource, Rect, Word};

use crate::face::Face;

/// Width of an A4 page in points.
pub const A4_WIDTH: f32 = 595.28;
/// Height of an A4 page in points.
pub const A4_HEIGHT: f32 = 841.89;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// Black, as print shops like it: not quite.
    pub const INK: Self = Self(24, 26, 30);
    /// For labels and small print.
    pub const GREY: Self = Self(104, 110, 120);
    /// For hairlines.
    pub const LINE: Self = Self(204, 208, 214);
    /// For areas behind text.
    pub const PALE: Self = Self(244, 245, 247);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// This colour mixed with white; 0 keeps it, 1 is white.
    pub fn lighter(self, share: f32) -> Self {
        let mix = |channel: u8| (f32::from(channel) + (255.0 - f32::from(channel)) * share).round() as u8;
        Self(mix(self.0), mix(self.1), mix(self.2))
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Its face.
    pub face: Face,
    /// Its size in points.
    pub size: f32,
    /// Its colour.
    pub color: Color,
}

impl Style {
    /// A style in the colour of ink.
    pub fn new(face: Face, size: f32) -> Self {
        Self { face, size, color: Color::INK }
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { face: self.face.bold(), ..self }
    }

    /// The same in another size.
    pub fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same in another colour.
    pub fn colored(self, color: Color) -> Self {
        Self { color, ..self }
    }

    /// Width of a text in points.
    pub fn width(self, text: &str) -> f32 {
        self.face.width(text, self.size)
    }

    /// Distance between two baselines of a paragraph.
    pub fn leading(self) -> f32 {
        self.size * 1.36
    }
}

/// Where a text stands in relation to the given place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// It starts there.
    Left,
    /// It ends there.
    Right,
    /// Its middle is there.
    Center,
}

enum Mark {
    Text { x: f32, baseline: f32, style: Style, text: String },
    Area { rect: Rect, color: Color },
    Disc { x: f32, y: f32, radius: f32, color: Color },
    Polygon { points: Vec<(f32, f32)>, color: Color },
}

/// Pages that are being drawn.
pub struct Canvas {
    width: f32,
    height: f32,
    pages: Vec<Vec<Mark>>,
}

impl Canvas {
    /// One empty page of this size.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, pages: vec![Vec::new()] }
    }

    /// One empty A4 page.
    pub fn a4() -> Self {
        Self::new(A4_WIDTH, A4_HEIGHT)
    }

    /// Cuts the paper off below this line.
    pub fn cut(&mut self, y: f32) {
        self.height = self.height.min(y);
    }

    /// Pages so far.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Adds an empty page; everything after goes there.
    pub fn start_page(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Goes back to a page that was drawn before, e.g. to number it.
    pub fn on_page(&mut self, index: usize, draw: impl FnOnce(&mut Self)) {
        let later = self.pages.split_off(index + 1);
        draw(self);
        self.pages.extend(later);
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Writes one line; returns its width.
    pub fn text(&mut self, x: f32, baseline: f32, align: Align, style: Style, text: &str) -> f32 {
        let width = style.width(text);
        let x = match align {
            Align::Left => x,
            Align::Right => x - width,
            Align::Center => x - width / 2.0,
        };
        if !text.trim().is_empty() {
            self.mark(Mark::Text { x, baseline, style, text: text.to_owned() });
        }
        width
    }

    /// Writes one line from `x` on; returns its width.
    pub fn left(&mut self, x: f32, baseline: f32, style: Style, text: &str) -> f32 {
        self.text(x, baseline, Align::Left, style, text)
    }

    /// Writes one line up to `x`; returns its width.
    pub fn right(&mut self, x: f32, baseline: f32, style: Style, text: &str) -> f32 {
        self.text(x, baseline, Align::Right, style, text)
    }

    /// Writes lines below each other; returns the baseline after the last.
    pub fn lines<T: AsRef<str>>(&mut self, x: f32, baseline: f32, style: Style, lines: &[T]) -> f32 {
        lines.iter().fold(baseline, |y, line| {
            self.left(x, y, style, line.as_ref());
            y + style.leading()
        })
    }

    /// Writes a text broken into lines of at most this width; returns the baseline after the last.
    pub fn paragraph(&mut self, x: f32, baseline: f32, width: f32, style: Style, text: &str) -> f32 {
        self.lines(x, baseline, style, &wrap(text, width, style))
    }

    /// Fills a rectangle.
    pub fn area(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, color: Color) {
        self.mark(Mark::Area { rect: Rect::new(x0, y0, x1, y1), color });
    }

    /// A horizontal line of this thickness, centred on `y`.
    pub fn rule(&mut self, x0: f32, x1: f32, y: f32, thickness: f32, color: Color) {
        self.area(x0, y - thickness / 2.0, x1, y + thickness / 2.0, color);
    }

    /// A vertical line of this thickness, centred on `x`.
    pub fn upright(&mut self, x: f32, y0: f32, y1: f32, thickness: f32, color: Color) {
        self.area(x - thickness / 2.0, y0, x + thickness / 2.0, y1, color);
    }

    /// The four edges of a rectangle.
    pub fn frame(&mut self, rect: Rect, thickness: f32, color: Color) {
        self.rule(rect.x0, rect.x1, rect.y0, thickness, color);
        self.rule(rect.x0, rect.x1, rect.y1, thickness, color);
        self.upright(rect.x0, rect.y0, rect.y1, thickness, color);
        self.upright(rect.x1, rect.y0, rect.y1, thickness, color);
    }

    /// Fills a circle.
    pub fn disc(&mut self, x: f32, y: f32, radius: f32, color: Color) {
        self.mark(Mark::Disc { x, y, radius, color });
    }

    /// Fills a polygon.
    pub fn polygon(&mut self, points: &[(f32, f32)], color: Color) {
        self.mark(Mark::Polygon { points: points.to_vec(), color });
    }

    /// The pages as words with their places, in lines from the top, each from the left.
    pub fn words(&self) -> Vec<Page> {
        let page = |(number, marks): (usize, &Vec<Mark>)| Page {
            number: number as u32,
            width: self.width,
            height: self.height,
            source: PageSource::Text,
            words: in_lines(marks.iter().flat_map(words_of).collect()),
            ..Page::default()
        };
        self.pages.iter().enumerate().map(page).collect()
    }

    /// The pages as a PDF file. The same marks give the same bytes.
    pub fn pdf(&self, title: &str, language: &str) -> Vec<u8> {
        let mut document = Document::new();
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .language(language.to_owned())
                .producer("Perigee synth".to_owned()),
        );
        for marks in &self.pages {
            let settings = PageSettings::from_wh(self.width, self.height).expect("a page has a size");
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for mark in marks {
                paint(&mut surface, mark);
            }
            surface.finish();
            page.finish();
        }
        document.finish().expect("text in bundled fonts and plain shapes can always be written")
    }
}

/// Breaks a text into lines of at most this width; a longer word keeps a line of its own.
pub fn wrap(text: &str, width: f32, style: Style) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A no-break space holds its words together, which is why this is not `split_whitespace`.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if style.width(line) + style.width(" ") + style.width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn words_of(mark: &Mark) -> Vec<Word> {
    let Mark::Text { x, baseline, style, text } = mark else { return Vec::new() };
    let (top, bottom) = (baseline - style.face.ascent(style.size), baseline + style.face.descent(style.size));
    let mut words: Vec<Word> = Vec::new();
    let mut pen = *x;
    let mut inside = false;
    for c in text.chars() {
        let next = pen + style.width(c.encode_utf8(&mut [0; 4]));
        if c.is_whitespace() {
            inside = false;
        } else {
            match words.last_mut() {
                Some(word) if inside => {
                    word.text.push(c);
                    word.bbox.x1 = next;
                }
                _ => words.push(Word {
                    text: c.to_string(),
                    bbox: Rect::new(pen, top, next, bottom),
                    confidence: Confidence::CERTAIN,
                }),
            }
            inside = true;
        }
        pen = next;
    }
    words
}

/// Words whose middles are less than this apart stand in one line, as a share of the smaller height.
///
/// Under a third a bold total falls off its lighter label; over a half tight footers run together.
const LINE_TOLERANCE: f32 = 0.4;

fn in_lines(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by(|a, b| a.bbox.center_y().total_cmp(&b.bbox.center_y()));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut().and_then(|line| line.first().map(|first| first.bbox).zip(Some(line))) {
            Some((first, line))
                if word.bbox.center_y() - first.center_y()
                    < LINE_TOLERANCE * first.height().min(word.bbox.height()) =>
            {
                line.push(word);
            }
            _ => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    lines.into_iter().flatten().collect()
}

fn fill(color: Color) -> Fill {
    Fill {
        paint: rgb::Color::new(color.0, color.1, color.2).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}

/// How far the handles of a cubic curve stand from its ends to make a quarter of a circle of radius 1.
const CIRCLE: f32 = 0.552_285;

fn paint(surface: &mut krilla::surface::Surface<'_>, mark: &Mark) {
    let mut path = PathBuilder::new();
    let color = match mark {
        Mark::Text { x, baseline, style, text } => {
            surface.set_fill(Some(fill(style.color)));
            let glyphs = style.face.glyphs(text);
            let start = Point::from_xy(*x, *baseline);
            surface.draw_glyphs(start, &glyphs, style.face.font(), text, style.size, false);
            return;
        }
        Mark::Area { rect, color } => {
            let Some(area) = PdfRect::from_ltrb(rect.x0, rect.y0, rect.x1, rect.y1) else { return };
            path.push_rect(area);
            color
        }
        Mark::Disc { x, y, radius: r, color } => {
            let k = CIRCLE * r;
            path.move_to(x + r, *y);
            path.cubic_to(x + r, y + k, x + k, y + r, *x, y + r);
            path.cubic_to(x - k, y + r, x - r, y + k, x - r, *y);
            path.cubic_to(x - r, y - k, x - k, y - r, *x, y - r);
            path.cubic_to(x + k, y - r, x + r, y - k, x + r, *y);
            path.close();
            color
        }
        Mark::Polygon { points, color } => {
            for (i, (x, y)) in points.iter().enumerate() {
                if i == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
            }
            path.close();
            color
        }
    };
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(*color)));
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_white_space_and_stand_where_they_were_written() {
        let mut canvas = Canvas::a4();
        let style = Style::new(Face::Roboto, 10.0);
        canvas.left(100.0, 200.0, style, "Total 1\u{a0}234,50");
        let words = canvas.words().remove(0).words;
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Total", "1", "234,50"]);
        assert!((words[0].bbox.x0 - 100.0).abs() < 0.01);
        assert!((words[2].bbox.x1 - 100.0 - style.width("Total 1\u{a0}234,50")).abs() < 0.01);
    }

    #[test]
    fn words_come_in_lines_whatever_the_order_of_drawing() {
        let mut canvas = Canvas::a4();
        let style = Style::new(Face::Serif, 9.0);
        canvas.right(500.0, 300.0, style.bold(), "9.00");
        canvas.left(50.0, 320.0, style, "below");
        canvas.left(50.0, 300.0, style, "Sum");
        assert_eq!(canvas.words()[0].text(), "Sum 9.00 below");
    }

    #[test]
    fn a_paragraph_keeps_its_width_and_its_no_break_spaces() {
        let style = Style::new(Face::OpenSans, 9.0);
        let lines = wrap("pay 1\u{a0}234,50\u{a0}zł within fourteen days of receipt", 90.0, style);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| style.width(line) <= 90.0), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("1\u{a0}234,50\u{a0}zł")));
    }
}
