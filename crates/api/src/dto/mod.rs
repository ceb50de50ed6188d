//! What stands in requests and answers, as the contract names it. No logic beyond turning values into these shapes.

pub mod access;
pub mod account;
pub mod alert;
pub mod annotation;
pub mod api_key;
pub mod audit;
pub mod class;
pub mod collection;
pub mod data_point;
pub mod document;
pub mod event;
pub mod export;
pub mod identity;
pub mod invitation;
pub mod learning;
pub mod mail;
pub mod organization;
pub mod pagination;
pub mod problem;
pub mod process;
pub mod promise;
pub mod queue;
pub mod queue_view;
mod read;
mod read_table;
pub mod results;
pub mod review;
pub mod statistics;
pub mod system;
pub mod table;
pub mod time;
pub mod user;

pub(crate) use read::CollectionSearch;
