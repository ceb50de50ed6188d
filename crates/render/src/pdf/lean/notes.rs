//! Notes on a page, as they look.

use hayro_interpret::RectExt as _;
use hayro_interpret::kurbo::{Affine, Rect as KurboRect, Shape as _};
use hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, Stream};
use hayro_syntax::page::Page;

use super::Left;
use super::content::Interpreter;

/// The note is hidden, or is not to be viewed.
const HIDDEN: u32 = 1 << 1 | 1 << 5;

/// Draws the notes of a page.
pub(super) fn read<'a>(interpreter: &mut Interpreter<'a, '_>, page: &'a Page<'a>) -> Result<(), Left> {
    let Some(notes) = page.raw().get::<Array<'a>>("Annots") else { return Ok(()) };
    for note in notes.iter::<Dict<'a>>() {
        if note.get::<u32>("F").unwrap_or(0) & HIDDEN != 0 {
            continue;
        }
        let Some(stream) = appearance(&note) else { continue };
        let Some(bbox) = stream.dict().get::<[f32; 4]>("BBox") else { continue };
        let Some(place) = note.get::<PdfRect>("Rect") else { continue };
        interpreter.save()?;
        interpreter.state.ctm *= onto(bbox, stream.dict(), place.to_kurbo());
        interpreter.draw_form(&stream, page.resources())?;
        interpreter.restore();
    }
    Ok(())
}

/// From the space of an appearance to the place of its note (PDF 32000-1, 12.5.5).
fn onto(bbox: [f32; 4], dict: &Dict<'_>, place: KurboRect) -> Affine {
    let matrix = Affine::new(dict.get::<[f64; 6]>("Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
    let [x0, y0, x1, y1] = bbox.map(f64::from);
    let drawn = (matrix * KurboRect::new(x0, y0, x1, y1).to_path(0.1)).bounding_box();
    let (x, y) = (place.width() / drawn.width(), place.height() / drawn.height());
    Affine::new([x, 0.0, 0.0, y, place.x0 - x * drawn.x0, place.y0 - y * drawn.y0])
}

/// How a note looks now.
fn appearance<'a>(note: &Dict<'a>) -> Option<Stream<'a>> {
    match note.get::<Dict<'a>>("AP")?.get::<Object<'a>>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => note
            .get::<Name<'_>>("AS")
            .and_then(|state| states.get::<Stream<'a>>(state))
            .or_else(|| states.get::<Stream<'a>>("Off")),
        _ => None,
    }
}
