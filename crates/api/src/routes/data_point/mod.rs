//! What a process asks for, data point by data point.

pub mod add;
pub mod change;
pub mod list;
pub mod remove;
