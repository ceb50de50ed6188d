//! Tests of the routes, on both databases. A file per noun; what holds for every route is in `every_route` and `matrix`.

mod annotation;
mod collection;
mod documents;
mod events;
mod every_route;
mod everything;
mod fixture;
mod matrix;
mod operation;
mod process;
mod session;
mod upload;
mod web;
