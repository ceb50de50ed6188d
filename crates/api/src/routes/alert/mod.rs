//! Alerts about API keys.

pub mod acknowledge;
pub mod list;
