//! What parent and child say: frames of one byte for the kind, four for the length, and the payload.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use perigee_model::Page;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Limits, ReadOptions};

/// Bytes of the header of a frame.
pub(super) const HEADER_BYTES: usize = 5;

/// A longer frame is a broken or hostile child: the largest honest ones are PNGs of 6,000 × 6,000 px.
pub(super) const MAX_FRAME_BYTES: usize = 256 << 20;

/// What a frame from the child is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// [`Opened`] as JSON.
    Opened = 1,
    /// A `Page`, see `page_frame`.
    Page = 2,
    /// The bytes of an embedded e-invoice.
    Einvoice = 3,
    /// Width and height as four bytes each, then a PNG.
    Picture = 4,
    /// The request is done; no payload.
    Done = 5,
    /// A `FileFault` as JSON; the request is over.
    Fault = 6,
    /// The next bytes of a file that was made.
    Bytes = 7,
    /// The bytes of the PDF that shows the pages of a file without pages of its own.
    Shown = 8,
    /// The name of a file inside the file, which begins.
    Member = 9,
    /// More bytes of that file.
    MemberPiece = 10,
    /// The media type of a file that is to be converted first.
    Convert = 11,
    /// The `EInvoice` of the XML as JSON.
    EinvoiceData = 12,
}

impl Kind {
    pub(super) fn find(byte: u8) -> Option<Self> {
        let of_pages =
            [Self::Opened, Self::Page, Self::Einvoice, Self::EinvoiceData, Self::Picture, Self::Bytes];
        let of_containers = [Self::Shown, Self::Member, Self::MemberPiece, Self::Convert];
        let ends = [Self::Done, Self::Fault];
        of_pages.into_iter().chain(of_containers).chain(ends).find(|kind| *kind as u8 == byte)
    }
}

/// The file is open.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub(super) media_type: String,
    pub(super) pages: u32,
}

/// Which converters the parent could run.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Available {
    pub(crate) office: bool,
    pub(crate) heic: bool,
}

/// What the parent wants; always JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// The first one: the limits that hold for this child, and where it finds the models.
    Begin { limits: Limits, models: Option<RawPath> },
    /// Read a file.
    Read { path: RawPath, options: ReadOptions, available: Available },
    /// Draw a page.
    Draw { path: RawPath, page: u32, dpi: f32, rotation: Option<u16> },
    /// Make a searchable PDF of a file, which the password of the options opens.
    Searchable { path: RawPath, pages: Vec<Page>, options: ReadOptions },
}

/// A path as its bytes, since it need not be UTF-8.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RawPath(Vec<u8>);

impl From<&Path> for RawPath {
    fn from(path: &Path) -> Self {
        Self(path.as_os_str().as_encoded_bytes().to_vec())
    }
}

impl RawPath {
    #[cfg(unix)]
    pub(super) fn to_path(&self) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(&self.0))
    }

    #[cfg(not(unix))]
    pub(super) fn to_path(&self) -> PathBuf {
        PathBuf::from(String::from_utf8_lossy(&self.0).into_owned())
    }
}

/// Writes a frame.
pub(super) fn write(out: &mut impl Write, kind: u8, payload: &[u8]) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    let mut header = [kind; HEADER_BYTES];
    header[1..].copy_from_slice(&length.to_le_bytes());
    out.write_all(&header)?;
    out.write_all(payload)?;
    out.flush()
}

/// Writes a frame with a JSON payload.
pub(super) fn write_json(out: &mut impl Write, kind: u8, payload: &impl Serialize) -> io::Result<()> {
    write(out, kind, &serde_json::to_vec(payload)?)
}

/// Reads a JSON frame of any kind; `None` when the other side is gone.
pub(super) fn read_json<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut header = [0; HEADER_BYTES];
    match input.read_exact(&mut header) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = payload_length(&header);
    if length > MAX_FRAME_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut payload = vec![0; length];
    input.read_exact(&mut payload)?;
    Ok(Some(serde_json::from_slice(&payload)?))
}

/// Length of the payload that follows a header.
pub(super) fn payload_length(header: &[u8; HEADER_BYTES]) -> usize {
    u32::from_le_bytes([header[1], header[2], header[3], header[4]]) as usize
}
