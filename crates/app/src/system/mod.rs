//! What the installation is made of, and how much an organization keeps in it.

mod state;
mod usage;

pub use state::{System, state};
pub use usage::{Month, OfProcess, Usage, usage};
