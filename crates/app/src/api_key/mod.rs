//! API keys.

pub mod authenticate;
pub mod create;

pub use authenticate::authenticate;
pub use create::{CreatedKey, NewKey, create};
