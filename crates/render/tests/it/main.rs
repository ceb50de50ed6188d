//! Tests of the crate as its users see it.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

mod drawn;
mod einvoice;
mod files;
mod formats;
mod graphics;
mod members;
mod packed;
mod searchable;
mod text_layer;
mod typeset;
