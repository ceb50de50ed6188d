//! Routes of file.

mod answer;
pub mod download;
pub mod download_all;
