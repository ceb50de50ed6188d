//! Peppers at the start of a server, and their rotation.
//!
//! A pepper that is missing must be said at the start: keys made under it would be refused one by one, and nobody
//! would know why.

use std::collections::HashMap;
use std::path::PathBuf;

use perigee_store::entity::pepper;
use perigee_store::{ConnectionTrait, Db, peppers};

use super::data_folder::{self, DataFolder};
use crate::AppError;
use crate::clock::now_ms;
use crate::identity::peppers::Peppers;
use crate::identity::secrets::Pepper;
use crate::identity::{rights, sealed};

/// The peppers that a server starts with: those given from outside, or those of the folder (the first is made there).
/// The caller holds the folder's lock.
///
/// # Errors
/// `Pepper`, with what to do, when one is missing, or an older one than the database knows would be used.
pub(super) async fn take(db: &Db, folder: &DataFolder, path: &std::path::Path) -> Result<Peppers, AppError> {
    let tx = db.begin_write().await?;
    let registered = peppers::list(&tx).await?;
    let used = || registered.iter().filter(|row| row.retired_at.is_none());
    let given = match &folder.pepper {
        Some(hex) => Some(Peppers::from_hex(hex)?),
        None => Peppers::load(path)?,
    };
    let given = match given {
        Some(given) => given,
        // Nothing to lose: an empty installation, or one whose peppers were all given up.
        None if used().next().is_none() => {
            Peppers::make(path)?;
            Peppers::load(path)?.ok_or_else(|| AppError::Pepper("the new pepper is gone".to_owned()))?
        }
        None => return Err(missing(&tx, used().collect()).await?),
    };
    let is_retired = |id: &str| registered.iter().any(|row| row.id == id && row.retired_at.is_some());
    if is_retired(given.newest().id()) {
        return Err(AppError::Pepper(format!(
            "the pepper {} was given up; put a newer one in front of it, or take it away",
            given.newest().id()
        )));
    }
    given.keep(|pepper| !is_retired(pepper.id()));
    let is_given = |row: &&pepper::Model| given.all().iter().any(|pepper| pepper.id() == row.id);
    let absent: Vec<&pepper::Model> = used().filter(|row| !is_given(row)).collect();
    if !absent.is_empty() {
        return Err(missing(&tx, absent).await?);
    }
    register(&tx, &given, used().collect()).await?;
    super::commit(tx).await?;
    Ok(given)
}

/// Makes the newest pepper known, so that no server goes on without it.
async fn register(
    conn: &impl ConnectionTrait,
    given: &Peppers,
    used: Vec<&pepper::Model>,
) -> Result<(), AppError> {
    let (newest, all, now) = (given.newest(), given.all(), now_ms());
    let Some(latest) = used.first() else {
        for (age, pepper) in all.iter().enumerate() {
            peppers::insert(conn, pepper.id(), now - age as i64).await?;
        }
        if all.len() == 1 {
            peppers::stamp_keys(conn, newest.id()).await?;
        }
        return Ok(());
    };
    if used.iter().any(|row| row.id == newest.id()) && latest.id != newest.id() {
        return Err(AppError::Pepper(format!(
            "the pepper {} is the newest one of this installation, but {} stands before it; put the newest first",
            latest.id,
            newest.id()
        )));
    }
    Ok(peppers::insert(conn, newest.id(), now.max(latest.created_at + 1)).await?)
}

/// Which peppers are missing, what depends on them, and what to do.
async fn missing(conn: &impl ConnectionTrait, absent: Vec<&pepper::Model>) -> Result<AppError, AppError> {
    let keys = count_keys(conn).await?;
    let each = absent.iter().map(|row| {
        let count = keys.get(&Some(row.id.clone())).copied().unwrap_or_default();
        format!("{} ({count} API keys depend on it)", row.id)
    });
    let each = each.collect::<Vec<_>>().join(", ");
    Ok(AppError::Pepper(format!(
        "a pepper of this installation is missing: {each}. Put its file back into the data folder, or its 64 hex \
         digits into PERIGEE_PEPPER (newest first, commas between). If it is lost for good, give it up with \
         `perigee admin pepper retire FINGERPRINT --force`: the keys that depend on it end, and second factors \
         sealed under it have to be set up again"
    )))
}

async fn count_keys(conn: &impl ConnectionTrait) -> Result<HashMap<Option<String>, u64>, AppError> {
    let counted = peppers::count_keys(conn, now_ms()).await?;
    Ok(counted.into_iter().map(|(id, count)| (id, count.unsigned_abs())).collect())
}

/// A pepper of the installation.
#[derive(Debug, Clone)]
pub struct PepperState {
    /// Fingerprint.
    pub id: String,
    /// When it was first used.
    pub created_at_ms: Option<i64>,
    /// When it was given up.
    pub retired_at_ms: Option<i64>,
    /// Whether it is here.
    pub is_given: bool,
    /// Whether new keys are made under it.
    pub is_newest: bool,
    /// Keys that can be used and were made under it.
    pub keys: u64,
}

/// A pepper that was made.
#[derive(Debug)]
pub struct NewPepper {
    /// Fingerprint.
    pub id: String,
    /// What to put in front of `PERIGEE_PEPPER`, where peppers come from there.
    pub hex: Option<String>,
}

/// The peppers of an installation, for its operator. Opens where a server would refuse to start.
#[derive(Debug)]
pub struct PepperCare {
    db: Db,
    path: PathBuf,
    given: Option<Peppers>,
    is_outside: bool,
}

