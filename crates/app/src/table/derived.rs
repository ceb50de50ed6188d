//! Grids that fit the cells of a table that nobody laid a grid over.

use perigee_engine::Engine;
use perigee_model::{DataPoint, Rect, TableCell, TableMask};

use crate::result::ShownTable;

/// A cell of a page: row, position of its header, place.
type Placed = (u32, usize, Rect);

/// For each page on which the table stands the grid that has its cells in its own.
pub(super) fn masks(point: &DataPoint, table: &ShownTable) -> Vec<TableMask> {
    table.evidence.iter().filter_map(|place| on_page(point, table, place.page, place.bbox)).collect()
}

fn on_page(point: &DataPoint, table: &ShownTable, page: u32, bbox: Rect) -> Option<TableMask> {
    let cells = placed(point, table, page);
    let mut headers: Vec<(f32, usize, usize)> = Vec::new();
    for at in 0..point.headers.len() {
        let middles: Vec<f32> =
            cells.iter().filter(|cell| cell.1 == at).map(|cell| cell.2.center_x()).collect();
        if !middles.is_empty() {
            let count = middles.len();
            headers.push((middles.iter().sum::<f32>() / count as f32, count, at));
        }
    }
    headers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    // Values that stand below one another have no line between them; the commoner column keeps its place.
    while !headers.is_empty() {
        let mask = Engine::mask_of(&perigee_model::Table {
            page,
            bbox,
            cells: in_columns(&cells, &headers),
            header_rows: 0,
            continues: false,
        });
        if mask.columns.len() + 1 == headers.len() {
            let name = |(_, _, at): &(f32, usize, usize)| Some(point.headers.get(*at)?.name.clone());
            return Some(TableMask { headers: headers.iter().map(name).collect(), ..mask });
        }
        let rarest = headers.iter().enumerate().min_by_key(|(_, header)| header.1)?.0;
        headers.remove(rarest);
    }
    None
}

fn placed(point: &DataPoint, table: &ShownTable, page: u32) -> Vec<Placed> {
    let mut cells = Vec::new();
    let mut row = 0;
    for shown in &table.rows {
        let before = cells.len();
        for (name, cell) in shown {
            let Some(header) = point.headers.iter().position(|header| header.name == *name) else { continue };
            let here = cell.reading.evidence.iter().filter(|place| place.page == page);
            cells.extend(Rect::around(here.map(|place| place.bbox)).map(|bbox| (row, header, bbox)));
        }
        row += u32::from(cells.len() > before);
    }
    cells
}

fn in_columns(cells: &[Placed], headers: &[(f32, usize, usize)]) -> Vec<TableCell> {
    let column = |header: usize| headers.iter().position(|known| known.2 == header);
    cells
        .iter()
        .filter_map(|(row, header, bbox)| {
            let col = u32::try_from(column(*header)?).ok()?;
            let (row, bbox) = (*row, *bbox);
            Some(TableCell {
                row,
                col,
                row_end: row,
                col_end: col,
                text: String::new(),
                bbox,
                words: Vec::new(),
            })
        })
        .collect()
}
