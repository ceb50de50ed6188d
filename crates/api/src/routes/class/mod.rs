//! Classes of documents.

pub mod forget;
pub mod list;
pub mod rename;
