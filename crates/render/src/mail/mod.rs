//! E-mails: the message as blocks, and what is attached to it.

mod eml;
mod msg;

use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::kind::{FileKind, detect};
use crate::members::Unpacking;
use crate::plain;
use crate::typeset::Block;
use crate::web_page;

/// Pictures that the text shows and that are smaller than this are ornaments.
///
/// Logos of signatures have some kB; a photo or scan of a receipt has more than 50.
const ORNAMENT_BYTES: usize = 20 << 10;

/// Names of attachments that the page of a message lists.
const SHOWN_NAMES: usize = 50;

/// A message without its attachments.
#[derive(Debug, Default)]
struct Message {
    subject: String,
    /// `From`, `To` and so on, those that are there.
    headers: Vec<(String, String)>,
    body: Body,
}

/// What a person reads.
#[derive(Debug, Default)]
enum Body {
    #[default]
    None,
    Text(String),
    Html(String),
}

/// Something attached.
#[derive(Debug)]
struct Attachment {
    name: Option<String>,
    bytes: Vec<u8>,
    /// The text shows it.
    is_shown: bool,
}

/// The title (its subject) and the blocks of a message.
pub(crate) fn blocks(
    bytes: &[u8],
    kind: FileKind,
    limits: RenderLimits,
) -> Result<(String, Vec<Block>), FileFault> {
    let (message, attached) = match kind {
        FileKind::Msg => msg::message(bytes)?,
        _ => eml::message(bytes)?,
    };
    let mut flow = Flow::new(limits);
    flow.heading(1, &message.subject);
    let mut headers = message.headers;
    if !attached.is_empty() {
        let shown = attached.get(..SHOWN_NAMES).unwrap_or(&attached).join(", ");
        let more = attached.len().saturating_sub(SHOWN_NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        headers.push(("Attachments".to_owned(), shown + &more));
    }
    flow.pairs(headers);
    match message.body {
        Body::None => {}
        Body::Text(text) => plain::text_into(&text, &mut flow),
        Body::Html(html) => web_page::html_into(&html, &mut flow),
    }
    Ok((message.subject, flow.finish()?))
}

/// Hands on what is attached.
pub(crate) fn unpack(bytes: &[u8], kind: FileKind, unpacking: &mut Unpacking<'_>) -> Result<(), FileFault> {
    match kind {
        FileKind::Msg => msg::attachments(bytes, unpacking),
        _ => eml::attachments(bytes, unpacking),
    }
}

/// Hands one attachment on, unless it is an ornament.
fn hand_on(attachment: Attachment, unpacking: &mut Unpacking<'_>, kind: FileKind) -> Result<(), FileFault> {
    let found = detect(&attachment.bytes).ok();
    let is_picture = found.is_some_and(FileKind::is_picture);
    if attachment.is_shown && is_picture && attachment.bytes.len() < ORNAMENT_BYTES {
        return Ok(());
    }
    let name = attachment.name.unwrap_or_else(|| {
        let number = unpacking.count() + 1;
        found.map_or_else(
            || format!("attachment-{number}"),
            |kind| format!("attachment-{number}.{}", kind.extension()),
        )
    });
    unpacking.member(&name, attachment.bytes.as_slice(), kind.name())
}
