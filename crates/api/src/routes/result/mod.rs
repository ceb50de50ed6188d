//! Routes of result.

pub mod get;
pub mod ocr;
