//! Layers that a reader may show or hide.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name};

use super::Left;

/// Whether the layers of a file are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layers {
    /// All are, or there are none.
    AllShown,
    /// Some are not when the file is opened.
    SomeHidden,
}

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let layers = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("OCProperties"));
        let Some(shown) = layers.and_then(|layers| layers.get::<Dict<'_>>("D")) else {
            return Self::AllShown;
        };
        let hides = shown.get::<Array<'_>>("OFF").is_some_and(|off| off.raw_iter().next().is_some());
        let hides_all = shown.get::<Name<'_>>("BaseState").is_some_and(|state| state.as_str() == "OFF");
        if hides || hides_all { Self::SomeHidden } else { Self::AllShown }
    }
}

/// Leaves a page whose membership of layers is told by a rule: it may hide what no layer hides.
pub(super) fn check(layer: Option<&Dict<'_>>) -> Result<(), Left> {
    let kind = layer.and_then(|layer| layer.get::<Name<'_>>("Type"));
    if kind.is_some_and(|kind| kind.as_str() == "OCMD") { Err(Left) } else { Ok(()) }
}
