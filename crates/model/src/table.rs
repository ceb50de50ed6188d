//! A table as it stands on a page: cells in rows and columns, before anything is known of their meaning.

use serde::{Deserialize, Serialize};

use crate::Rect;

/// A table on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// Page of the file, from 0.
    pub page: u32,
    /// Its place on the upright page, in points.
    pub bbox: Rect,
    /// Its cells, row by row; a place that no cell covers is empty.
    pub cells: Vec<TableCell>,
    /// Rows at the top that name the columns.
    pub header_rows: u32,
    /// Whether it goes on with the rows of the last table of the page before.
    pub continues: bool,
}

/// A cell; rows and columns count from 0 and ends are inclusive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableCell {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Last row, not before the first.
    pub row_end: u32,
    /// Last column, not before the first.
    pub col_end: u32,
    /// The words joined by spaces, in reading order.
    pub text: String,
    /// Its place: the words of the cell, or its frame where one is drawn.
    pub bbox: Rect,
    /// Positions in the page's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<u32>,
}

/// How a person laid a grid over a table on a page: a region, the lines in it, and what its columns mean.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableMask {
    /// Page of the document, from 0.
    pub page: u32,
    /// The region on the upright page, in points.
    pub bbox: Rect,
    /// Heights of the lines between rows, from the top; the edges of the region are lines of their own.
    pub rows: Vec<f32>,
    /// Places of the lines between columns, from the left.
    pub columns: Vec<f32>,
    /// For each column the name of the header whose cells it holds; `null` for a column to leave out.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Option<String>>))]
    pub headers: Vec<Option<String>>,
    /// Rows at the top that name the columns and are no rows of the table.
    #[serde(default)]
    pub header_rows: u32,
}
