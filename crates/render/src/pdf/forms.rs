//! The fields of a form: boxes to tick with their state, and values that no appearance shows.

use hayro_interpret::kurbo::Affine;
use hayro_interpret::util::RectExt;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, String as PdfString};
use hayro_syntax::page::Page;
use perigee_model::{CheckBox, Rect};

use super::LayerWord;
use crate::plain;

/// Fields of a page that are looked at; a tax form of dense pages has some 300.
const MAX_FIELDS: usize = 5_000;

/// Levels that are climbed for what a field inherits; real forms have three.
const MAX_LEVELS: usize = 16;

/// The note is hidden, or is not to be viewed.
const HIDDEN: u32 = 1 << 1 | 1 << 5;

/// A button that is pressed and keeps no state.
const PUSH_BUTTON: u32 = 1 << 16;

/// A text field whose characters are not to be seen.
const SECRET: u32 = 1 << 13;

/// Height of a line in a field that states none, in points: readers print 12 pt at most.
const LINE_HEIGHT: f32 = 12.0;

/// Width of a letter as a share of the line's height; about that of Helvetica.
const LETTER_WIDTH: f32 = 0.5;

/// What the form of a page says.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub check_boxes: Vec<CheckBox>,
    /// The values of fields that have no appearance: readers draw one, and so people see them.
    pub words: Vec<LayerWord>,
}

/// Reads the fields on a page; the transform leads to the upright page.
pub(super) fn read(page: &Page<'_>, transform: Affine, upright: Rect) -> Form {
    let mut form = Form::default();
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else { return form };
    for note in notes.iter::<Dict<'_>>().take(MAX_FIELDS) {
        let is_field = note.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Widget");
        if !is_field || note.get::<u32>("F").unwrap_or(0) & HIDDEN != 0 {
            continue;
        }
        let Some(place) = note.get::<PdfRect>("Rect") else { continue };
        let place = transform.transform_rect_bbox(place.to_kurbo());
        let place = Rect::new(place.x0 as f32, place.y0 as f32, place.x1 as f32, place.y1 as f32);
        let Some(bbox) = place.intersection(upright).filter(|bbox| bbox.area() > 0.0) else { continue };
        let lineage = lineage(&note);
        let flags = lineage.iter().find_map(|field| field.get::<u32>("Ff")).unwrap_or(0);
        let kind = lineage.iter().find_map(|field| field.get::<Name<'_>>("FT"));
        match kind.as_ref().map(|kind| kind.as_str()) {
            Some("Btn") if flags & PUSH_BUTTON == 0 => {
                form.check_boxes.push(CheckBox { bbox, checked: is_on(&note, &lineage) });
            }
            Some("Tx" | "Ch") if flags & SECRET == 0 && !note.contains_key("AP") => {
                if let Some(value) = lineage.iter().find_map(|field| field.get::<PdfString<'_>>("V")) {
                    set(&plain::decode(value.as_bytes()), bbox, &mut form.words);
                }
            }
            _ => {}
        }
    }
    form
}

/// The field and those that it inherits from.
fn lineage<'a>(field: &Dict<'a>) -> Vec<Dict<'a>> {
    let mut lineage = vec![field.clone()];
    while let Some(parent) = lineage.last().and_then(|field| field.get::<Dict<'a>>("Parent"))
        && lineage.len() < MAX_LEVELS
    {
        lineage.push(parent);
    }
    lineage
}

/// Whether a box is ticked: by the appearance that it shows, else by the value of its field.
fn is_on(field: &Dict<'_>, lineage: &[Dict<'_>]) -> bool {
    let state =
        field.get::<Name<'_>>("AS").or_else(|| lineage.iter().find_map(|field| field.get::<Name<'_>>("V")));
    let Some(state) = state.filter(|state| state.as_str() != "Off") else { return false };
    // A state that the field has no picture of is shown as off.
    let appearances = field.get::<Dict<'_>>("AP").and_then(|appearance| appearance.get::<Object<'_>>("N"));
    match appearances {
        Some(Object::Dict(states)) => states.contains_key(state.as_str()),
        _ => true,
    }
}

/// Sets a value in its field, as readers do: line by line from the top, or in the middle of a field of one line.
fn set(value: &str, field: Rect, words: &mut Vec<LayerWord>) {
    let lines: Vec<&str> = value.lines().filter(|line| !line.trim().is_empty()).collect();
    let height = (field.height() / lines.len().max(1) as f32).min(LINE_HEIGHT);
    let top = if lines.len() == 1 { field.center_y() - height / 2.0 } else { field.y0 };
    for (number, line) in lines.iter().enumerate() {
        let longest = line.chars().count().max(1) as f32;
        let letter = (LETTER_WIDTH * height).min(field.width() / longest);
        let y = top + number as f32 * height;
        let mut x = field.x0;
        for part in line.split_inclusive(char::is_whitespace) {
            let text = part.trim();
            let width = |text: &str| text.chars().count() as f32 * letter;
            if !text.is_empty() {
                let bbox = Rect::new(x, y, x + width(text), y + height);
                words.push(LayerWord { text: text.to_owned(), bbox, invisible: false });
            }
            x += width(part);
        }
    }
}
