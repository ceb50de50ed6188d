//! Words of an upright page as unseen text on the stored page.

use std::fmt::Write as _;

use perigee_model::{Page, Rect};

use super::ghost_font::{GhostFont, NAME};

/// Height of a word's box in em: from 0.75 above the line to 0.22 below, as boxes of text layers are measured here.
const BOX_EM: f32 = 0.97;

/// Share of a word's box below the line.
const DESCENT: f32 = 0.22 / BOX_EM;

/// Where a stored page lies: its box in its own space, and how it is turned to stand upright.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    /// The visible box of the stored page, `y` upwards.
    pub(super) stored: Rect,
    /// Clockwise degrees from the stored page to the upright one.
    pub(super) turn: u16,
}

impl Placement {
    /// Units of the stored page for each point of the upright one, along its width and its height.
    fn scale(&self, page: &Page) -> (f32, f32) {
        let (width, height) = match self.turn {
            90 | 270 => (self.stored.height(), self.stored.width()),
            _ => (self.stored.width(), self.stored.height()),
        };
        (width / page.width.max(1.0), height / page.height.max(1.0))
    }

    /// A place of the upright page, `v` downwards, in the space of the stored page.
    fn point(&self, u: f32, v: f32) -> (f32, f32) {
        let stored = self.stored;
        match self.turn {
            90 => (stored.x0 + v, stored.y0 + u),
            180 => (stored.x1 - u, stored.y0 + v),
            270 => (stored.x1 - v, stored.y1 - u),
            _ => (stored.x0 + u, stored.y1 - v),
        }
    }

    /// The direction of text and the one above it.
    fn axes(&self) -> [i8; 4] {
        match self.turn {
            90 => [0, 1, -1, 0],
            180 => [-1, 0, 0, -1],
            270 => [0, -1, 1, 0],
            _ => [1, 0, 0, 1],
        }
    }
}

/// The operators that lay the words of a page over what it shows.
pub(super) fn content(page: &Page, placement: Placement, font: &mut GhostFont) -> Vec<u8> {
    let (scale_u, scale_v) = placement.scale(page);
    let [a, b, c, d] = placement.axes();
    let mut content = String::from("q\nBT\n3 Tr\n");
    for word in &page.words {
        let (width, height) = (word.bbox.width() * scale_u, word.bbox.height() * scale_v);
        let characters = word.text.chars().count();
        let size = height / BOX_EM;
        if characters == 0 || !(size > 0.01 && width > 0.01 && width.is_finite() && size.is_finite()) {
            continue;
        }
        let stretch = 100.0 * width / (characters as f32 * size);
        let line = (word.bbox.y1 - DESCENT * word.bbox.height()) * scale_v;
        let (x, y) = placement.point(word.bbox.x0 * scale_u, line);
        // The space after a word tells it from the next one wherever text is copied without looking at places.
        let codes = font.encode(&format!("{} ", word.text));
        let _ = writeln!(
            content,
            "/{NAME} {size:.3} Tf {stretch:.2} Tz {a} {b} {c} {d} {x:.2} {y:.2} Tm <{codes}> Tj"
        );
    }
    content.push_str("ET\nQ\n");
    content.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stored page of 200 × 100 whose corner is not the origin.
    const STORED: Rect = Rect { x0: 10.0, y0: 20.0, x1: 210.0, y1: 120.0 };

    #[test]
    fn the_upper_left_corner_of_the_upright_page_is_a_corner_of_the_stored_one() {
        let corner = |turn| Placement { stored: STORED, turn }.point(0.0, 0.0);
        // Turned clockwise by 90 degrees, the lower left corner comes to stand at the upper left.
        assert_eq!(
            [corner(0), corner(90), corner(180), corner(270)],
            [(10.0, 120.0), (10.0, 20.0), (210.0, 20.0), (210.0, 120.0)]
        );
    }

    #[test]
    fn text_runs_along_the_upper_edge_of_the_upright_page() {
        for turn in [0, 90, 180, 270] {
            let placement = Placement { stored: STORED, turn };
            let [a, b, c, d] = placement.axes().map(f32::from);
            let (from, along, below) =
                (placement.point(0.0, 0.0), placement.point(1.0, 0.0), placement.point(0.0, 1.0));
            assert_eq!((along.0 - from.0, along.1 - from.1), (a, b), "{turn}");
            assert_eq!((from.0 - below.0, from.1 - below.1), (c, d), "{turn}");
        }
    }
}
