//! Routes of file.

pub mod download;
pub mod download_all;
