//! Tests of the crate as its users see it.

mod drawn;
mod files;
mod text_layer;
