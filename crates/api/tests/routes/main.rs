//! Tests of the routes, on both databases. A file per noun; what holds for every route is in `every_route` and `matrix`.

mod access;
mod annotation;
mod audit;
mod collection;
mod documents;
mod events;
mod every_route;
mod everything;
mod fixture;
mod invitation;
mod matrix;
mod operation;
mod organization;
mod process;
mod session;
mod upload;
mod user;
mod web;
