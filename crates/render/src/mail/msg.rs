//! Messages as Outlook keeps them: a compound file with a stream for each property (MS-OXMSG).

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use jiff::Timestamp;
use perigee_model::FileFault;

use super::{Attachment, Body, Message, hand_on};
use crate::fault;
use crate::kind::FileKind;
use crate::members::Unpacking;
use crate::plain;

/// A stream larger than this is not read: no attachment is larger than a file may be.
const MAX_STREAM_BYTES: u64 = 500 << 20;

/// Tags of properties.
const SUBJECT: &str = "0037";
const SUBMITTED: u16 = 0x0039;
const DELIVERED: u16 = 0x0e06;
const SENDER_NAME: &str = "0C1A";
const SENDER_ADDRESS: [&str; 2] = ["5D01", "0C1F"];
const SHOWN_TO: &str = "0E04";
const SHOWN_CC: &str = "0E03";
const BODY: &str = "1000";
const BODY_HTML: &str = "1013";
const ATTACHED: &str = "3701";
const LONG_NAME: &str = "3707";
const SHORT_NAME: &str = "3704";
const CONTENT_ID: &str = "3712";

/// Bytes before the properties with a fixed size: of a message, and of a message inside another one.
const TOP_HEADER: usize = 32;
const INNER_HEADER: usize = 24;

/// Kind of the property of a moment: hundreds of nanoseconds since 1601.
const MOMENT: u16 = 0x0040;
const TICKS_A_SECOND: u64 = 10_000_000;
const SECONDS_FROM_1601_TO_1970: i64 = 11_644_473_600;

const PROPERTIES: &str = "__properties_version1.0";

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<File<'_>, FileFault> {
    CompoundFile::open(Cursor::new(bytes)).map_err(|_| fault::damaged(FileKind::Msg.name()))
}

/// The message, and the names of what is attached.
pub(super) fn message(bytes: &[u8]) -> Result<(Message, Vec<String>), FileFault> {
    let mut file = open(bytes)?;
    let root = Path::new("/");
    let mut headers = Vec::new();
    let sender = text(&mut file, root, SENDER_NAME).unwrap_or_default();
    let address =
        SENDER_ADDRESS.iter().find_map(|tag| text(&mut file, root, tag).filter(|at| at.contains('@')));
    let from = match address {
        Some(address) if address != sender => format!("{sender} <{address}>"),
        _ => sender,
    };
    let to = text(&mut file, root, SHOWN_TO).unwrap_or_default();
    let cc = text(&mut file, root, SHOWN_CC).unwrap_or_default();
    let date = date(&mut file).unwrap_or_default();
    for (name, value) in [("From", from), ("To", to), ("Cc", cc), ("Date", date)] {
        if !value.trim().is_empty() {
            headers.push((name.to_owned(), value));
        }
    }
    let mut attached = Vec::new();
    for place in places(&file) {
        attached.extend(name(&mut file, &place));
    }
    let subject = text(&mut file, root, SUBJECT).unwrap_or_default();
    Ok((Message { subject, headers, body: body(&mut file) }, attached))
}

fn body(file: &mut File<'_>) -> Body {
    let root = Path::new("/");
    let html = match binary(file, root, BODY_HTML) {
        Some(bytes) => Some(plain::decode(&bytes)),
        None => text(file, root, BODY_HTML),
    };
    if let Some(html) = html.filter(|html| !html.trim().is_empty()) {
        return Body::Html(html);
    }
    text(file, root, BODY).map_or(Body::None, Body::Text)
}

/// Hands on what is attached.
pub(super) fn attachments(bytes: &[u8], unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    let mut file = open(bytes)?;
    let places = places(&file);
    unpacking.announce(places.len())?;
    let html = match body(&mut file) {
        Body::Html(html) => html,
        _ => String::new(),
    };
    for place in places {
        let id = text(&mut file, &place, CONTENT_ID);
        let is_shown = id.is_some_and(|id| !id.is_empty() && html.contains(&format!("cid:{id}")));
        let inner = place.join(format!("__substg1.0_{ATTACHED}000D"));
        let name = name(&mut file, &place);
        if file.is_storage(&inner) {
            let message = lift(&mut file, &inner).ok_or_else(|| fault::damaged(FileKind::Msg.name()))?;
            let subject = name.or_else(|| text(&mut file, &inner, SUBJECT)).unwrap_or("message".to_owned());
            let name = Some(format!("{}.msg", subject.trim_end_matches(".msg").replace(['/', '\\'], "-")));
            hand_on(Attachment { name, bytes: message, is_shown: false }, unpacking, FileKind::Msg)?;
        } else if let Some(bytes) = binary(&mut file, &place, ATTACHED) {
            hand_on(Attachment { name, bytes, is_shown }, unpacking, FileKind::Msg)?;
        }
    }
    Ok(())
}

