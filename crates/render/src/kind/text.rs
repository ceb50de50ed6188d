//! Kinds that are text: plain, a table, a web page, an e-mail.

use super::{FileKind, contains};
use crate::plain;

/// How much of a file is looked at.
const HEAD_BYTES: usize = 64 << 10;

/// Headers of which an e-mail has at least [`FEWEST_HEADERS`] in its first lines.
const MAIL_HEADERS: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "content-type",
    "reply-to",
];
const FEWEST_HEADERS: usize = 2;

/// Tags of which one stands near the beginning of a web page, or of a piece of one.
const HTML_TAGS: [&[u8]; 7] = [b"<html", b"<!doctype html", b"<body", b"<table", b"<div", b"<p>", b"<head"];

/// The kind of a text; `None` when the bytes are no text, or one that only machines read.
pub(super) fn kind(bytes: &[u8]) -> Option<FileKind> {
    let head = head(bytes);
    if !is_text(head) {
        return None;
    }
    let text = plain::decode(head);
    let text = text.trim_start();
    if text.is_empty() || text.starts_with("%!PS") {
        return None;
    }
    if text.starts_with('<') {
        return is_html(text).then_some(FileKind::Html);
    }
    if is_mail(text) {
        return Some(FileKind::Eml);
    }
    Some(if plain::delimiter(text).is_some() { FileKind::Csv } else { FileKind::Text })
}

/// The first lines. One that is cut off would lose columns of a table, or half of a character.
fn head(bytes: &[u8]) -> &[u8] {
    let Some(head) = bytes.get(..HEAD_BYTES).filter(|head| !is_utf_16(head)) else {
        return bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    };
    let end = head.iter().rposition(|byte| *byte == b'\n').unwrap_or(head.len());
    head.get(..end).unwrap_or(head)
}

fn is_utf_16(head: &[u8]) -> bool {
    matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

/// A phrase for text that is not read here, to stand after "the file is".
pub(super) fn describe(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..2048).unwrap_or(bytes);
    if !is_text(head) {
        return "of an unknown kind";
    }
    let lower = head.to_ascii_lowercase();
    if contains(&lower, b"<svg") {
        "an SVG drawing"
    } else if contains(&lower, b"<?xml") || lower.trim_ascii_start().starts_with(b"<") {
        "an XML file that is no e-invoice"
    } else {
        "without any text"
    }
}

/// No control characters but white space, apart from text in UTF-16 that says so.
fn is_text(head: &[u8]) -> bool {
    if is_utf_16(head) {
        return !plain::decode(head).contains(|c: char| c == '\u{fffd}' || (c.is_control() && !is_space(c)));
    }
    head.iter().all(|&byte| byte >= 0x20 || is_space(char::from(byte))) && !head.contains(&0x7f)
}

fn is_space(character: char) -> bool {
    // The last one is the end mark of old DOS files.
    matches!(character, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1a')
}

fn is_html(text: &str) -> bool {
    let lower = text.as_bytes().get(..4096).unwrap_or(text.as_bytes()).to_ascii_lowercase();
    let is_xml = lower.starts_with(b"<?xml");
    if is_xml || contains(&lower, b"<svg") {
        return contains(&lower, b"<html");
    }
    HTML_TAGS.iter().any(|tag| contains(&lower, tag))
}

/// Whether the text begins with the headers of an e-mail; a line of an mbox may stand before them.
fn is_mail(text: &str) -> bool {
    let text = match text.strip_prefix("From ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, after)| after),
        None => text,
    };
    let mut known = 0;
    for (number, line) in text.lines().take_while(|line| !line.is_empty()).take(60).enumerate() {
        if number > 0 && line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(MAIL_HEADERS.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= FEWEST_HEADERS
}
