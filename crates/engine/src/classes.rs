//! The classify stage with what an organization learned: the class of a document.

use perigee_model::Page;
pub use perigee_understand::classes::{
    Classes, Confirmed as ConfirmedClass, OTHER as UNKNOWN_CLASS, Told as ToldClass, View as ClassView,
    newest as newest_of_classes,
};

use crate::Engine;

impl Engine {
    /// The class of the pages as one document; `expected` is that of its process, where that has one.
    pub fn tell_class(&self, pages: &[Page], known: &Classes, expected: Option<&str>) -> ToldClass {
        known.tell(&ClassView::of(pages), expected)
    }

    /// How probable it is that the pages are a document of the class that is expected.
    pub fn chance_of_class(&self, pages: &[Page], known: &Classes, expected: &str) -> f32 {
        known.chance(&ClassView::of(pages), expected)
    }
}
