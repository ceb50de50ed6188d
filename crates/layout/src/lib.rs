//! Words of a page to lines, segments and reading order, and to tables.
//!
//! Works on boxes alone, so a text layer and a recognised page go the same way; what is drawn beside the words helps
//! where it is known. Recognising words is left to `perigee-ocr` and `perigee-render`.

mod complete;
mod line;
mod slope;
mod table;

pub use complete::missing_rows;
pub use line::{Line, Segment, lines, lines_of_words, median_height, reading_order};
pub use table::tables;
