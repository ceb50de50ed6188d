//! The files of a collection as one ZIP archive.

use std::collections::HashSet;
use std::io::{Seek as _, SeekFrom};

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
    let packing = tokio::task::spawn_blocking(move || pack(&files));
    let packed = packing.await.map_err(|_| AppError::Panicked)?;
    packed.map_err(|source| AppError::Setup { what: "the archive".to_owned(), source })
}

async fn local(app: &App, scope: &Scope, file_id: FileId) -> Result<LocalFile, AppError> {
    let key = BlobKey::File { organization_id: scope.organization_id, file_id };
    Ok(app.blobs().local_file(key).await?)
}

fn pack(files: &[(String, LocalFile)]) -> std::io::Result<std::fs::File> {
    let mut archive = ZipWriter::new(tempfile::tempfile()?);
    // PDF and pictures are compressed already.
    let options =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    let mut names = HashSet::new();
    for (index, (name, file)) in files.iter().enumerate() {
        let name = if names.insert(name.clone()) { name.clone() } else { format!("{}-{name}", index + 1) };
        archive.start_file(name, options).map_err(std::io::Error::other)?;
        std::io::copy(&mut std::fs::File::open(file.path())?, &mut archive)?;
    }
    let mut packed = archive.finish().map_err(std::io::Error::other)?;
    packed.seek(SeekFrom::Start(0))?;
    Ok(packed)
}
