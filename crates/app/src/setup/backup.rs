//! Backups of a data folder: taken while the server runs, restored into an empty folder.
//!
//! A blob never changes once it is written, and a row is written after its blob. So the blobs are listed and copied
//! first, then the database is copied as it is at one moment, then those blobs that came in between: everything that
//! the copied database names is there. Only what was deleted in between may be missing, and it was deleted.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::data_folder::DataFolder;
use crate::clock::now_ms;
use crate::{App, AppError};

/// The first member of every backup: what it is.
const ABOUT: &str = "perigee-backup.json";

/// The database, in the folder and in the backup.
const DATABASE: &str = "perigee.db";

/// What belongs to the running server alone.
const NOT_COPIED: [&str; 4] = [DATABASE, "perigee.db-wal", "perigee.db-shm", "setup.lock"];

/// What a backup says about itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Layout of the backup; 1 now.
    pub layout: u32,
    /// The version of the program that wrote it.
    pub version: String,
    /// When, in milliseconds since 1970.
    pub created_at_ms: i64,
}

/// What was copied.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Copied {
    /// Files beside the database.
    pub files: u64,
    /// Bytes of all of them, with the database.
    pub bytes: u64,
}

/// Writes a backup of a data folder into a new file. The server may run.
///
/// # Errors
/// `Conflict` when the database or the files lie elsewhere: their own tools back them up; `Setup` when the disk fails
/// or the file is there already.
pub async fn backup(app: &App, folder: &DataFolder, target: &Path) -> Result<Copied, AppError> {
    if folder.database_url.is_some() || folder.blobs_url.is_some() {
        let message = "the database or the files lie outside of the data folder: back them up with their own tools \
                       (pg_dump, versions of the bucket), the files after the database, and keep the peppers of the folder";
        return Err(AppError::conflict("not_a_folder", message));
    }
    let what = || format!("the backup {}", target.display());
    let setup = |source| AppError::Setup { what: what(), source };
    // Beside the target, so that it takes its name only when it is whole.
    let partial = partial_name(target);
    let file = create_private(&partial).map_err(setup)?;
    if target.exists() {
        fs::remove_file(&partial).map_err(setup)?;
        return Err(setup(io::Error::new(io::ErrorKind::AlreadyExists, "there is such a file already")));
    }
    let outcome = write(app, &folder.path, file, &partial).await;
    let named = match outcome {
        Ok(copied) => fs::rename(&partial, target).map(|()| copied).map_err(setup),
        Err(error) => Err(error),
    };
    if named.is_err() {
        let _gone_already = fs::remove_file(&partial);
    }
    named
}

async fn write(app: &App, folder: &Path, file: File, partial: &Path) -> Result<Copied, AppError> {
    let failed = |source| AppError::Setup { what: format!("the backup of {}", folder.display()), source };
    let mut packing = Packing::start(file).map_err(failed)?;
    packing.add_folder(folder).map_err(failed)?;
    let copy = partial.with_extension("db");
    let _left_behind = fs::remove_file(&copy);
    app.db().copy_to(&copy).await?;
    let added = packing.add(&copy, DATABASE).and_then(|()| packing.add_folder(folder));
    let removed = fs::remove_file(&copy);
    added.and(removed).and_then(|()| packing.finish()).map_err(failed)
}

/// A backup that is being written.
struct Packing {
    archive: ZipWriter<File>,
    names: HashSet<String>,
    copied: Copied,
}

impl Packing {
    fn start(file: File) -> io::Result<Self> {
        let mut archive = ZipWriter::new(file);
        archive.start_file(ABOUT, options()).map_err(io::Error::other)?;
        let about =
            About { layout: 1, version: env!("CARGO_PKG_VERSION").to_owned(), created_at_ms: now_ms() };
        serde_json::to_writer(&mut archive, &about)?;
        Ok(Self { archive, names: HashSet::new(), copied: Copied::default() })
    }

