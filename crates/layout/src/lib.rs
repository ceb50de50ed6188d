//! Words of a page to lines, segments and reading order.
//!
//! Works on boxes alone, so a text layer and a recognised page go the same way. Tables and blocks are built on
//! top of this; recognising words is left to `perigee-ocr` and `perigee-render`.

mod line;
mod slope;

pub use line::{Line, Segment, lines, lines_of_words, median_height, reading_order};
