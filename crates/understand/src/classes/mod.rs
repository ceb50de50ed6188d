//! What kind of document pages are, by what an organization confirmed: classes of its own beside the known ones.
//!
//! A document is a few lists of hashed words and some measures of its layout (`view`). What was confirmed is remembered
//! per class (`remembered`), and a document is told by how much it looks like that, beside the words that name known
//! classes (`telling`); `place` does that for single pages of a stream. One confirmed document is enough; docs/adr/0068 has the figures.

mod likeness;
mod place;
mod remembered;
mod telling;
mod view;

pub use remembered::{Classes, Confirmed, MOST_CLASSES, MOST_PER_CLASS, newest};
pub use telling::{Candidate, SIGN_NAMES, SIGNS, Told};
pub use view::View;

/// The class of what nothing is known to look like.
pub use crate::splitting::OTHER;

#[cfg(test)]
mod tests;
