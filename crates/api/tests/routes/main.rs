//! Tests of the routes, on both databases. A file per noun; what holds for every route is in `every_route`.

mod annotation;
mod collection;
mod documents;
mod events;
mod every_route;
mod fixture;
mod process;
mod session;
mod upload;
mod web;
