//! Web pages: their text and tables. Nothing is run, and nothing is fetched.

mod layout;

use html5gum::{StartTag, Token, Tokenizer};
use perigee_model::FileFault;

use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::plain;
use crate::typeset::Block;
use layout::Layout;

/// How far into a page its character set stands (the HTML standard says 1,024 bytes).
const CHARSET_WITHIN: usize = 1_024;

/// Elements whose content is not shown.
const UNSEEN: [&str; 10] =
    ["script", "style", "head", "template", "noscript", "svg", "select", "textarea", "iframe", "object"];

/// Elements without content, which nothing closes.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that begin a new line.
const LINES: [&str; 27] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "hr",
    "body",
    "center",
    "caption",
    "legend",
];

/// The blocks of a page.
pub(crate) fn blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut flow = Flow::new(limits);
    html_into(&plain::decode_as(bytes, charset(bytes).as_deref()), &mut flow);
    flow.finish()
}

/// As [`blocks`], for a page inside something else.
pub(crate) fn html_into(html: &str, flow: &mut Flow) {
    let mut page = Page { layout: Layout::new(flow), unseen: None };
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if page.unseen.is_none() => page.layout.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        if page.layout.is_full() {
            break;
        }
    }
    page.layout.finish();
}

/// The name of the character set that the page states.
fn charset(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..CHARSET_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let name = head.get(at..)?.iter().copied().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    Some(name.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).collect())
}

struct Page<'a> {
    layout: Layout<'a>,
    /// The element that hides what is inside it, and how many of its name are open.
    unseen: Option<(String, usize)>,
}

impl Page<'_> {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((hiding, depth)) = &mut self.unseen {
            *depth += usize::from(*hiding == name);
            // A head that was never closed ends where the body begins.
            if hiding != "head" || name != "body" {
                return;
            }
            self.unseen = None;
        }
        let is_void = VOID.contains(&name.as_str());
        if !is_void && !tag.self_closing && (UNSEEN.contains(&name.as_str()) || is_hidden(tag)) {
            self.unseen = Some((name, 1));
            return;
        }
        match name.as_str() {
            "br" => self.layout.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.layout.open_heading(level(&name)),
            "table" => self.layout.open_table(),
            "tr" => self.layout.open_row(),
            "th" => self.layout.open_cell(true, columns(tag)),
            "td" => self.layout.open_cell(false, columns(tag)),
            _ if LINES.contains(&name.as_str()) => self.layout.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hiding, depth)) = &mut self.unseen {
            *depth -= usize::from(hiding == name);
            if *depth == 0 {
                self.unseen = None;
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.layout.close_heading(),
            "table" => self.layout.close_table(),
            "td" | "th" => self.layout.close_cell(),
            _ if LINES.contains(&name) => self.layout.end_paragraph(),
            _ => {}
        }
    }
}

/// Whether a style of its own says that it is not shown, as the preview lines of mails have.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let value =
        |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).to_lowercase());
    if tag.attributes.contains_key(&b"hidden"[..]) {
        return true;
    }
    let style: String = value(b"style").unwrap_or_default().split_whitespace().collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn columns(tag: &StartTag<()>) -> usize {
    let value = tag.attributes.get(&b"colspan"[..]);
    value.and_then(|value| String::from_utf8_lossy(value).trim().parse().ok()).unwrap_or(1)
}

fn level(heading: &str) -> u8 {
    heading.bytes().last().map_or(1, |digit| digit.saturating_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 1 };

    fn read(html: &str) -> Vec<Block> {
        blocks(html.as_bytes(), LIMITS).unwrap()
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    fn table(header_rows: u32, rows: &[&[&str]]) -> Block {
        let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect());
        Block::Table { header_rows, rows: rows.collect() }
    }

    #[test]
    fn only_what_is_shown_is_read() {
        let found = read(
            "<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body>\
             <script>alert(1)</script><h1>Invoice</h1><p>Caf&eacute; &amp; <b>bar</b><br>line\n two</p>\
             <div style='display: none'>hidden <div>deep</div></div><img src=http://x/y.png>End</body></html>",
        );
        let heading = Block::Heading { level: 1, text: "Invoice".to_owned() };
        assert_eq!(found, [heading, paragraph("Café & bar\nline two"), paragraph("End")]);
    }

    #[test]
    fn tables_keep_their_cells_and_headers() {
        let found = read(
            "<table><tr><th>Pos<th>Price<tr><td>1<td>9,50</td><tr><td colspan=2>Total 9,50</table>after",
        );
        let rows: &[&[&str]] = &[&["Pos", "Price"], &["1", "9,50"], &["Total 9,50", ""]];
        assert_eq!(found, [table(1, rows), paragraph("after")]);
    }

    #[test]
    fn a_table_around_tables_is_only_their_frame() {
        let found = read(
            "<table><tr><td>Dear Sir<table><tr><td>Net</td><td>1</td></tr></table>Regards</td></tr></table>",
        );
        assert_eq!(found, [paragraph("Dear Sir"), table(0, &[&["Net", "1"]]), paragraph("Regards")]);
    }

    #[test]
    fn the_stated_character_set_is_used() {
        let found = blocks(b"<html><meta charset=\"iso-8859-2\"><body>\xb1</body>", LIMITS).unwrap();
        assert_eq!(found, [paragraph("ą")]);
    }

    #[test]
    fn tags_without_end_are_no_panic() {
        for html in
            ["<table><td>", "</table></td></tr>", "<h1><table><h1>", "<script>", "<", "<div hidden></p>"]
        {
            let _read = read(html);
        }
        read(&"<table><tr><td>".repeat(10_000));
    }
}
