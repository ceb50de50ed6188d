//! What a person says about a table of a document.

use perigee_app::table;
use perigee_model::results::TableValue;
use perigee_model::{DocumentId, Rect, TableMask, ValueId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::annotation::Place;

/// A table of a document, with the grids that lie over it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentTable {
    /// The document.
    pub document_id: DocumentId,
    /// The data point.
    pub data_point: String,
    /// Its grids, one for each page or part of it; for a table that nobody laid out those that fit its cells.
    pub masks: Vec<TableMask>,
    /// Whether a person laid it out or entered its rows.
    pub decided: bool,
    /// Whether a person removed it; it is not among the results then, and can be restored.
    pub removed: bool,
    /// The table as it is shown now.
    #[serde(flatten)]
    pub table: TableValue,
}

/// The tables of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentTables {
    /// Those that are shown, then those that were removed.
    pub tables: Vec<DocumentTable>,
}

/// A table that a person adds: by `mask` (or several `masks`), by `rows`, or by both.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NewTable {
    /// A data point that is a table, e.g. `items`. It may have several.
    pub data_point: String,
    /// A grid. Without `rows`, the words in its cells are the rows; a word belongs to the cell that holds its middle.
    pub mask: Option<TableMask>,
    /// Several grids, for a table over several pages or in several parts.
    pub masks: Option<Vec<TableMask>>,
    /// All rows, at most 10,000.
    pub rows: Option<Vec<NewRow>>,
}

/// A change to a table as a whole. What is left out stays; new masks without rows read the rows again.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct TableChange {
    /// A grid in the place of those that it has.
    pub mask: Option<TableMask>,
    /// Several grids in the place of those that it has.
    pub masks: Option<Vec<TableMask>>,
    /// All rows in the place of those that it has, at most 10,000. Empty rows are left out.
    pub rows: Option<Vec<NewRow>>,
}

/// A row that a person gives.
#[derive(Debug, ToSchema)]
pub struct NewRow {
    /// Header name → its text, or a cell with its place. A missing header is an empty cell.
    #[schema(value_type = std::collections::BTreeMap<String, CellOrText>)]
    pub cells: table::RowInput,
}

/// A cell that a person gives: a text, or a cell with its place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum CellOrText {
    /// A text that stands nowhere.
    Text(String),
    /// A cell with its place.
    Cell(NewCell),
}

/// A cell that a person gives.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCell {
    /// A cell that the table has; it stays as it is unless `rawValue` is another text.
    pub id: Option<ValueId>,
    /// Its text; left out, it is that of the cell with this id, or read from the words inside `evidence`.
    pub raw_value: Option<String>,
    /// Where it stands.
    pub evidence: Option<Vec<Place>>,
}

/// Where to look for tables.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Detection {
    /// The table data point that the columns are to be named for; left out, no column is named.
    pub data_point: Option<String>,
    /// Page of the document, from 0.
    pub page: Option<u32>,
    /// A region of the page; left out, the whole page is searched.
    pub bbox: Option<Rect>,
    /// In place of a page: a grid whose table is followed over the pages behind its own.
    pub following: Option<TableMask>,
}

/// Grids for tables that were found; nothing is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct DetectedTables {
    /// From top to bottom, or page by page; empty where there are none.
    pub masks: Vec<TableMask>,
}

impl From<table::Table> for DocumentTable {
    fn from(table: table::Table) -> Self {
        Self {
            document_id: table.document_id,
            data_point: table.data_point,
            masks: table.masks,
            decided: table.is_decided,
            removed: table.is_removed,
            table: table.value,
        }
    }
}
