//! The files of a collection as one ZIP archive.

use std::collections::HashSet;
use std::io::{self, Read, Seek as _, SeekFrom};

use perigee_blobs::{BlobKey, LocalFile};
use perigee_model::{CollectionId, FileId, Scope};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{App, AppError, collection};

/// Puts the files of a collection into an archive; the answer is an unnamed temporary file, at its start.
///
/// # Errors
/// `NotFound`, or when the blobs or the disk fail.
pub async fn archive(app: &App, scope: &Scope, id: CollectionId) -> Result<std::fs::File, AppError> {
    let shown = collection::get(app, scope, id).await?;
    let mut files = Vec::with_capacity(shown.files.len());
    // What came out of an uploaded file is in it already.
    for file in shown.files.into_iter().filter(|file| file.was_uploaded) {
        files.push((file.name, local(app, scope, file.id).await?));
    }
    let packing = tokio::task::spawn_blocking(move || {
        let mut packer = Packer::start()?;
        files.iter().try_for_each(|(name, file)| packer.add(name, std::fs::File::open(file.path())?))?;
        packer.finish()
    });
    packing.await.map_err(|_| AppError::Panicked)?.map_err(not_packed)
}

/// The disk failed while an archive was written.
pub(crate) fn not_packed(source: io::Error) -> AppError {
    AppError::Setup { what: "the archive".to_owned(), source }
}

async fn local(app: &App, scope: &Scope, file_id: FileId) -> Result<LocalFile, AppError> {
    let key = BlobKey::File { organization_id: scope.organization_id, file_id };
    Ok(app.blobs().local_file(key).await?)
}

/// Writes an archive, content by content.
pub(crate) struct Packer {
    archive: ZipWriter<std::fs::File>,
    names: HashSet<String>,
    count: usize,
}

impl Packer {
    /// An empty archive in an unnamed temporary file.
    pub(crate) fn start() -> io::Result<Self> {
        Ok(Self { archive: ZipWriter::new(tempfile::tempfile()?), names: HashSet::new(), count: 0 })
    }

    /// Adds a content; a name that comes again gets the number of the content in front.
    pub(crate) fn add(&mut self, name: &str, mut content: impl Read) -> io::Result<()> {
        // PDF and pictures are compressed already.
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
        self.count += 1;
        let name = if self.names.insert(name.to_owned()) { name } else { &format!("{}-{name}", self.count) };
        self.archive.start_file(name, options).map_err(io::Error::other)?;
        io::copy(&mut content, &mut self.archive).map(drop)
    }

    /// The archive at its start.
    pub(crate) fn finish(self) -> io::Result<std::fs::File> {
        let mut packed = self.archive.finish().map_err(io::Error::other)?;
        packed.seek(SeekFrom::Start(0))?;
        Ok(packed)
    }
}
