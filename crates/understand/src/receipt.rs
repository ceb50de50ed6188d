//! Till receipts.

use crate::analysis::Analysis;
use crate::pick::Pick;

/// Decides the data points of a receipt.
pub fn decide(_analysis: &Analysis<'_, '_>) -> Vec<Pick> {
    Vec::new()
}
