//! The data folder: where everything is unless a URL says otherwise.

use std::fs::File;
use std::path::{Path, PathBuf};

use perigee_blobs::Blobs;
use perigee_engine::Engine;
use perigee_store::Db;

use crate::schema::Migrator;
use crate::setup::peppers;
use crate::{App, AppConfig, AppError};

/// Where an installation lies.
#[derive(Debug, Clone)]
pub struct DataFolder {
    /// The folder; made when missing.
    pub path: PathBuf,
    /// A database elsewhere.
    pub database_url: Option<String>,
    /// Blobs elsewhere.
    pub blobs_url: Option<String>,
    /// Peppers instead of those in the folder: 64 hex digits each, with commas between, newest first.
    pub pepper: Option<String>,
}

impl DataFolder {
    /// A folder with everything in it.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), database_url: None, blobs_url: None, pepper: None }
    }
}

/// Opens an installation, on an empty folder too, and brings its schema up to date. Several processes may do so
/// at the same time.
///
/// # Errors
/// When the folder, the database or the blobs cannot be opened; `Pepper` when a pepper is missing.
pub async fn open(folder: &DataFolder, config: AppConfig, engine: Engine) -> Result<App, AppError> {
    let (path, lock) = lock(folder)?;
    let db = connect(folder, &path).await?;
    let peppers = peppers::take(&db, folder, &path).await?;
    let blobs = match &folder.blobs_url {
        Some(url) => Blobs::open(url)?,
        None => Blobs::folder(path.join("blobs"))?,
    };
    drop(lock);
    Ok(App::new(config, db, blobs, engine, peppers))
}

/// The path of the folder, and a lock on it: two processes that start at once must not both make the tables, nor both
/// make the pepper.
pub(super) fn lock(folder: &DataFolder) -> Result<(PathBuf, File), AppError> {
    let what = || format!("the data folder {}", folder.path.display());
    std::fs::create_dir_all(&folder.path).map_err(|source| AppError::Setup { what: what(), source })?;
    let path = folder.path.canonicalize().map_err(|source| AppError::Setup { what: what(), source })?;
    let lock = File::create(path.join("setup.lock")).and_then(|file| file.lock().map(|()| file));
    let lock = lock.map_err(|source| AppError::Setup { what: what(), source })?;
    Ok((path, lock))
}

/// The database, with the schema of this version. The caller holds the lock.
pub(super) async fn connect(folder: &DataFolder, path: &Path) -> Result<Db, AppError> {
    let url = match &folder.database_url {
        Some(url) => url.clone(),
        None => format!("sqlite://{}?mode=rwc", path.join("perigee.db").display()),
    };
    let db = Db::connect(&url).await?;
    perigee_store::migration::run::<Migrator>(&db).await?;
    Ok(db)
}
