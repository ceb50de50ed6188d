//! Words of a page to lines, segments and reading order, and to tables.
//!
//! Works on boxes alone, so a text layer and a recognised page go the same way; what is drawn beside the words helps
//! where it is known. Recognising words is left to `perigee-ocr` and `perigee-render`.

mod check_boxes;
mod complete;
mod line;
mod mask;
mod slope;
mod straight;
mod table;

pub use check_boxes::check_boxes;
pub use complete::missing_rows;
pub use line::{Line, Segment, lines, lines_of_words, median_height, reading_order};
pub use mask::{cells_of_mask, column_names, detect, follow, mask_of, tidied};
pub use table::tables;
