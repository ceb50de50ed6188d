//! Tables as people lay them out: grids over pages, rows that are entered or pasted, removal and restoring.
//!
//! A decision about a table holds all of its rows and is appended; what the machine read stays. Which words stand in
//! which cell of a grid is left to the engine.

pub mod change;
mod check;
pub mod create;
pub mod delete;
mod derived;
pub mod detect;
mod filled;
pub mod list;
pub mod restore;

pub use change::change;
pub use create::create;
pub use delete::delete;
pub use detect::{Wanted, detect};
pub use list::list;
pub use restore::restore;

use indexmap::IndexMap;
use perigee_model::results::TableValue;
use perigee_model::{DataPoint, DocumentId, Evidence, Rect, Scope, TableMask, ValueId};
use perigee_store::entity::table_correction;
use perigee_store::error::to_json;
use perigee_store::{ConnectionTrait, DatabaseTransaction, readings, table_corrections};
use uuid::Uuid;

use crate::annotation::{Place, Review};
use crate::clock::now_ms;
use crate::result::{ShownDocument, ShownTable, ShownValue, packed, table_value};
use crate::{App, AppError};

/// Rows of one table at most: what a spreadsheet of a document holds, with room to spare.
pub const MOST_ROWS: usize = 10_000;
/// Cells of one table at most, ten to each of the most rows.
pub const MOST_CELLS: usize = 100_000;

/// A cell that a person gives.
#[derive(Debug, Clone, PartialEq)]
pub enum CellInput {
    /// A text that stands nowhere.
    Text(String),
    /// A cell that is there, or a text with its places; without a text it is read from the places.
    Placed {
        /// A cell of the table as it is shown; it stays as it is unless its text is another one.
        id: Option<ValueId>,
        /// The text.
        raw_value: Option<String>,
        /// Where it stands.
        places: Vec<Place>,
    },
}

/// Header name → cell.
pub type RowInput = IndexMap<String, CellInput>;

/// What a person says about a table; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct TableInput {
    /// The grids; without rows, the rows are read through them.
    pub masks: Option<Vec<TableMask>>,
    /// All rows.
    pub rows: Option<Vec<RowInput>>,
}

/// A table after a person's decision, or as the machine read it.
#[derive(Debug, Clone)]
pub struct Table {
    /// The document.
    pub document_id: DocumentId,
    /// The data point.
    pub data_point: String,
    /// The table as it is shown.
    pub value: TableValue,
    /// Its grids; for a table of the machine those that fit its cells.
    pub masks: Vec<TableMask>,
    /// Whether a person laid it out.
    pub is_decided: bool,
    /// Whether a person removed it.
    pub is_removed: bool,
}

/// Rows with what they stand on.
struct Filled {
    masks: Vec<TableMask>,
    rows: Vec<IndexMap<String, ShownValue>>,
    evidence: Vec<Evidence>,
}

/// The document of a table.
async fn document_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ValueId,
) -> Result<DocumentId, AppError> {
    if let Some(decision) = table_corrections::find_by_table(conn, scope, id.uuid()).await? {
        return Ok(DocumentId::from_uuid(decision.document_id));
    }
    let table = readings::find_table(conn, scope, id.uuid()).await?;
    Ok(DocumentId::from_uuid(table.ok_or_else(missing)?.document_id))
}

fn missing() -> AppError {
    AppError::NotFound { what: "the table" }
}

/// Opens the document of a table for review; what is not there is the table, not its document.
async fn open(conn: &impl ConnectionTrait, scope: &Scope, id: ValueId) -> Result<Review, AppError> {
    let document_id = document_of(conn, scope, id).await?;
    match Review::open(conn, scope, document_id).await {
        Err(AppError::NotFound { .. }) => Err(missing()),
        other => other,
    }
}

/// The table data point with this name.
fn table_point<'r>(review: &'r Review, name: &str) -> Result<&'r DataPoint, AppError> {
    match review.point(name) {
        None => Err(AppError::invalid("dataPoint", format!("the process has no data point {name}"))),
        Some(point) if point.headers.is_empty() => {
            Err(AppError::invalid("dataPoint", format!("{name} is no table; it has no columns")))
        }
        Some(point) => Ok(point),
    }
}

/// Appends a decision about a table and answers the table after it.
async fn decide(
    app: &App,
    scope: &Scope,
    (review, tx): (Review, DatabaseTransaction),
    (id, data_point): (ValueId, &str),
    filled: Filled,
    removed: bool,
) -> Result<Table, AppError> {
    let now = now_ms();
    let row = table_correction::Model {
        id: Uuid::now_v7(),
        organization_id: review.document.organization_id,
        document_id: review.document.id,
        extraction_id: review.extraction_id,
        table_id: id.uuid(),
        removed,
        data_point: data_point.to_owned(),
        masks: to_json(&filled.masks),
        rows: packed(&filled.rows),
        evidence: to_json(&filled.evidence),
        created_by: scope.subject.to_string(),
        created_at: now,
    };
    table_corrections::insert(&tx, row).await?;
    let after = review.settle(app, scope, tx).await?;
    let document_id = DocumentId::from_uuid(after.document.id);
    let point = table_point(&after, data_point)?.clone();
    let tables = if removed { after.shown.removed_tables.clone() } else { after.shown.tables.clone() };
    let table = tables.into_iter().find(|table| table.id == id).ok_or_else(missing)?;
    Ok(shown(document_id, &point, table, &after.shown, removed))
}

/// A table as it leaves.
fn shown(
    document_id: DocumentId,
    point: &DataPoint,
    table: ShownTable,
    document: &ShownDocument,
    is_removed: bool,
) -> Table {
    let masks = if table.masks.is_empty() { derived::masks(point, &table) } else { table.masks.clone() };
    Table {
        document_id,
        data_point: table.data_point.clone(),
        masks,
        is_decided: table.is_decided,
        is_removed,
        value: table_value(table, point, &document.findings),
    }
}

/// Boxes of rows on the pages on which they stand.
fn around(rows: &[IndexMap<String, ShownValue>]) -> Vec<Evidence> {
    let mut pages: Vec<(u32, Rect)> = Vec::new();
    for place in rows.iter().flatten().flat_map(|(_, cell)| &cell.reading.evidence) {
        match pages.iter_mut().find(|(page, _)| *page == place.page) {
            Some((_, bbox)) => *bbox = bbox.union(place.bbox),
            None => pages.push((place.page, place.bbox)),
        }
    }
    pages.sort_by_key(|(page, _)| *page);
    pages.into_iter().map(|(page, bbox)| Evidence { page, bbox, words: Vec::new() }).collect()
}
