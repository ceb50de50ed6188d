//! What stands in requests and answers, as the contract names it. No logic beyond turning values into these shapes.

pub mod annotation;
pub mod collection;
pub mod document;
pub mod event;
pub mod identity;
pub mod pagination;
pub mod problem;
pub mod process;
mod read;
pub mod results;
pub mod time;

pub(crate) use read::CollectionSearch;
