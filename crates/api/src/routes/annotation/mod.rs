//! Routes of annotation.

pub mod change;
pub mod confirm;
pub mod create;
pub mod delete;
pub mod history;
pub mod put_in_order;
pub mod restore;
pub mod set_confirmed;
