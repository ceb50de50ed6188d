//! E-mails as they are sent (RFC 5322 with MIME).

use mail_parser::{Address, DateTime, Message as Parsed, MessageParser, MessagePart, MimeHeaders, PartType};
use perigee_model::FileFault;

use super::{Attachment, Body, Message, hand_on};
use crate::fault;
use crate::kind::FileKind;
use crate::members::Unpacking;

/// Parts that only programs read.
const SIGNATURES: [&str; 3] = ["pkcs7-signature", "x-pkcs7-signature", "pgp-signature"];

fn parse(bytes: &[u8]) -> Result<Parsed<'_>, FileFault> {
    MessageParser::default().parse(bytes).ok_or_else(|| fault::damaged(FileKind::Eml.name()))
}

/// The message, and the names of what is attached.
pub(super) fn message(bytes: &[u8]) -> Result<(Message, Vec<String>), FileFault> {
    let parsed = parse(bytes)?;
    let mut headers = Vec::new();
    let addresses = [("From", parsed.from()), ("To", parsed.to()), ("Cc", parsed.cc())];
    headers.extend(addresses.into_iter().filter_map(|(name, found)| Some((name.to_owned(), people(found?)))));
    headers.extend(parsed.date().map(|date| ("Date".to_owned(), moment(date))));
    let attached = parsed.attachments().filter(|part| !is_signature(part)).filter_map(name).collect();
    let subject = parsed.subject().unwrap_or_default().to_owned();
    Ok((Message { subject, headers, body: body(&parsed) }, attached))
}

/// The form with tables where there are several.
fn body(parsed: &Parsed<'_>) -> Body {
    let (mut text, mut html) = (String::new(), String::new());
    for part in parsed.html_bodies() {
        match &part.body {
            PartType::Html(piece) => html.push_str(piece),
            PartType::Text(piece) => {
                text.push_str(piece);
                text.push('\n');
            }
            _ => {}
        }
    }
    match (html.trim().is_empty(), text.trim().is_empty()) {
        (true, true) => Body::None,
        (true, false) => Body::Text(text),
        (false, true) => Body::Html(html),
        // Pieces of both kinds follow each other: the plain ones go in front, line by line.
        (false, false) => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
            Body::Html(format!("<p>{escaped}</p>{html}"))
        }
    }
}

/// Hands on what is attached.
pub(super) fn attachments(bytes: &[u8], unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    let parsed = parse(bytes)?;
    unpacking.announce(parsed.attachment_count())?;
    let html: String = parsed
        .html_bodies()
        .filter_map(|part| if let PartType::Html(html) = &part.body { Some(html.as_ref()) } else { None })
        .collect();
    for part in parsed.attachments().filter(|part| !is_signature(part)) {
        let is_shown = part.content_id().is_some_and(|id| html.contains(&format!("cid:{id}")));
        let bytes = match &part.body {
            PartType::Message(message) => message.raw_message().to_vec(),
            _ => part.contents().to_vec(),
        };
        hand_on(Attachment { name: name(part), bytes, is_shown }, unpacking, FileKind::Eml)?;
    }
    Ok(())
}

fn is_signature(part: &MessagePart<'_>) -> bool {
    SIGNATURES.iter().any(|kind| part.is_content_type("application", kind))
}

/// The name of a file; a mail in a mail is named by its subject.
fn name(part: &MessagePart<'_>) -> Option<String> {
    let given = part.attachment_name().map(str::to_owned);
    given.or_else(|| match &part.body {
        PartType::Message(message) => Some(format!("{}.eml", message.subject()?.replace(['/', '\\'], "-"))),
        _ => None,
    })
}

fn people(address: &Address<'_>) -> String {
    let each = address.iter().map(|person| match (&person.name, &person.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(only), None) | (None, Some(only)) => only.to_string(),
        (None, None) => String::new(),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn moment(date: &DateTime) -> String {
    let sign = if date.tz_before_gmt { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02} {sign}{:02}:{:02}",
        date.year, date.month, date.day, date.hour, date.minute, date.tz_hour, date.tz_minute
    )
}
