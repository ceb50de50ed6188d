//! The peppers of an installation: the newest makes, the others still verify.
//!
//! They lie in the data folder (`pepper`, then `pepper.2`, `pepper.3`, … as they are rotated) or come from outside for
//! several servers on one database. The database knows their fingerprints, never the peppers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::AppError;
use crate::identity::secrets::Pepper;

/// Name of the first file; later ones have a number behind a dot.
const FILE: &str = "pepper";

/// What a file is called once its pepper was given up.
const RETIRED: &str = ".retired";

/// The peppers of an installation, newest first; never empty.
pub struct Peppers {
    known: RwLock<Arc<[Pepper]>>,
    folder: Option<PathBuf>,
}

impl Peppers {
    /// Peppers from outside: each 64 hex digits, with commas between, newest first.
    ///
    /// # Errors
    /// `Pepper` when one has another form.
    pub fn from_hex(text: &str) -> Result<Self, AppError> {
        let each: Option<Vec<Pepper>> = text.split(',').map(Pepper::from_hex).collect();
        match each.filter(|each| !each.is_empty()) {
            Some(each) => Ok(Self::new(each, None)),
            None => Err(AppError::Pepper(
                "PERIGEE_PEPPER holds something else than 64 hex digits, several with commas between"
                    .to_owned(),
            )),
        }
    }

    /// The peppers of a folder; `None` when there is none yet.
    ///
    /// # Errors
    /// When a file cannot be read, or has not 32 bytes.
    pub fn load(folder: &Path) -> Result<Option<Self>, AppError> {
        let found = read(folder)?;
        Ok((!found.is_empty()).then(|| Self::new(found, Some(folder.to_owned()))))
    }

    /// A new pepper in a file of its own beside the others, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn make(folder: &Path) -> Result<Pepper, AppError> {
        let numbers = files(folder)?.into_iter().map(|file| file.number);
        let next = numbers.max().unwrap_or(0) + 1;
        Pepper::load(&folder.join(if next == 1 { FILE.to_owned() } else { format!("{FILE}.{next}") }))
    }

    /// Puts the file of a pepper aside, if there is one.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn put_aside(folder: &Path, id: &str) -> Result<(), AppError> {
        for file in files(folder)?.into_iter().filter(|file| !file.is_retired) {
            if Pepper::load(&file.path)?.id() == id {
                let aside = folder.join(format!("{FILE}.{}{RETIRED}", file.number));
                return std::fs::rename(&file.path, aside).map_err(|source| failed(&file.path, source));
            }
        }
        Ok(())
    }

    fn new(each: Vec<Pepper>, folder: Option<PathBuf>) -> Self {
        Self { known: RwLock::new(each.into()), folder }
    }

    /// All of them, newest first.
    pub(crate) fn all(&self) -> Arc<[Pepper]> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The one that makes.
    pub(crate) fn newest(&self) -> Pepper {
        self.all()[0].clone()
    }

    /// Leaves those alone that are asked for here.
    pub(crate) fn keep(&self, wanted: impl Fn(&Pepper) -> bool) {
        let kept: Vec<Pepper> = self.all().iter().filter(|pepper| wanted(pepper)).cloned().collect();
        if !kept.is_empty() {
            *self.known.write().unwrap_or_else(PoisonError::into_inner) = kept.into();
        }
    }

    /// Whether this is the secret of what is stored, under the pepper with this fingerprint; under any when none is
    /// noted. In a time that does not depend on how much of it is right.
    pub(crate) fn matches(&self, secret: &str, stored: &[u8], pepper_id: Option<&str>) -> bool {
        let Some(id) = pepper_id else {
            return self.all().iter().fold(false, |found, pepper| pepper.matches(secret, stored) | found);
        };
        self.find_map(|pepper| (pepper.id() == id).then(|| pepper.matches(secret, stored)))
            .unwrap_or_default()
    }

    /// What the first pepper makes of it that makes something of it. One that was made while this server was running
    /// is found too.
    pub(crate) fn find_map<T>(&self, make: impl Fn(&Pepper) -> Option<T>) -> Option<T> {
        self.all().iter().find_map(&make).or_else(|| {
            self.look_again();
            self.all().iter().find_map(&make)
        })
    }

    /// Reads the folder again. What was there stays: it may be in use until the server ends. Only a key that is there
    /// leads here, and its pepper is unknown for a moment at most, so it need not be made rare.
    pub(crate) fn look_again(&self) {
        let Some(folder) = &self.folder else { return };
        match read(folder) {
            Ok(mut found) => {
                let before = self.all();
                let is_missing = |old: &&Pepper| !found.iter().any(|pepper| pepper.id() == old.id());
                let missing: Vec<Pepper> = before.iter().filter(is_missing).cloned().collect();
                found.extend(missing);
                *self.known.write().unwrap_or_else(PoisonError::into_inner) = found.into();
            }
            Err(error) => tracing::warn!(%error, "the peppers could not be read again"),
        }
    }
}