    /// Adds every file below a folder that was not added yet.
    fn add_folder(&mut self, folder: &Path) -> io::Result<()> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(next) = waiting.pop() {
            for entry in read_dir(&next)? {
                let path = entry.path();
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    waiting.push(path);
                } else if kind.is_file() && is_copied(&name) && !self.names.contains(&name) {
                    match self.add(&path, &name) {
                        // Deleted in between.
                        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                        other => other?,
                    }
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, name: &str) -> io::Result<()> {
        let mut file = File::open(path)?;
        self.archive.start_file(name, options()).map_err(io::Error::other)?;
        self.copied.bytes += io::copy(&mut file, &mut self.archive)?;
        self.copied.files += u64::from(name != DATABASE);
        self.names.insert(name.to_owned());
        Ok(())
    }

    fn finish(self) -> io::Result<Copied> {
        self.archive.finish().map_err(io::Error::other)?.sync_all()?;
        Ok(self.copied)
    }
}

/// The entries of a folder; one that is gone has none.
fn read_dir(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other?.collect(),
    }
}

/// A blob that is being written has `#` and a number behind its name.
fn is_copied(name: &str) -> bool {
    !NOT_COPIED.contains(&name) && !name.contains('#')
}

/// Documents are compressed already.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(true)
        .unix_permissions(0o600)
}

fn partial_name(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.partial", std::process::id()))
}

/// A new file that only its owner can read: a backup holds the peppers and every document.
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Restores a backup into a folder that is empty or not there.
///
/// # Errors
/// `Setup` when it is no backup of ours, one of a newer layout, damaged, or the folder is not empty.
pub fn restore(source: &Path, folder: &Path) -> Result<(About, Copied), AppError> {
    let failed = |source_error| AppError::Setup {
        what: format!("restoring {}", source.display()),
        source: source_error,
    };
    let mut archive = File::open(source)
        .and_then(|file| ZipArchive::new(file).map_err(io::Error::other))
        .map_err(failed)?;
    let about = about(&mut archive).map_err(failed)?;
    if !read_dir(folder).map_err(failed)?.is_empty() {
        let message = format!("{} is not empty; name a new folder", folder.display());
        return Err(failed(io::Error::new(io::ErrorKind::AlreadyExists, message)));
    }
    // Beside the folder, so that it is there as a whole or not at all.
    let partial = partial_name(folder);
    let unpacked = unpack(&mut archive, &partial).and_then(|copied| {
        match fs::remove_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::rename(&partial, folder)?,
        }
        Ok(copied)
    });
    if unpacked.is_err() {
        let _gone_already = fs::remove_dir_all(&partial);
    }
    Ok((about, unpacked.map_err(failed)?))
}

fn about(archive: &mut ZipArchive<File>) -> io::Result<About> {
    let no_backup =
        || io::Error::new(io::ErrorKind::InvalidData, "this is no backup that `perigee admin backup` wrote");
    let member = archive.by_name(ABOUT).map_err(|_| no_backup())?;
    let about: About = serde_json::from_reader(member).map_err(|_| no_backup())?;
    if about.layout != 1 {
        let message = format!(
            "it was written by version {}; restore it with that version or a newer one",
            about.version
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(about)
}

fn unpack(archive: &mut ZipArchive<File>, folder: &Path) -> io::Result<Copied> {
    let mut copied = Copied::default();
    let mut has_database = false;
    fs::create_dir_all(folder)?;
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).map_err(io::Error::other)?;
        if member.name() == ABOUT {
            continue;
        }
        let name = PathBuf::from(member.name());
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a file of it would lie outside of the folder",
            ));
        }
        let path = folder.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = create_private(&path)?;
        copied.bytes += io::copy(&mut member, &mut file)?;
        file.sync_all()?;
        has_database |= member.name() == DATABASE;
        copied.files += u64::from(member.name() != DATABASE);
    }
    if !has_database {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it holds no database: it was cut off"));
    }
    Ok(copied)
}
