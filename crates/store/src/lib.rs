//! The database: one schema and one set of queries for SQLite and PostgreSQL.
//!
//! Queries are functions on `&impl ConnectionTrait`, so that they join any transaction, and start from a
//! [`perigee_model::Scope`]. What they return are rows; what rows mean is left to `app`.

mod access;
pub mod accesses;
pub mod alerts;
pub mod api_key_usage;
pub mod api_keys;
pub mod audit;
pub mod classes;
pub mod collection_search;
pub mod collections;
pub mod comments;
pub mod corrections;
pub mod db;
pub mod documents;
pub mod entity;
pub mod error;
pub mod exports;
pub mod files;
pub mod idempotency;
pub mod identities;
pub mod invitations;
pub mod learning;
pub mod locks;
pub mod mails;
pub mod memberships;
pub mod migration;
pub mod models;
pub mod organizations;
pub mod page_order;
pub mod pages;
pub mod peppers;
pub mod processes;
pub mod provider_flows;
pub mod queue;
pub mod queue_views;
pub mod readings;
pub mod recovery_codes;
pub mod rights;
pub mod sessions;
pub mod statistics;
pub mod table_corrections;
pub mod usage;
pub mod users;
pub mod value_orders;

pub use db::Db;
pub use error::StoreError;
pub use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
