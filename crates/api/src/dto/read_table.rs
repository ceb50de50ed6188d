//! Reads what people say about tables from bodies, with every fault.

use perigee_app::table::{CellInput, RowInput, TableInput, Wanted};
use perigee_model::{Rect, TableMask};
use serde_json::Value;

use super::annotation::Place;
use super::table::{Detection, NewRow, NewTable, TableChange};
use crate::input::{Fields, FromFields};

impl FromFields for TableMask {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = if fields.has("page") {
            fields.number("page", (0, u64::from(u32::MAX)))
        } else {
            fields.fault("page", "field required");
            None
        };
        let bbox = bbox(fields);
        if bbox.is_none() {
            fields.fault("bbox", "four numbers [x0, y0, x1, y1] are required");
        }
        let (rows, columns) = (lines(fields, "rows"), lines(fields, "columns"));
        let headers = headers(fields);
        let header_rows = fields.number("headerRows", (0, 1_000)).unwrap_or(0);
        Some(Self {
            page: u32::try_from(page?).ok()?,
            bbox: bbox?,
            rows: rows?,
            columns: columns?,
            headers: headers?,
            header_rows: u32::try_from(header_rows).ok()?,
        })
    }
}

/// Four finite numbers.
fn bbox(fields: &mut Fields) -> Option<Rect> {
    let corners = fields.any("bbox").and_then(|value| serde_json::from_value::<[f32; 4]>(value).ok());
    corners.filter(|corners| corners.iter().all(|at| at.is_finite())).map(Rect::from)
}

/// Places of lines; none where the field is left out.
fn lines(fields: &mut Fields, field: &str) -> Option<Vec<f32>> {
    let Some(value) = fields.any(field) else { return Some(Vec::new()) };
    let lines = serde_json::from_value::<Vec<f32>>(value).ok();
    let lines = lines.filter(|lines| lines.iter().all(|at| at.is_finite()));
    if lines.is_none() {
        fields.fault(field, "a list of numbers is required");
    }
    lines
}

/// Names of headers, `null` for columns to leave out.
fn headers(fields: &mut Fields) -> Option<Vec<Option<String>>> {
    let value = fields.any("headers");
    let headers = value.and_then(|value| serde_json::from_value::<Vec<Option<String>>>(value).ok());
    if headers.is_none() {
        fields.fault(
            "headers",
            "a list of names of headers is required, one for each column; null leaves it out",
        );
    }
    headers
}

impl FromFields for NewRow {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let given = fields.required_object("cells")?;
        let mut cells = RowInput::with_capacity(given.len());
        for (header, value) in given {
            let field = format!("cells.{header}");
            match value {
                Value::Null => {}
                Value::String(text) => drop(cells.insert(header, CellInput::Text(text))),
                Value::Object(values) => {
                    if let Some(cell) = fields.read_inner(&field, values, cell) {
                        cells.insert(header, cell);
                    }
                }
                _ => fields.fault(&field, "a text or an object is required"),
            }
        }
        Some(Self { cells })
    }
}

fn cell(fields: &mut Fields) -> Option<CellInput> {
    let says_something = fields.has("id") || fields.has("rawValue") || fields.has("evidence");
    if !says_something {
        fields.fault("rawValue", "a text, an id or a place is required");
    }
    let id = fields.parsed("id", "an id of 32 hex digits", |text| text.parse().ok());
    let raw_value = fields.text("rawValue");
    let places = fields.list::<Place>("evidence").map(Place::all).unwrap_or_default();
    says_something.then_some(CellInput::Placed { id, raw_value, places })
}

/// One grid, several, or nothing said.
fn masks(fields: &mut Fields) -> (Option<TableMask>, Option<Vec<TableMask>>) {
    if fields.has("mask") && fields.has("masks") {
        fields.fault("mask", "either mask or masks is taken, not both");
    }
    let mask = match fields.has("mask") {
        true => {
            fields.object("mask").and_then(|values| fields.read_inner("mask", values, TableMask::from_fields))
        }
        false => None,
    };
    (mask, fields.list("masks"))
}

impl FromFields for NewTable {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let says_something = ["mask", "masks", "rows"].iter().any(|field| fields.has(field));
        let data_point = fields.required_text("dataPoint");
        let (mask, masks) = masks(fields);
        let rows = fields.list("rows");
        if !says_something {
            fields.fault("mask", "a mask or rows are required");
        }
        Some(Self { data_point: data_point?, mask, masks, rows })
    }
}

impl FromFields for TableChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let says_something = ["mask", "masks", "rows"].iter().any(|field| fields.has(field));
        let (mask, masks) = masks(fields);
        let rows = fields.list("rows");
        if !says_something {
            fields.fault("mask", "a mask or rows are required");
        }
        Some(Self { mask, masks, rows })
    }
}

impl FromFields for Detection {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let data_point = fields.text("dataPoint");
        let following = match fields.has("following") {
            true => fields
                .object("following")
                .and_then(|values| fields.read_inner("following", values, TableMask::from_fields)),
            false => None,
        };
        let page = fields.number("page", (0, u64::from(u32::MAX))).and_then(|page| u32::try_from(page).ok());
        let has_bbox = fields.has("bbox");
        let bbox = bbox(fields);
        if has_bbox && bbox.is_none() {
            fields.fault("bbox", "four numbers [x0, y0, x1, y1] are required");
        }
        if page.is_none() && following.is_none() {
            fields.fault("page", "a page, or a mask to follow, is required");
        }
        Some(Self { data_point, page, bbox, following })
    }
}

/// As the use cases know it.
fn input(mask: Option<TableMask>, masks: Option<Vec<TableMask>>, rows: Option<Vec<NewRow>>) -> TableInput {
    let rows = rows.map(|rows| rows.into_iter().map(|row| row.cells).collect());
    TableInput { masks: mask.map(|mask| vec![mask]).or(masks), rows }
}

impl NewTable {
    /// As the use cases know it.
    pub(crate) fn input(self) -> (String, TableInput) {
        (self.data_point, input(self.mask, self.masks, self.rows))
    }
}

impl TableChange {
    /// As the use cases know it.
    pub(crate) fn input(self) -> TableInput {
        input(self.mask, self.masks, self.rows)
    }
}

impl Detection {
    /// As the use cases know it.
    pub(crate) fn wanted(self) -> (Option<String>, Wanted) {
        let wanted = match self.following {
            Some(mask) => Wanted::Following(mask),
            None => Wanted::On { page: self.page.unwrap_or_default(), bbox: self.bbox },
        };
        (self.data_point, wanted)
    }
}
