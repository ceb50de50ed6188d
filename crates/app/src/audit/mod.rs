//! The audit log: who did what to what, in one hash chain for each organization.

mod actions;
pub mod list;
pub mod record;
pub mod verify;

pub use actions::ACTIONS;
pub use list::{AuditEvent, export, list};
pub use perigee_store::audit::Filter;
pub(crate) use record::{Event, record};
pub use verify::{Fault, Verdict, verify};
