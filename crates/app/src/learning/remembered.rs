//! Confirmed documents that were learned from lately, so that one more costs no reading of all the others.

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::confirmed::Document;

/// Bytes of documents that are remembered: some thousand pages.
const REMEMBERED_BYTES: u64 = 128 << 20;

/// A process that nobody works on costs nothing after this, and a deleted document is not in memory any more.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(300);

/// What a word takes in memory: itself, its text, its place.
const WORD_BYTES: usize = 96;

/// A document as it was at one time.
///
/// Every decision about a document, and every new run, changes when its collection was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Version {
    /// The document.
    pub document_id: Uuid,
    /// When its collection last changed.
    pub changed_at: i64,
    /// The configuration of the process, which says what is asked for.
    pub config_id: Uuid,
}

/// Confirmed documents that were learned from lately.
#[derive(Debug)]
pub(crate) struct Remembered(moka::sync::Cache<Version, Arc<Document>>);

impl Default for Remembered {
    fn default() -> Self {
        let by_bytes = moka::sync::Cache::builder().max_capacity(REMEMBERED_BYTES);
        let weighed = by_bytes.weigher(|_, document: &Arc<Document>| {
            let words: usize = document.pages.iter().map(|page| page.words.len()).sum();
            u32::try_from((words + 10) * WORD_BYTES).unwrap_or(u32::MAX)
        });
        Self(weighed.time_to_idle(FORGOTTEN_AFTER).build())
    }
}

impl Remembered {
    pub(super) fn find(&self, version: Version) -> Option<Arc<Document>> {
        self.0.get(&version)
    }

    pub(super) fn insert(&self, version: Version, document: Arc<Document>) {
        self.0.insert(version, document);
    }
}
