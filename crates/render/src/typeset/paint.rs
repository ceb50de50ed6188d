//! Marks to the bytes of a PDF.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use perigee_model::FileFault;

use super::flow::{Mark, PAGE_HEIGHT, PAGE_WIDTH};
use super::stand_in::StandIn;
use crate::fault;

/// Grey of the text.
const INK: u8 = 20;

/// The pages as a PDF.
pub(super) fn pdf(title: &str, pages: &[Vec<Mark>]) -> Result<Vec<u8>, FileFault> {
    let stand_in = StandIn::of(pages);
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).producer("Perigee".to_owned()));
    for marks in pages {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).expect("A4 is a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            paint(&mut surface, mark, &stand_in);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|_| fault::not_typeset())
}

fn paint(surface: &mut Surface<'_>, mark: &Mark, stand_in: &StandIn) {
    match mark {
        Mark::Area { x0, y0, x1, y1, grey } => {
            let Some(area) = Rect::from_ltrb(*x0, *y0, *x1, *y1) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(area);
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*grey)));
                surface.draw_path(&path);
            }
        }
        Mark::Text { x, baseline, style, text } => {
            surface.set_fill(Some(fill(INK)));
            let face = style.face();
            let mut run = Run { x: *x, text: String::new(), glyphs: Vec::new(), width: 0.0 };
            let mut is_bundled = true;
            for c in text.chars() {
                let bundled = face.glyph(c);
                if bundled.is_some() != is_bundled {
                    let font = if is_bundled { Some(&face.font) } else { stand_in.font() };
                    run.draw(surface, font, *baseline, style.size);
                    is_bundled = bundled.is_some();
                }
                run.push(c, bundled.unwrap_or_else(|| stand_in.glyph(c)), face.advance(c), style.size);
            }
            let font = if is_bundled { Some(&face.font) } else { stand_in.font() };
            run.draw(surface, font, *baseline, style.size);
        }
    }
}

/// Characters of one font beside each other.
struct Run {
    x: f32,
    text: String,
    glyphs: Vec<KrillaGlyph>,
    width: f32,
}

impl Run {
    fn push(&mut self, c: char, glyph: u16, advance: f32, size: f32) {
        let start = self.text.len();
        self.text.push(c);
        let range = start..self.text.len();
        self.glyphs.push(KrillaGlyph::new(
            GlyphId::new(u32::from(glyph)),
            advance,
            0.0,
            0.0,
            0.0,
            range,
            None,
        ));
        self.width += advance * size;
    }

    /// Draws what was gathered and begins anew behind it.
    fn draw(&mut self, surface: &mut Surface<'_>, font: Option<&Font>, baseline: f32, size: f32) {
        if let Some(font) = font.filter(|_| !self.glyphs.is_empty()) {
            let start = Point::from_xy(self.x, baseline);
            surface.draw_glyphs(start, &self.glyphs, font.clone(), &self.text, size, false);
        }
        self.x += self.width;
        self.width = 0.0;
        self.text.clear();
        self.glyphs.clear();
    }
}

fn fill(grey: u8) -> Fill {
    Fill {
        paint: rgb::Color::new(grey, grey, grey).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}
