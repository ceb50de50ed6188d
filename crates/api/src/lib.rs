//! HTTP: routes, shapes, problems, OpenAPI and the static web files.
//!
//! Handlers take a request apart, ask a use case of `app`, and put the answer together; what happens is left to `app`.

mod auth;
mod browser;
mod client;
mod convert;
mod docs;
pub mod dto;
mod headers;
mod health;
mod input;
mod limits;
pub mod openapi;
mod problem;
mod request;
mod routes;
mod server;
mod state;
mod web;

pub use server::{router, serve};
pub use state::{ApiConfig, ApiState};
