//! Scopes of API keys.

pub mod list;
