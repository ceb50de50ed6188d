//! Routes of file.

pub(in crate::routes) mod answer;
pub mod download;
pub mod download_all;
