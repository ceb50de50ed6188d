//! Routes of document.

pub mod divide;
pub mod get;
pub mod list_of_file;
pub mod page_image;
pub mod page_words;