impl fmt::Debug for Peppers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all().iter().map(Pepper::id)).finish()
    }
}

struct File {
    path: PathBuf,
    number: u32,
    is_retired: bool,
}

/// The files of peppers, those put aside too.
fn files(folder: &Path) -> Result<Vec<File>, AppError> {
    let entries = std::fs::read_dir(folder).map_err(|source| failed(folder, source))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| failed(folder, source))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let (name, is_retired) = name.strip_suffix(RETIRED).map_or((name, false), |name| (name, true));
        let number = match name.strip_prefix(FILE) {
            Some("") => Some(1),
            Some(rest) => rest.strip_prefix('.').and_then(|digits| digits.parse().ok()),
            None => None,
        };
        if let Some(number) = number {
            found.push(File { path, number, is_retired });
        }
    }
    Ok(found)
}

/// The peppers of a folder that are in use, newest first.
fn read(folder: &Path) -> Result<Vec<Pepper>, AppError> {
    let mut used: Vec<File> = files(folder)?.into_iter().filter(|file| !file.is_retired).collect();
    used.sort_by_key(|file| std::cmp::Reverse(file.number));
    used.iter().map(|file| Pepper::load(&file.path)).collect()
}

fn failed(path: &Path, source: std::io::Error) -> AppError {
    AppError::Setup { what: format!("the pepper file {}", path.display()), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_file_makes_and_the_older_ones_verify() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Peppers::load(folder.path()).unwrap().is_none());
        let first = Peppers::make(folder.path()).unwrap();
        let peppers = Peppers::load(folder.path()).unwrap().unwrap();
        let second = Peppers::make(folder.path()).unwrap();
        assert_ne!(first.id(), second.id());
        assert_eq!(peppers.newest().id(), first.id());
        let made_elsewhere = second.mac("secret");
        assert!(peppers.matches("secret", &made_elsewhere, Some(second.id())), "found while running");
        assert_eq!(peppers.newest().id(), second.id());
        assert!(peppers.matches("secret", &first.mac("secret"), Some(first.id())));
        assert!(peppers.matches("secret", &first.mac("secret"), None));
        assert!(!peppers.matches("secret", &first.mac("secret"), Some(second.id())));
        assert!(!peppers.matches("secret", &first.mac("secret"), Some("0000000000000000")));
        assert!(!peppers.matches("Secret", &first.mac("secret"), None));
    }

    #[test]
    fn a_pepper_that_was_put_aside_is_not_read_and_its_number_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = Peppers::make(folder.path()).unwrap();
        let second = Peppers::make(folder.path()).unwrap();
        Peppers::put_aside(folder.path(), second.id()).unwrap();
        Peppers::put_aside(folder.path(), "ffffffffffffffff").unwrap();
        let left = Peppers::load(folder.path()).unwrap().unwrap();
        assert_eq!(left.all().iter().map(Pepper::id).collect::<Vec<_>>(), [first.id()]);
        Peppers::make(folder.path()).unwrap();
        assert!(folder.path().join("pepper.3").exists());
    }

    #[test]
    fn several_come_from_outside_with_commas_between() {
        let text = format!("{},\n{}", "0a".repeat(32), "0b".repeat(32));
        let peppers = Peppers::from_hex(&text).unwrap();
        assert_eq!(peppers.all().len(), 2);
        assert_eq!(peppers.newest().id(), Pepper::from_hex(&"0a".repeat(32)).unwrap().id());
        for wrong in ["", ",", "0a", &format!("{},", "0a".repeat(32))] {
            assert!(Peppers::from_hex(wrong).is_err(), "{wrong}");
        }
        assert!(!format!("{peppers:?}").contains("0a0a0a"));
    }
}
