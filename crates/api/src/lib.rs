//! HTTP: routes, shapes, problems, OpenAPI and the static web files.

pub mod dto;
pub mod openapi;
pub mod routes;
