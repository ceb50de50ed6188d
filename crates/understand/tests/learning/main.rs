//! Learning through the public functions: drawn forms, confirmed values, and everything that can be wrong with them.

mod bad_input;
mod form;
mod learned;
mod several;
mod strangers;
mod tables;
