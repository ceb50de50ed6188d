//! Text-only readers of Office documents: the words and tables, without the looks.

mod docx;
mod odf;
mod parts;
mod pptx;
mod rtf;
mod sheet;
mod tables;
mod xml;

use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::fault;
use crate::kind::FileKind;
use crate::typeset::Block;

/// The blocks of an Office document.
///
/// # Errors
/// It is damaged or too long, or of a kind that only a converter shows.
pub(crate) fn blocks(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    match kind {
        FileKind::Docx => docx::blocks(bytes, limits),
        FileKind::Odt | FileKind::Ods | FileKind::Odp => odf::blocks(bytes, kind, limits),
        FileKind::Rtf => rtf::blocks(bytes, limits),
        FileKind::Pptx => pptx::blocks(bytes, limits),
        FileKind::Xlsx | FileKind::Xls => sheet::blocks(bytes, kind, limits),
        _ => Err(fault::needs_converter(kind)),
    }
}
