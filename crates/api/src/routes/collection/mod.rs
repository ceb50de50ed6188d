//! Routes of collection.

pub mod accept;
pub mod assignees;
pub mod bulk;
pub mod delete;
pub mod edit;
pub mod get;
pub mod list;
pub mod reject;
pub mod reopen;
pub mod reprocess;
pub mod stop;
pub mod upload;
pub mod upload_base64;
