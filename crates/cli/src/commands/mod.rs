//! One file per command.

#[cfg(feature = "server")]
pub mod admin;
pub mod convert_dataset;
pub mod eval;
#[cfg(feature = "server")]
pub mod export;
pub mod extract;
#[cfg(feature = "server")]
mod file_limits;
pub mod generate;
#[cfg(feature = "server")]
mod installation;
pub mod ocr;
#[cfg(feature = "server")]
mod outside;
#[cfg(feature = "server")]
mod reached;
pub mod reader;
mod saved_reading;
#[cfg(feature = "server")]
pub mod serve;
pub mod split;
pub mod tables;
pub mod train;
pub mod train_classes;
#[cfg(feature = "server")]
pub mod work;
