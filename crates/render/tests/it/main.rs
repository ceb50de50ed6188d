//! Tests of the crate as its users see it.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

mod drawn;
mod files;
mod graphics;
mod text_layer;
