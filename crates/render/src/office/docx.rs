//! Word since 2007 (WordprocessingML).

use std::collections::HashMap;

use perigee_model::FileFault;

use super::parts::Parts;
use super::tables::Tables;
use super::xml::{Node, Tag, Walk};
use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::kind::FileKind;
use crate::typeset::Block;

const KIND: FileKind = FileKind::Docx;

/// Headers or footers that are read: a document has three of each for every section.
const MAX_MARGINS: usize = 12;

/// The blocks: headers, body, footers. A letterhead stands in them.
pub(super) fn blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut parts = Parts::open(bytes, KIND)?;
    let styles = match parts.find("word/styles.xml")? {
        Some(part) => heading_styles(&part)?,
        None => HashMap::new(),
    };
    let body = parts.get("word/document.xml")?;
    let mut flow = Flow::new(limits);
    margins(&mut parts, "word/header", &styles, &mut flow)?;
    Body::new(&styles, &mut flow).read(&body)?;
    margins(&mut parts, "word/footer", &styles, &mut flow)?;
    flow.finish()
}

fn margins(
    parts: &mut Parts<'_>,
    prefix: &str,
    styles: &HashMap<String, u8>,
    flow: &mut Flow,
) -> Result<(), FileFault> {
    let mut names = parts.names();
    names.retain(|name| name.starts_with(prefix) && name.ends_with(".xml"));
    names.sort();
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for name in names.iter().take(MAX_MARGINS) {
        let part = parts.get(name)?;
        // Sections usually repeat what the first one has.
        if !seen.contains(&part) {
            Body::new(styles, flow).read(&part)?;
            seen.push(part);
        }
    }
    Ok(())
}

/// The level of each style that is a heading. Names of styles are English in every language.
fn heading_styles(part: &[u8]) -> Result<HashMap<String, u8>, FileFault> {
    let mut walk = Walk::new(part, KIND);
    let (mut levels, mut style) = (HashMap::new(), None);
    while let Some(node) = walk.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.name().as_str() {
            "style" => style = tag.get("styleId"),
            "name" => {
                let name = tag.get("val").unwrap_or_default().to_lowercase();
                let level = match name.strip_prefix("heading ") {
                    Some(number) => number.trim().parse().ok(),
                    None => (name == "title").then_some(1),
                };
                if let (Some(style), Some(level)) = (style.clone(), level) {
                    levels.insert(style, level);
                }
            }
            _ => {}
        }
    }
    Ok(levels)
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: Option<u8>,
    breaks_before: bool,
}

struct Body<'a> {
    styles: &'a HashMap<String, u8>,
    flow: &'a mut Flow,
    tables: Tables,
    /// Paragraphs that are open: a text box stands inside one.
    paragraphs: Vec<Paragraph>,
    is_text: bool,
    /// Runs that are open; a tab outside of one is a tab stop.
    runs: usize,
}

impl<'a> Body<'a> {
    fn new(styles: &'a HashMap<String, u8>, flow: &'a mut Flow) -> Self {
        Self { styles, flow, tables: Tables::default(), paragraphs: Vec::new(), is_text: false, runs: 0 }
    }

    fn read(mut self, part: &[u8]) -> Result<(), FileFault> {
        let mut walk = Walk::new(part, KIND);
        while let Some(node) = walk.next()? {
            if self.flow.is_full() {
                break;
            }
            match node {
                Node::Open(tag) => {
                    let name = tag.name();
                    // The second form of a drawing for old programs, and text that was deleted or moved away.
                    if matches!(name.as_str(), "Fallback" | "del" | "moveFrom") {
                        walk.skip()?;
                    } else {
                        self.open(&name, &tag);
                    }
                }
                Node::Text(text) if self.is_text => self.write(&text),
                Node::Text(_) => {}
                Node::Close(name) => self.close(&name),
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.runs += 1,
            "t" => self.is_text = true,
            "pStyle" => {
                let heading = tag.get("val").and_then(|style| self.styles.get(&style).copied());
                self.with_paragraph(|paragraph| paragraph.heading = heading);
            }
            "pageBreakBefore"
                if tag.get("val").is_none_or(|value| !["0", "false"].contains(&value.as_str())) =>
            {
                self.with_paragraph(|paragraph| paragraph.breaks_before = true);
            }
            "tab" | "ptab" if self.runs > 0 => self.write("\t"),
            "br" if tag.get("type").as_deref() == Some("page") => self.break_page(),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "tbl" => self.tables.open_table(),
            "tr" => self.tables.open_row(),
            "tc" => self.tables.open_cell(),
            "tblHeader" => self.tables.is_header(),
            "gridSpan" => self.tables.spans_after(tag.number("val").unwrap_or(1).saturating_sub(1)),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.runs = self.runs.saturating_sub(1),
            "t" => self.is_text = false,
            "tc" => self.tables.close_cell(),
            "tbl" => self.tables.close_table(self.flow),
            _ => {}
        }
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn write(&mut self, text: &str) {
        self.with_paragraph(|paragraph| paragraph.text.push_str(text));
    }

    fn break_page(&mut self) {
        if self.tables.are_open() {
            return;
        }
        let before = self.paragraphs.last_mut().map(|paragraph| std::mem::take(&mut paragraph.text));
        self.flow.paragraph(&before.unwrap_or_default());
        self.flow.page_break();
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if self.tables.are_open() {
            self.tables.text(&paragraph.text.replace(['\t', '\n'], " "));
            return;
        }
        if paragraph.breaks_before {
            self.flow.page_break();
        }
        match paragraph.heading {
            Some(level) => self.flow.heading(level, &paragraph.text),
            None => self.flow.paragraph(&paragraph.text),
        }
    }
}