/// Where the attachments are, in their order.
fn places(file: &File<'_>) -> Vec<PathBuf> {
    let entries = file.read_root_storage();
    let mut places: Vec<PathBuf> = entries
        .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"))
        .map(|entry| entry.path().to_owned())
        .collect();
    places.sort();
    places
}

fn name(file: &mut File<'_>, place: &Path) -> Option<String> {
    let name = text(file, place, LONG_NAME).or_else(|| text(file, place, SHORT_NAME))?;
    (!name.trim().is_empty()).then_some(name)
}

/// A property that is text: in UTF-16, or in some code page.
fn text(file: &mut File<'_>, place: &Path, tag: &str) -> Option<String> {
    if let Some(bytes) = stream(file, &place.join(format!("__substg1.0_{tag}001F"))) {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| pair.iter().rev().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
            .collect();
        return Some(String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned());
    }
    let bytes = stream(file, &place.join(format!("__substg1.0_{tag}001E")))?;
    Some(plain::decode(&bytes).trim_end_matches('\0').to_owned())
}

fn binary(file: &mut File<'_>, place: &Path, tag: &str) -> Option<Vec<u8>> {
    stream(file, &place.join(format!("__substg1.0_{tag}0102")))
}

fn stream(file: &mut File<'_>, path: &Path) -> Option<Vec<u8>> {
    if !file.is_stream(path) {
        return None;
    }
    let mut bytes = Vec::new();
    file.open_stream(path).ok()?.take(MAX_STREAM_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// When the message was sent, or came.
fn date(file: &mut File<'_>) -> Option<String> {
    let properties = stream(file, Path::new(PROPERTIES))?;
    let find = |wanted: u16| {
        properties.get(TOP_HEADER..)?.chunks_exact(16).find_map(|entry| {
            let number = |at: usize| Some(u16::from_le_bytes([*entry.get(at)?, *entry.get(at + 1)?]));
            let is_it = number(0)? == MOMENT && number(2)? == wanted;
            is_it.then(|| Some(u64::from_le_bytes(entry.get(8..16)?.try_into().ok()?)))?
        })
    };
    let ticks = find(SUBMITTED).or_else(|| find(DELIVERED))?;
    let seconds = i64::try_from(ticks / TICKS_A_SECOND).ok()?.checked_sub(SECONDS_FROM_1601_TO_1970)?;
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(moment.strftime("%Y-%m-%d %H:%M +00:00").to_string())
}

/// A message inside another one as a file of its own.
fn lift(file: &mut File<'_>, inner: &Path) -> Option<Vec<u8>> {
    let mut lifted = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    let entries: Vec<(PathBuf, bool)> =
        file.walk_storage(inner).ok()?.map(|entry| (entry.path().to_owned(), entry.is_storage())).collect();
    let mut left = MAX_STREAM_BYTES;
    for (path, is_storage) in entries {
        let within = Path::new("/").join(path.strip_prefix(inner).ok()?);
        if within == Path::new("/") {
            continue;
        }
        if is_storage {
            lifted.create_storage(&within).ok()?;
            continue;
        }
        let mut bytes = stream(file, &path)?;
        left = left.checked_sub(bytes.len() as u64)?;
        if within == Path::new("/").join(PROPERTIES) {
            let header = bytes.len().min(INNER_HEADER);
            bytes.splice(header..header, [0; TOP_HEADER - INNER_HEADER]);
        }
        lifted.create_stream(&within).ok()?.write_all(&bytes).ok()?;
    }
    lifted.flush().ok()?;
    Some(lifted.into_inner().into_inner())
}
