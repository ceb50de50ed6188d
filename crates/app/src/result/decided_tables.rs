//! Tables as people decided about them: the newest decision about each, and the packed form of its rows.

use indexmap::IndexMap;
use perigee_model::results::Decision;
use perigee_model::{Alternative, Confidence, Evidence, Reading, Source, ValueId};
use perigee_store::entity::table_correction;
use perigee_store::error::{from_json, to_json};
use serde::{Deserialize, Serialize};

use super::shown::{Decisions, ShownTable, ShownValue};
use crate::AppError;

/// Sorts tables into those that are shown and those that people removed.
pub(super) struct DecidedTables {
    /// Decisions about tables that did not come yet.
    left: Vec<table_correction::Model>,
    /// What is shown, in order.
    pub shown: Vec<ShownTable>,
    /// What people removed.
    pub removed: Vec<ShownTable>,
    /// Data points of the tables that were decided about.
    pub data_points: Vec<String>,
}

impl DecidedTables {
    /// By the newest decision about each table.
    pub fn new(newest: Vec<table_correction::Model>) -> Self {
        let data_points = newest.iter().map(|decision| decision.data_point.clone()).collect();
        Self { left: newest, shown: Vec::new(), removed: Vec::new(), data_points }
    }

    /// Takes a table of the machine, or what was decided instead.
    pub fn put(&mut self, table: ShownTable, cells: &Decisions) -> Result<(), AppError> {
        match self.left.iter().position(|decision| decision.table_id == table.id.uuid()) {
            None => self.shown.push(table),
            Some(at) => {
                let decision = self.left.remove(at);
                self.put_decided(&decision, cells)?;
            }
        }
        Ok(())
    }

    /// Takes the tables that people added.
    pub fn put_added(&mut self, cells: &Decisions) -> Result<(), AppError> {
        for decision in std::mem::take(&mut self.left) {
            self.put_decided(&decision, cells)?;
        }
        Ok(())
    }

    fn put_decided(&mut self, decision: &table_correction::Model, cells: &Decisions) -> Result<(), AppError> {
        let mut rows = unpacked(&decision.rows)?;
        for row in &mut rows {
            let mut gone = Vec::new();
            for (header, cell) in row.iter_mut() {
                match cells.after(decision, cell)? {
                    None => {}
                    Some(Some(after)) => *cell = after,
                    Some(None) => gone.push(header.clone()),
                }
            }
            gone.iter().for_each(|header| drop(row.shift_remove(header)));
        }
        let table = ShownTable {
            id: ValueId::from_uuid(decision.table_id),
            data_point: decision.data_point.clone(),
            rows,
            evidence: from_json("table_corrections.evidence", &decision.evidence)?,
            confidence: Confidence::CERTAIN,
            masks: from_json("table_corrections.masks", &decision.masks)?,
            is_decided: true,
        };
        if decision.removed {
            self.removed.push(table)
        } else {
            self.shown.push(table)
        }
        Ok(())
    }
}

/// A cell with short names and without what is as usual: tables may have ten thousand rows.
#[derive(Serialize, Deserialize)]
struct Packed {
    #[serde(rename = "i")]
    id: ValueId,
    #[serde(rename = "r")]
    raw: String,
    /// Where it differs from the text.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(rename = "n", default, skip_serializing_if = "is_false")]
    is_not_converted: bool,
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// With its confidence, where no person entered it.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    source: Option<(Source, Confidence)>,
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence>,
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<Alternative>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Rows in the form in which they are stored.
pub(crate) fn packed(rows: &[IndexMap<String, ShownValue>]) -> String {
    let pack = |cell: &ShownValue| {
        let reading = &cell.reading;
        let by_machine = (reading.source != Source::Person).then_some((reading.source, reading.confidence));
        Packed {
            id: cell.id,
            raw: reading.raw_value.clone(),
            value: reading.value.clone().filter(|value| *value != reading.raw_value),
            is_not_converted: reading.value.is_none(),
            fault: reading.fault.clone(),
            source: by_machine,
            evidence: reading.evidence.clone(),
            alternatives: reading.alternatives.clone(),
        }
    };
    let row = |row: &IndexMap<String, ShownValue>| -> IndexMap<String, Packed> {
        row.iter().map(|(header, cell)| (header.clone(), pack(cell))).collect()
    };
    to_json(&rows.iter().map(row).collect::<Vec<_>>())
}

fn unpacked(text: &str) -> Result<Vec<IndexMap<String, ShownValue>>, AppError> {
    let rows: Vec<IndexMap<String, Packed>> = from_json("table_corrections.rows", text)?;
    let unpack = |header: &str, cell: Packed| {
        let (source, confidence) = cell.source.unwrap_or((Source::Person, Confidence::CERTAIN));
        let said = if cell.is_not_converted { None } else { Some(cell.raw.clone()) };
        let reading = Reading {
            data_point: header.to_owned(),
            value: cell.value.or(said),
            raw_value: cell.raw,
            fault: cell.fault,
            confidence,
            source,
            evidence: cell.evidence,
            alternatives: cell.alternatives,
        };
        let decision = (source == Source::Person).then_some(Decision::Changed);
        ShownValue { id: cell.id, reading, decision }
    };
    let row = |row: IndexMap<String, Packed>| {
        row.into_iter()
            .map(|(header, cell)| {
                let value = unpack(&header, cell);
                (header, value)
            })
            .collect()
    };
    Ok(rows.into_iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use perigee_model::Rect;
    use uuid::Uuid;

    use super::*;

    fn cell(raw: &str, value: Option<&str>, source: Source, confidence: f32) -> ShownValue {
        let evidence = vec![Evidence { page: 1, bbox: Rect::new(1.0, 2.0, 3.0, 4.0), words: vec![7, 8] }];
        let reading = Reading {
            data_point: "amount".to_owned(),
            raw_value: raw.to_owned(),
            value: value.map(str::to_owned),
            fault: None,
            confidence: Confidence::new(confidence),
            source,
            evidence,
            alternatives: Vec::new(),
        };
        ShownValue { id: ValueId::from_uuid(Uuid::from_u128(5)), reading, decision: None }
    }

    #[test]
    fn cells_come_back_as_they_were_packed() {
        let cells = [
            cell("1,00", Some("1.00"), Source::Person, 1.0),
            cell("pen", Some("pen"), Source::Ocr, 0.5),
            cell("soon", None, Source::Person, 1.0),
        ];
        for cell in cells {
            let row: IndexMap<String, ShownValue> = [("amount".to_owned(), cell.clone())].into();
            let back = unpacked(&packed(&[row])).unwrap();
            assert_eq!((back[0]["amount"].id, &back[0]["amount"].reading), (cell.id, &cell.reading));
        }
    }
}
