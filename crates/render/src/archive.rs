//! ZIP archives: their members.

use std::io::Cursor;

use perigee_model::FileFault;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::fault;
use crate::kind::FileKind;
use crate::members::Unpacking;

const NAME: &str = "ZIP archive";

/// Unpacks every member but what file managers leave in archives.
///
/// # Errors
/// It is damaged, locked or empty, or passes a limit.
pub(crate) fn unpack(bytes: &[u8], unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    debug_assert_eq!(FileKind::Zip.name(), NAME);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault::damaged(NAME))?;
    unpacking.announce(archive.len())?;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(to_fault)?;
        let name = member.name().to_owned();
        if member.is_file() && !is_litter(&name) {
            unpacking.member(&name, member, NAME)?;
        }
    }
    if unpacking.count() == 0 { Err(fault::no_members()) } else { Ok(()) }
}

fn to_fault(error: ZipError) -> FileFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            fault::locked(NAME)
        }
        ZipError::UnsupportedArchive(_) => fault::unsupported("a ZIP archive that is packed in a rare way"),
        _ => fault::damaged(NAME),
    }
}

/// What macOS and Windows put beside the files.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
