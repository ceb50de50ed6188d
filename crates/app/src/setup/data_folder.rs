//! The data folder: where everything is unless a URL says otherwise.

use std::fs::File;
use std::path::PathBuf;

use perigee_blobs::Blobs;
use perigee_engine::Engine;
use perigee_store::Db;

use crate::identity::secrets::Pepper;
use crate::schema::Migrator;
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
    /// 64 hex digits instead of the pepper file.
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
/// When the folder, the database or the blobs cannot be opened.
pub async fn open(folder: &DataFolder, config: AppConfig, engine: Engine) -> Result<App, AppError> {
    let what = || format!("the data folder {}", folder.path.display());
    std::fs::create_dir_all(&folder.path).map_err(|source| AppError::Setup { what: what(), source })?;
    let path = folder.path.canonicalize().map_err(|source| AppError::Setup { what: what(), source })?;
    // Two processes that start at once must not both make the tables, nor both make the pepper.
    let lock = File::create(path.join("setup.lock")).and_then(|file| file.lock().map(|()| file));
    let lock = lock.map_err(|source| AppError::Setup { what: what(), source })?;
    let pepper = match &folder.pepper {
        Some(hex) => {
            Pepper::from_hex(hex).ok_or_else(|| AppError::invalid("pepper", "64 hex digits are needed"))?
        }
        None => Pepper::load(&path.join("pepper"))?,
    };
    let url = match &folder.database_url {
        Some(url) => url.clone(),
        None => format!("sqlite://{}?mode=rwc", path.join("perigee.db").display()),
    };
    let db = Db::connect(&url).await?;
    perigee_store::migration::run::<Migrator>(&db).await?;
    let blobs = match &folder.blobs_url {
        Some(url) => Blobs::open(url)?,
        None => Blobs::folder(path.join("blobs"))?,
    };
    drop(lock);
    Ok(App::new(config, db, blobs, engine, pepper))
}
