//! Routes of document.

pub mod get;
pub mod page_image;
pub mod page_words;
