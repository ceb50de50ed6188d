//! The content of a page, read for its words, lines and pictures alone: no outlines, no pixels, no colours but white
//! and dark, and each glyph of a font looked up once.
//!
//! What this reader does not know how to follow exactly (clips of text, layers that are hidden, meshes, transfer
//! functions) ends it, and the full interpreter reads the page. Both must find the same: see the tests.

mod colour;
mod content;
mod contents;
mod fonts;
mod layers;
mod notes;
mod operands;
mod paths;
mod plain_font;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod x_objects;

use hayro_interpret::kurbo::Affine;
use hayro_interpret::{InterpreterCache, InterpreterSettings, TransformExt as _};
use hayro_syntax::page::Page;

use super::code_picture::CodePictures;
use super::collector::PageCollector;
use crate::document::PageSize;
use colour::Looks;
use content::Interpreter;
use contents::Contents;
use fonts::Fonts;
use layers::Layers;

/// The page is left to the full interpreter.
#[derive(Debug)]
pub(super) struct Left;

/// What the pages of a file share.
pub(super) struct Shared<'a> {
    layers: Layers,
    fonts: Fonts<'a>,
    looks: Looks<'a>,
    contents: Contents,
}

impl<'a> Shared<'a> {
    /// Nothing is known yet; the cache is the one that the full interpreter uses.
    pub(super) fn new(
        pdf: &hayro_syntax::Pdf,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
    ) -> Self {
        Self {
            layers: Layers::of(pdf),
            fonts: Fonts::new(settings),
            looks: Looks::new(cache.clone(), settings.clone()),
            contents: Contents::default(),
        }
    }

    /// Forgets what was learned from pages, since it never shrinks by itself.
    pub(super) fn forget(&mut self, cache: &InterpreterCache<'a>, settings: &InterpreterSettings) {
        self.fonts = Fonts::new(settings);
        self.looks = Looks::new(cache.clone(), settings.clone());
    }
}

/// Collects what stands on a page.
pub(super) fn collect<'a>(
    page: &'a Page<'a>,
    size: PageSize,
    shared: &mut Shared<'a>,
    code_pictures: &mut CodePictures,
) -> Result<PageCollector, Left> {
    if shared.layers == Layers::SomeHidden {
        return Err(Left);
    }
    let upright: Affine = page.initial_transform(true).to_kurbo();
    let content = shared.contents.of_page(page);
    let mut interpreter = Interpreter::new(page.xref(), upright, size, shared, code_pictures);
    interpreter.read(&content, page.resources())?;
    notes::read(&mut interpreter, page)?;
    Ok(interpreter.finish())
}
