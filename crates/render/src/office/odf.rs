//! OpenDocument: text, sheets, slides.

use perigee_model::FileFault;

use super::parts::Parts;
use super::sheet;
use super::tables::Tables;
use super::xml::{Node, Tag, Walk};
use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::kind::FileKind;
use crate::typeset::Block;

/// Blanks that one element may stand for.
const MAX_BLANKS: usize = 100;

/// The blocks: headers of the pages, the content, footers.
pub(super) fn blocks(bytes: &[u8], kind: FileKind, limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut parts = Parts::open(bytes, kind)?;
    let content = parts.get("content.xml")?;
    let styles = if kind == FileKind::Odt { parts.find("styles.xml")? } else { None };
    let mut flow = Flow::new(limits);
    if let Some(styles) = &styles {
        Content::new(kind, &mut flow).read(styles, &["header", "header-first"])?;
    }
    Content::new(kind, &mut flow).read(&content, &["body"])?;
    if let Some(styles) = &styles {
        Content::new(kind, &mut flow).read(styles, &["footer", "footer-first"])?;
    }
    flow.finish()
}

struct Content<'a> {
    kind: FileKind,
    flow: &'a mut Flow,
    tables: Tables,
    /// Paragraphs and headings that are open, with the level of a heading: notes and frames stand inside others.
    paragraphs: Vec<(String, Option<u8>)>,
    /// How often the open cell stands beside itself.
    repeated: usize,
}

impl<'a> Content<'a> {
    fn new(kind: FileKind, flow: &'a mut Flow) -> Self {
        Self { kind, flow, tables: Tables::default(), paragraphs: Vec::new(), repeated: 0 }
    }

    /// Reads what stands inside elements of these names.
    fn read(mut self, part: &[u8], inside: &[&str]) -> Result<(), FileFault> {
        let mut walk = Walk::new(part, self.kind);
        let mut depth = 0;
        while let Some(node) = walk.next()? {
            if self.flow.is_full() {
                break;
            }
            match node {
                Node::Open(tag) => {
                    let name = tag.name();
                    depth += usize::from(inside.contains(&name.as_str()));
                    if depth == 0 {
                        continue;
                    }
                    // Comments, deleted text, and forms whose values stand in the text as well.
                    if matches!(name.as_str(), "annotation" | "tracked-changes" | "forms" | "notes") {
                        walk.skip()?;
                    } else {
                        self.open(&name, &tag);
                    }
                }
                Node::Text(text) if depth > 0 => self.write(&text),
                Node::Text(_) => {}
                Node::Close(name) => {
                    if depth > 0 {
                        self.close(&name);
                    }
                    depth -= usize::from(depth > 0 && inside.contains(&name.as_str()));
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "p" => self.paragraphs.push((String::new(), None)),
            "h" => {
                let level = tag.number("outline-level").unwrap_or(1).min(6) as u8;
                self.paragraphs.push((String::new(), Some(level)));
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "s" => self.write(&" ".repeat(tag.number("c").unwrap_or(1).min(MAX_BLANKS))),
            "soft-page-break" | "table-header-rows" => {}
            "page" => self.flow.page_break(),
            "table" => {
                if self.kind == FileKind::Ods {
                    self.flow.page_break();
                    self.flow.heading(2, &tag.get("name").unwrap_or_default());
                }
                self.tables.open_table();
            }
            "table-row" => self.tables.open_row(),
            "table-cell" | "covered-table-cell" => {
                self.tables.open_cell();
                self.repeated = tag.number("number-columns-repeated").unwrap_or(1).saturating_sub(1);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "table-cell" | "covered-table-cell" => {
                let repeated = std::mem::take(&mut self.repeated);
                self.tables.repeat_cell(repeated);
            }
            "table-header-rows" => self.tables.is_header(),
            "table" => {
                if let Some((header_rows, rows)) = self.tables.take() {
                    match self.kind {
                        FileKind::Ods => sheet::rows_into(rows, self.flow),
                        _ => self.flow.table(header_rows, rows),
                    }
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if let Some((paragraph, _)) = self.paragraphs.last_mut() {
            paragraph.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some((text, heading)) = self.paragraphs.pop() else { return };
        if self.tables.are_open() {
            self.tables.text(&text.replace(['\t', '\n'], " "));
            return;
        }
        match heading {
            Some(level) => self.flow.heading(level, &text),
            None => self.flow.paragraph(&text),
        }
    }
}
