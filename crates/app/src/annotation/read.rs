//! What the machine read for a value, whatever people decided about it.

use indexmap::IndexMap;
use perigee_model::{Reading, ValueId};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, readings};

use crate::AppError;
use crate::result::Cell;

/// What the machine read.
#[derive(Debug)]
pub(super) struct MachineReading {
    /// The reading; its data point is the column's name for a cell.
    pub reading: Reading,
    /// Name of the table's data point, for a cell.
    pub table: Option<String>,
}

/// The reading of a value or of a cell; `None` for what a person added.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    extraction_id: uuid::Uuid,
    id: ValueId,
) -> Result<Option<MachineReading>, AppError> {
    let all = readings::list(conn, extraction_id).await?;
    if let Some(row) = all.iter().find(|row| row.id == id.uuid()) {
        return Ok(Some(MachineReading { reading: readings::from_row(row)?, table: None }));
    }
    for row in readings::list_tables(conn, extraction_id).await? {
        let stored: Vec<IndexMap<String, Cell>> = from_json("table_values.rows", &row.rows)?;
        let cell = stored.into_iter().flat_map(IndexMap::into_values).find(|cell| cell.id == id);
        if let Some(cell) = cell {
            return Ok(Some(MachineReading { reading: cell.reading, table: Some(row.data_point) }));
        }
    }
    Ok(None)
}
