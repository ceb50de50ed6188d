//! A document as it is shown: the newest decision about each value.

use std::collections::HashMap;

use indexmap::IndexMap;
use perigee_model::results::Decision;
use perigee_model::{Confidence, Evidence, Finding, Reading, Scope, Source, TableMask, ValueId};
use perigee_store::entity::{correction, document, extraction, table_correction, table_value};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, corrections, readings, table_corrections, value_orders};
use perigee_values::checks;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decided_tables::DecidedTables;
use crate::AppError;
use crate::annotation::act;

/// A document with its values.
#[derive(Debug, Clone)]
pub(crate) struct ShownDocument {
    /// The extraction of the newest run; none while it is not extracted.
    pub extraction: Option<extraction::Model>,
    /// Single values in their order, those that people added last.
    pub values: Vec<ShownValue>,
    /// Tables in their order, those that people added last.
    pub tables: Vec<ShownTable>,
    /// Tables that people removed.
    pub removed_tables: Vec<ShownTable>,
    /// What does not fit together.
    pub findings: Vec<Finding>,
}

/// A single value.
#[derive(Debug, Clone)]
pub(crate) struct ShownValue {
    /// Its id.
    pub id: ValueId,
    /// What is shown; its source is `person` where a person said something else than the machine.
    pub reading: Reading,
    /// What a person decided about it.
    pub decision: Option<Decision>,
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct ShownTable {
    /// Its id.
    pub id: ValueId,
    /// Name of the data point.
    pub data_point: String,
    /// Header name → cell.
    pub rows: Vec<IndexMap<String, ShownValue>>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// Probability that all of it is right.
    pub confidence: Confidence,
    /// The grids that people laid over it; empty where none were.
    pub masks: Vec<TableMask>,
    /// Whether a person decided about it as a whole.
    pub is_decided: bool,
}

/// A cell of a table as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Cell {
    /// Its id.
    pub id: ValueId,
    /// What was read.
    pub reading: Reading,
}

/// A document in this run of its collection.
pub(crate) async fn show_document(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document: &document::Model,
    run: i32,
) -> Result<ShownDocument, AppError> {
    let extraction = readings::find_extraction(conn, scope, document.id, run).await?;
    let Some(extraction) = extraction else {
        return Ok(ShownDocument {
            extraction: None,
            values: Vec::new(),
            tables: Vec::new(),
            removed_tables: Vec::new(),
            findings: Vec::new(),
        });
    };
    let mut decisions = Decisions::new(corrections::list(conn, scope, extraction.id).await?);
    let mut values = Vec::new();
    for row in readings::list(conn, extraction.id).await? {
        values.extend(decisions.apply(ValueId::from_uuid(row.id), readings::from_row(&row)?)?);
    }
    let mut decided_tables =
        DecidedTables::new(table_corrections::list_newest(conn, scope, extraction.id).await?);
    for row in readings::list_tables(conn, extraction.id).await? {
        decided_tables.put(table(row, &mut decisions)?, &decisions)?;
    }
    decided_tables.put_added(&decisions)?;
    let mut decided = decisions.decided_data_points();
    decided.extend(decided_tables.data_points.iter().cloned());
    values.extend(decisions.added()?);
    for order in value_orders::list(conn, extraction.id).await? {
        let ids: Vec<ValueId> = from_json("value_orders.value_ids", &order.value_ids)?;
        put_in_order(&mut values, &order.data_point, &ids);
    }
    let mut findings = readings::list_findings(conn, extraction.id).await?;
    if !decided.is_empty() {
        findings = findings_after(&values, &decided, findings);
    }
    let DecidedTables { shown: tables, removed: removed_tables, .. } = decided_tables;
    Ok(ShownDocument { extraction: Some(extraction), values, tables, removed_tables, findings })
}

/// Puts the values of a data point in the order of these ids; others of it follow as they were.
fn put_in_order(values: &mut [ShownValue], data_point: &str, ids: &[ValueId]) {
    let places: Vec<usize> =
        (0..values.len()).filter(|at| values[*at].reading.data_point == data_point).collect();
    let mut own: Vec<ShownValue> = places.iter().map(|at| values[*at].clone()).collect();
    own.sort_by_key(|value| ids.iter().position(|id| *id == value.id).unwrap_or(usize::MAX));
    for (at, value) in places.into_iter().zip(own) {
        values[at] = value;
    }
}

/// What does not fit together after a person decided about some data points.
fn findings_after(values: &[ShownValue], decided: &[String], before: Vec<Finding>) -> Vec<Finding> {
    let value_of = |name: &str| {
        let shown = values.iter().find(|shown| shown.reading.data_point == name);
        shown.and_then(|shown| shown.reading.value.as_deref())
    };
    // Rules between values hold for the new values too; what else was found is settled by the decision.
    let settled = |finding: &Finding| finding.data_points.iter().any(|name| decided.contains(name));
    let mut findings = checks::between(value_of);
    findings.extend(
        before
            .into_iter()
            .filter(|finding| !checks::CODES.contains(&finding.code.as_str()) && !settled(finding)),
    );
    findings
}