impl PepperCare {
    /// Opens an installation.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened.
    pub async fn open(folder: &DataFolder) -> Result<Self, AppError> {
        let (path, lock) = data_folder::lock(folder)?;
        let db = data_folder::connect(folder, &path).await?;
        drop(lock);
        let (given, is_outside) = match &folder.pepper {
            Some(hex) => (Some(Peppers::from_hex(hex)?), true),
            None => (Peppers::load(&path)?, false),
        };
        Ok(Self { db, path, given, is_outside })
    }

    /// Every pepper, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self) -> Result<Vec<PepperState>, AppError> {
        let keys = count_keys(self.db.reader()).await?;
        let registered = peppers::list(self.db.reader()).await?;
        let given = self.given.as_ref().map(Peppers::all);
        let is_given = |id: &str| given.iter().flat_map(|all| all.iter()).any(|pepper| pepper.id() == id);
        let newest = registered.iter().find(|row| row.retired_at.is_none()).map(|row| row.id.clone());
        let known = registered.iter().map(|row| PepperState {
            id: row.id.clone(),
            created_at_ms: Some(row.created_at),
            retired_at_ms: row.retired_at,
            is_given: is_given(&row.id),
            is_newest: newest.as_deref() == Some(&row.id),
            keys: keys.get(&Some(row.id.clone())).copied().unwrap_or_default(),
        });
        let is_new = |pepper: &&Pepper| !registered.iter().any(|row| row.id == pepper.id());
        let unused = given.iter().flat_map(|all| all.iter()).filter(is_new).map(|pepper| PepperState {
            id: pepper.id().to_owned(),
            created_at_ms: None,
            retired_at_ms: None,
            is_given: true,
            is_newest: false,
            keys: 0,
        });
        Ok(unused.chain(known).collect())
    }

    /// Makes a new pepper. In the data folder it is in use at once, by running servers too; where peppers come from
    /// outside, it is in use once a server was started with it in front.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn rotate(&self) -> Result<NewPepper, AppError> {
        if self.is_outside {
            let pepper = Pepper::random();
            return Ok(NewPepper { id: pepper.id().to_owned(), hex: Some(pepper.hex()) });
        }
        let pepper = Peppers::make(&self.path)?;
        let tx = self.db.begin_write().await?;
        let latest = peppers::list(&tx).await?.first().map_or(0, |row| row.created_at);
        peppers::insert(&tx, pepper.id(), now_ms().max(latest + 1)).await?;
        super::commit(tx).await?;
        Ok(NewPepper { id: pepper.id().to_owned(), hex: None })
    }

    /// Gives a pepper up. Secrets of second factors are sealed anew under the newest one. Keys that depend on it end,
    /// which is refused unless `force`; the answer is how many there were.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` for the newest one and while keys depend on it.
    pub async fn retire(&self, id: &str, force: bool) -> Result<u64, AppError> {
        let tx = self.db.begin_write().await?;
        let newest = self.check_retirable(&tx, id, force).await?;
        if let (Some(from), Some(to)) = (self.find(id), self.find(&newest)) {
            seal_anew(&tx, &from, &to).await?;
        }
        let now = now_ms();
        let ended = peppers::revoke_keys(&tx, id, now).await?;
        peppers::retire(&tx, id, now).await?;
        rights::changed(&tx).await?;
        super::commit(tx).await?;
        if !self.is_outside {
            Peppers::put_aside(&self.path, id)?;
        }
        Ok(ended)
    }

    /// Whether a pepper can be given up; the answer is the newest one.
    async fn check_retirable(
        &self,
        conn: &impl ConnectionTrait,
        id: &str,
        force: bool,
    ) -> Result<String, AppError> {
        let all = peppers::list(conn).await?;
        let used: Vec<_> = all.into_iter().filter(|row| row.retired_at.is_none()).collect();
        let newest = match used.first() {
            Some(newest) if used.iter().any(|row| row.id == id) => newest.id.clone(),
            _ => return Err(AppError::NotFound { what: "a pepper in use with this fingerprint" }),
        };
        // Only one that is lost can be given up while it is the newest.
        if newest == id && (self.find(id).is_some() || !force) {
            return Err(AppError::conflict("pepper_newest", "this is the newest pepper; rotate first"));
        }
        let keys = count_keys(conn).await?;
        let depending: u64 = [Some(id.to_owned()), None].iter().filter_map(|id| keys.get(id)).sum();
        if !force && depending > 0 {
            let message = format!(
                "{depending} API keys depend on this pepper; each is renewed when it is used, the others end with \
                 --force"
            );
            return Err(AppError::conflict("pepper_in_use", message));
        }
        Ok(newest)
    }

    /// The pepper with this fingerprint, if it is here.
    fn find(&self, id: &str) -> Option<Pepper> {
        let given = self.given.as_ref().map(Peppers::all)?;
        given.iter().find(|pepper| pepper.id() == id).cloned()
    }
}

/// Secrets that open under one pepper, sealed under another.
async fn seal_anew(conn: &impl ConnectionTrait, from: &Pepper, to: &Pepper) -> Result<(), AppError> {
    for (user_id, stored) in peppers::list_sealed(conn).await? {
        if let Some(secret) = sealed::open(from, user_id, &stored) {
            peppers::set_sealed(conn, user_id, stored, sealed::seal(to, user_id, &secret)).await?;
        }
    }
    Ok(())
}
