//! One file per table.

pub mod api_key;
pub mod collection;
pub mod collection_metadata;
pub mod correction;
pub mod document;
pub mod extraction;
pub mod file;
pub mod finding;
pub mod idempotency_key;
pub mod membership;
pub mod organization;
pub mod page;
pub mod process;
pub mod process_config;
pub mod reading;
pub mod session;
pub mod sign_in_link;
pub mod table_value;
pub mod user;