fn table(row: table_value::Model, decisions: &mut Decisions) -> Result<ShownTable, AppError> {
    let stored: Vec<IndexMap<String, Cell>> = from_json("table_values.rows", &row.rows)?;
    let mut rows = Vec::with_capacity(stored.len());
    for cells in stored {
        let mut shown = IndexMap::with_capacity(cells.len());
        for (header, cell) in cells {
            if let Some(value) = decisions.apply(cell.id, cell.reading)? {
                shown.insert(header, value);
            }
        }
        rows.push(shown);
    }
    Ok(ShownTable {
        id: ValueId::from_uuid(row.id),
        data_point: row.data_point,
        rows,
        evidence: from_json("table_values.evidence", &row.evidence)?,
        confidence: Confidence::new(row.confidence),
        masks: Vec::new(),
        is_decided: false,
    })
}

/// The newest decision about each value.
pub(super) struct Decisions {
    newest: HashMap<Uuid, correction::Model>,
    /// Values in the order in which people first decided about them.
    order: Vec<Uuid>,
}

impl Decisions {
    fn new(oldest_first: Vec<correction::Model>) -> Self {
        let (mut newest, mut order) = (HashMap::new(), Vec::new());
        for row in oldest_first {
            let value_id = row.value_id;
            if newest.insert(value_id, row).is_none() {
                order.push(value_id);
            }
        }
        Self { newest, order }
    }

    /// What is shown instead of a reading; `None` when it was removed.
    fn apply(&mut self, id: ValueId, reading: Reading) -> Result<Option<ShownValue>, AppError> {
        let Some(decision) = self.newest.get(&id.uuid()) else {
            return Ok(Some(ShownValue { id, reading, decision: None }));
        };
        self.order.retain(|other| *other != id.uuid());
        if decision.removed {
            return Ok(None);
        }
        Ok(Some(match decision.act.as_str() {
            act::RESTORE => ShownValue { id, reading, decision: None },
            act::CONFIRM => {
                let reading = Reading { confidence: Confidence::CERTAIN, ..reading };
                ShownValue { id, reading, decision: Some(Decision::Confirmed) }
            }
            _ => decided(decision, Decision::Changed, reading.alternatives)?,
        }))
    }

    /// The decision about a cell that was made after the one about its table; the inner none = it was removed.
    pub(super) fn after(
        &self,
        table: &table_correction::Model,
        cell: &ShownValue,
    ) -> Result<Option<Option<ShownValue>>, AppError> {
        let newest = self.newest.get(&cell.id.uuid());
        let Some(decision) = newest.filter(|one| (one.created_at, one.id) > (table.created_at, table.id))
        else {
            return Ok(None);
        };
        if decision.removed {
            return Ok(Some(None));
        }
        Ok(Some(Some(match decision.act.as_str() {
            act::RESTORE => cell.clone(),
            act::CONFIRM => {
                let reading = Reading { confidence: Confidence::CERTAIN, ..cell.reading.clone() };
                ShownValue { id: cell.id, reading, decision: Some(Decision::Confirmed) }
            }
            _ => decided(decision, Decision::Changed, cell.reading.alternatives.clone())?,
        })))
    }

    fn decided_data_points(&self) -> Vec<String> {
        let standing = self.newest.values().filter(|decision| decision.act != act::RESTORE);
        standing.map(|decision| decision.data_point.clone()).collect()
    }

    /// What people added: the decisions that stand on no reading, and on no cell of a table.
    fn added(&self) -> Result<Vec<ShownValue>, AppError> {
        let alive = self
            .order
            .iter()
            .filter_map(|id| self.newest.get(id))
            .filter(|decision| !decision.removed && decision.table_id.is_none());
        alive.map(|decision| decided(decision, Decision::Added, Vec::new())).collect()
    }
}

fn decided(
    decision: &correction::Model,
    kind: Decision,
    alternatives: Vec<perigee_model::Alternative>,
) -> Result<ShownValue, AppError> {
    let reading = Reading {
        data_point: decision.data_point.clone(),
        raw_value: decision.raw_value.clone(),
        value: decision.value.clone(),
        fault: decision.fault.clone(),
        confidence: Confidence::CERTAIN,
        source: Source::Person,
        evidence: from_json("corrections.evidence", &decision.evidence)?,
        alternatives,
    };
    Ok(ShownValue { id: ValueId::from_uuid(decision.value_id), reading, decision: Some(kind) })
}
