//! What a correction does, as it is stored.

/// The value says something new, or is removed.
pub(crate) const CHANGE: &str = "change";

/// What the machine read is right.
pub(crate) const CONFIRM: &str = "confirm";

/// What the machine read holds again, as if nobody had decided.
pub(crate) const RESTORE: &str = "restore";
