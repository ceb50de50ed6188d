//! Streaming in: counts, limits and digests while writing.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::store::BlobError;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Bytes.
    pub size_bytes: u64,
    /// Hex digest of the bytes.
    pub sha256: String,
}

/// A blob that is being written. It is there as a whole after [`Upload::finish`], and not at all before.
pub struct Upload {
    store: Arc<dyn ObjectStore>,
    path: Path,
    writer: BufWriter,
    digest: Sha256,
    size_bytes: u64,
    limit: u64,
}

impl Upload {
    pub(crate) fn new(store: Arc<dyn ObjectStore>, path: Path, limit: u64) -> Self {
        let writer = BufWriter::new(store.clone(), path.clone()).with_max_concurrency(2);
        Self { store, path, writer, digest: Sha256::new(), size_bytes: 0, limit }
    }

    /// Writes the next piece.
    ///
    /// # Errors
    /// `TooLarge` when the limit is passed; call [`Upload::abort`] then.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), BlobError> {
        self.size_bytes += bytes.len() as u64;
        if self.size_bytes > self.limit {
            return Err(BlobError::TooLarge { limit: self.limit });
        }
        self.digest.update(&bytes);
        self.writer.put(bytes).await?;
        Ok(())
    }

    /// Makes the blob visible.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish(mut self) -> Result<Stored, BlobError> {
        self.writer.shutdown().await?;
        let sha256 = self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Stored { size_bytes: self.size_bytes, sha256 })
    }

    /// Leaves nothing behind.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn abort(mut self) -> Result<(), BlobError> {
        self.writer.abort().await?;
        match self.store.delete(&self.path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("path", &self.path)
            .field("size_bytes", &self.size_bytes)
            .finish_non_exhaustive()
    }
}
