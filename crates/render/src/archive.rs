//! ZIP archives: their members.

use std::io::Cursor;

use perigee_model::FileFault;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::fault;
use crate::kind::FileKind;
use crate::members::Unpacking;

/// Unpacks every member but what file managers leave in archives.
///
/// # Errors
/// It is damaged, locked or empty, or passes a limit.
pub(crate) fn unpack(bytes: &[u8], unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    let name = FileKind::Zip.name();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault::damaged(name))?;
    unpacking.announce(archive.len())?;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(to_fault)?;
        let path = member.name().to_owned();
        if member.is_file() && !is_litter(&path) {
            unpacking.member(&path, member, name)?;
        }
    }
    if unpacking.count() == 0 { Err(fault::no_members()) } else { Ok(()) }
}

fn to_fault(error: ZipError) -> FileFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            fault::locked(FileKind::Zip.name())
        }
        ZipError::UnsupportedArchive(_) => fault::unsupported("a ZIP archive that is packed in a rare way"),
        _ => fault::damaged(FileKind::Zip.name()),
    }
}

/// What macOS and Windows put beside the files.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
