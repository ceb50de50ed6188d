//! A blob as a path on this machine, for the engine.

use std::path::{Path, PathBuf};

use futures::StreamExt as _;
use tempfile::TempPath;
use tokio::io::AsyncWriteExt as _;

use crate::store::{BlobError, BlobStream};

/// A readable path; a downloaded copy goes away with it.
#[derive(Debug)]
pub struct LocalFile(Place);

#[derive(Debug)]
enum Place {
    InStore(PathBuf),
    Copy(TempPath),
}

impl LocalFile {
    pub(crate) fn in_place(path: PathBuf) -> Result<Self, BlobError> {
        if path.is_file() { Ok(Self(Place::InStore(path))) } else { Err(BlobError::NotFound) }
    }

    pub(crate) async fn download(mut bytes: BlobStream) -> Result<Self, BlobError> {
        let (file, path) = tempfile::NamedTempFile::new()?.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        while let Some(piece) = bytes.next().await {
            file.write_all(&piece?).await?;
        }
        file.flush().await?;
        Ok(Self(Place::Copy(path)))
    }

    /// The path.
    pub fn path(&self) -> &Path {
        match &self.0 {
            Place::InStore(path) => path,
            Place::Copy(path) => path,
        }
    }
}
