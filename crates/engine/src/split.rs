//! The split and classify stages: a stream of pages to documents and their classes.

use perigee_model::Page;
use perigee_understand::splitting::{self, Part};

use crate::Engine;

impl Engine {
    /// The documents of a stream of pages, in order; every page is in exactly one of them.
    pub fn split(&self, pages: &[Page]) -> Vec<Part> {
        splitting::split(pages)
    }

    /// The pages as one document, with what it is; `None` for no pages.
    pub fn classify(&self, pages: &[Page]) -> Option<Part> {
        splitting::classify(pages)
    }
}
