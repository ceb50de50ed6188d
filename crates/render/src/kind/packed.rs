//! What a ZIP archive or a compound file holds: an Office document, an Outlook message, or just files.

use std::io::{Cursor, Read};

use perigee_model::FileFault;
use zip::ZipArchive;

use super::FileKind;
use crate::fault;

/// The longest media type that the part `mimetype` of an OpenDocument file holds.
const LONGEST_MEDIA_TYPE: u64 = 128;

/// Parts that only a document of this kind has.
const MAIN_PARTS: [(&str, FileKind); 3] = [
    ("word/document.xml", FileKind::Docx),
    ("xl/workbook.xml", FileKind::Xlsx),
    ("ppt/presentation.xml", FileKind::Pptx),
];

/// The kind of a ZIP archive.
pub(super) fn zip(bytes: &[u8]) -> Result<FileKind, FileFault> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault::damaged(FileKind::Zip.name()))?;
    if let Some((_, kind)) = MAIN_PARTS.iter().find(|(part, _)| archive.index_for_name(part).is_some()) {
        return Ok(*kind);
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return Err(fault::unsupported("an Excel workbook in the binary format (XLSB)"));
    }
    let Ok(part) = archive.by_name("mimetype") else { return Ok(FileKind::Zip) };
    let mut media_type = String::new();
    if part.take(LONGEST_MEDIA_TYPE).read_to_string(&mut media_type).is_err() {
        return Ok(FileKind::Zip);
    }
    match media_type.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(rest) if rest.starts_with("text") => Ok(FileKind::Odt),
        Some(rest) if rest.starts_with("spreadsheet") => Ok(FileKind::Ods),
        Some(rest) if rest.starts_with("presentation") => Ok(FileKind::Odp),
        Some(_) => Err(fault::unsupported("an OpenDocument file of a rare kind")),
        None => Ok(FileKind::Zip),
    }
}

/// The kind of a compound file, the container of Office before 2007, of Outlook, and of encrypted documents.
pub(super) fn compound(bytes: &[u8]) -> Result<FileKind, FileFault> {
    let damaged = |_| fault::damaged("Office document or Outlook message");
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let has = |path: &str| file.exists(path);
    if has("/EncryptedPackage") {
        Err(fault::locked("Office document"))
    } else if has("/__properties_version1.0") {
        Ok(FileKind::Msg)
    } else if has("/WordDocument") {
        Ok(FileKind::Doc)
    } else if has("/Workbook") || has("/Book") {
        Ok(FileKind::Xls)
    } else if has("/PowerPoint Document") {
        Ok(FileKind::Ppt)
    } else {
        Err(fault::unsupported("an old Office file of a rare kind"))
    }
}
