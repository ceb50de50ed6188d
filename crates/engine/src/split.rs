//! The split and classify stages: a stream of pages to documents and their classes.

use perigee_model::Page;
use perigee_understand::splitting::{self, Known, Part};

use crate::{Classes, Engine, Model};

impl Engine {
    /// The documents of a stream of pages, in order; every page is in exactly one of them.
    ///
    /// The model of a process knows how the first pages of its confirmed documents look, the classes of its
    /// organization how those of all others do.
    pub fn split(&self, pages: &[Page], model: Option<&Model>, classes: Option<&Classes>) -> Vec<Part> {
        splitting::split_with(pages, Known { model, classes })
    }

    /// The pages as one document, with what it is; `None` for no pages.
    pub fn classify(&self, pages: &[Page]) -> Option<Part> {
        splitting::classify(pages)
    }
}
