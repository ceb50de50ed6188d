//! What confirmed classes say about single pages of a stream: which class a page is of, and whether it is a first one.

use perigee_model::Page;

use super::remembered::Classes;
use super::view::{FIRST, SECOND, View};

/// Likeness of words up to which two pages are of no common kind.
///
/// Set by hand, as those of the layout memory: pages of different kinds share words of the language and some labels.
const ALIKE: f32 = 0.35;
/// Likeness from which on pages are of one kind.
const FULLY_ALIKE: f32 = 0.65;
/// Differences of likeness, as shares of the greater one, are multiplied by this: by a third they are sure.
const LEANING: f32 = 3.0;

/// How a page stands to what was confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// The class that it looks most like, as a position.
    class: Option<usize>,
    /// From 0, where it looks like nothing that was confirmed, to 1.
    closeness: f32,
    /// From 1, a first page, to -1, a second one; 0 where it looks like nothing that was confirmed.
    pub beginning: f32,
}

impl Place {
    /// How surely two pages are of different classes, from 0 to 1.
    pub fn difference(&self, other: &Self) -> f32 {
        if self.class == other.class { 0.0 } else { self.closeness.min(other.closeness) }
    }
}

impl Classes {
    /// How each page of a stream stands to what was confirmed.
    pub fn places(&self, pages: &[Page]) -> Vec<Place> {
        pages.iter().map(|page| if self.is_empty() { Place::default() } else { self.place(page) }).collect()
    }

    fn place(&self, page: &Page) -> Place {
        let view = View::of_page(page);
        let lengths = self.telling.lengths(&view);
        let (mut first, mut second, mut class) = (0.0_f32, 0.0_f32, None);
        for (at, known) in self.classes.iter().enumerate() {
            for other in known.views.iter().zip(&known.lengths) {
                let likeness = |list| self.telling.of_list(list, (&view, &lengths), other);
                let (as_first, as_second) = (likeness(FIRST), likeness(SECOND));
                if as_first.max(as_second) > first.max(second) {
                    class = Some(at);
                }
                (first, second) = (first.max(as_first), second.max(as_second));
            }
        }
        let likest = first.max(second);
        let closeness = ((likest - ALIKE) / (FULLY_ALIKE - ALIKE)).clamp(0.0, 1.0);
        let leaning = (LEANING * (first - second) / likest.max(f32::EPSILON)).clamp(-1.0, 1.0);
        Place { class, closeness, beginning: closeness * leaning }
    }
}
