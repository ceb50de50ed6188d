//! PowerPoint since 2007 (PresentationML): the text and tables of each slide.

use perigee_model::FileFault;

use super::parts::Parts;
use super::tables::Tables;
use super::xml::{Node, Tag, Walk};
use crate::document::RenderLimits;
use crate::flow::Flow;
use crate::kind::FileKind;
use crate::typeset::Block;

const KIND: FileKind = FileKind::Pptx;

/// The blocks, slide by slide in the order of their numbers.
pub(super) fn blocks(bytes: &[u8], limits: RenderLimits) -> Result<Vec<Block>, FileFault> {
    let mut parts = Parts::open(bytes, KIND)?;
    let mut slides: Vec<(u32, String)> =
        parts.names().into_iter().filter_map(|name| Some((number(&name)?, name))).collect();
    slides.sort();
    let mut flow = Flow::new(limits);
    for (_, name) in slides {
        flow.page_break();
        Slide {
            flow: &mut flow,
            tables: Tables::default(),
            text: String::new(),
            is_text: false,
            is_title: false,
        }
        .read(&parts.get(&name)?)?;
    }
    flow.finish()
}

/// The number of a slide by the name of its part.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix("ppt/slides/slide")?.strip_suffix(".xml")?.parse().ok()
}

struct Slide<'a> {
    flow: &'a mut Flow,
    tables: Tables,
    text: String,
    is_text: bool,
    is_title: bool,
}

impl Slide<'_> {
    fn read(mut self, part: &[u8]) -> Result<(), FileFault> {
        let mut walk = Walk::new(part, KIND);
        while let Some(node) = walk.next()? {
            match node {
                Node::Open(tag) if tag.name() == "Fallback" => walk.skip()?,
                Node::Open(tag) => self.open(&tag),
                Node::Text(text) if self.is_text => self.text.push_str(&text),
                Node::Text(_) => {}
                Node::Close(name) => self.close(&name),
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name().as_str() {
            "sp" => self.is_title = false,
            "ph" => self.is_title = tag.get("type").is_some_and(|kind| kind == "title" || kind == "ctrTitle"),
            "t" => self.is_text = true,
            "br" => self.text.push('\n'),
            "tbl" => self.tables.open_table(),
            "tr" => self.tables.open_row(),
            "tc" => self.tables.open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "p" => {
                let text = std::mem::take(&mut self.text);
                if self.tables.are_open() {
                    self.tables.text(&text.replace('\n', " "));
                } else if self.is_title {
                    self.flow.heading(2, &text);
                } else {
                    self.flow.paragraph(&text);
                }
            }
            "tbl" => self.tables.close_table(self.flow),
            _ => {}
        }
    }
}
