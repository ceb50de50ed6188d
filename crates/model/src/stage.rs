//! The stages that a file goes through, in their order.

use serde::{Deserialize, Serialize};

/// One step of the way of a document; the order of the variants is the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Bytes to pages and words.
    Read,
    /// Pages to data points of the process.
    Extract,
    /// Accepted, or to be reviewed, and why.
    Decide,
}
