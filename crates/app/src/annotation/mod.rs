//! What people decide about values: appended as corrections, never written over what the machine read.

pub(crate) mod act;
pub mod change;
pub mod confirm;
pub mod create;
pub mod delete;
pub mod history;
mod once;
pub mod order;
pub(crate) mod place;
mod read;
pub mod restore;

pub use change::change;
pub use confirm::{confirm, set_confirmed};
pub use create::{NewValue, create};
pub use delete::delete;
pub use history::{HistoryEntry, history};
pub use order::put_in_order;
pub use restore::restore;

use perigee_model::results::SingleValue;
use perigee_model::{
    CollectionId, CollectionStatus, DataPoint, DocumentId, Evidence, Occurrence, ProcessId, Rect, Scope,
    ValueId, ValueType,
};
use perigee_store::entity::{collection, correction, document};
use perigee_store::error::to_json;
use perigee_store::{ConnectionTrait, DatabaseTransaction, collections, corrections, table_corrections};
use perigee_values::{Context, DateOrder};
use uuid::Uuid;

use crate::clock::now_ms;
use crate::collection::status_of;
use crate::result::{
    ShownDocument, ShownTable, ShownValue, config_of, review_reasons, show_document, single_value,
};
use crate::{App, AppError, Change, collection as collection_case, document as document_case, lock};

/// Longest text of a value; longer ones are pasted by mistake.
pub(crate) const LONGEST_TEXT: usize = 10_000;

/// A place that a person marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Page of the document, from 0.
    pub page: u32,
    /// Where on it.
    pub bbox: Rect,
}

/// A value after a person's decision.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// The document.
    pub document_id: DocumentId,
    /// The data point.
    pub data_point: String,
    /// The value as it is shown now.
    pub value: SingleValue,
}

/// A document that is open for review, with everything that a decision needs.
pub(crate) struct Review {
    pub document: document::Model,
    pub collection: collection::Model,
    pub data_points: Vec<DataPoint>,
    pub shown: ShownDocument,
    pub extraction_id: Uuid,
}

/// What a person says about a value.
struct Decided {
    value_id: Uuid,
    data_point: String,
    value_type: ValueType,
    literals: Vec<String>,
    raw_value: String,
    evidence: Vec<Evidence>,
    removed: bool,
    act: &'static str,
    /// What the text was converted to when it was read; `None` converts it now.
    converted: Option<Converted>,
}

/// A converted text: the value, and why it contradicts its type.
type Converted = (Option<String>, Option<String>);

impl Review {
    /// Opens a document for review.
    pub async fn open(conn: &impl ConnectionTrait, scope: &Scope, id: DocumentId) -> Result<Self, AppError> {
        let document = document_case::get_row(conn, scope, id).await?;
        let collection_id = CollectionId::from_uuid(document.collection_id);
        let collection = collection_case::get_row(conn, scope, collection_id).await?;
        if status_of(&collection)? != CollectionStatus::NeedsReview {
            let message = format!(
                "values can be changed in a collection that needs review; this one is {}",
                collection.status
            );
            return Err(AppError::conflict("not_reviewable", message));
        }
        lock::check(conn, scope, &collection).await?;
        let (_, data_points) = config_of(conn, scope, &collection).await?;
        let shown = show_document(conn, scope, &document, collection.run).await?;
        let extraction_id = shown.extraction.as_ref().map(|extraction| extraction.id);
        let Some(extraction_id) = extraction_id else {
            return Err(AppError::conflict("not_reviewable", "the document has no results"));
        };
        Ok(Self { document, collection, data_points, shown, extraction_id })
    }

    pub fn point(&self, name: &str) -> Option<&DataPoint> {
        self.data_points.iter().find(|point| point.name == name)
    }

    /// A value that is shown, or a cell of a shown table, with its type and literals.
    fn find(&self, id: ValueId) -> Option<(&ShownValue, ValueType, Vec<String>)> {
        if let Some(value) = self.shown.values.iter().find(|value| value.id == id) {
            let point = self.point(&value.reading.data_point)?;
            return Some((value, point.value_type, point.literals.clone()));
        }
        self.shown.tables.iter().find_map(|table| {
            let (header, cell) = table.rows.iter().flatten().find(|(_, cell)| cell.id == id)?;
            let headers = &self.point(&table.data_point)?.headers;
            let known = headers.iter().find(|known| known.name == *header)?;
            Some((cell, known.value_type, Vec::new()))
        })
    }

    /// Type and literals of a data point, or of a column of a table.
    fn kind_of(&self, data_point: &str, table: Option<&str>) -> Option<(ValueType, Vec<String>)> {
        let Some(table) = table else {
            let point = self.point(data_point)?;
            return Some((point.value_type, point.literals.clone()));
        };
        let header = self.point(table)?.headers.iter().find(|known| known.name == data_point)?;
        Some((header.value_type, Vec::new()))
    }

    /// Refuses a second value for a data point that holds one.
    fn check_room(&self, data_point: &str, id: Uuid) -> Result<(), AppError> {
        let is_single = self.point(data_point).is_some_and(|point| point.occurrence == Occurrence::One);
        let is_other = |value: &ShownValue| value.reading.data_point == data_point && value.id.uuid() != id;
        if is_single && self.shown.values.iter().any(is_other) {
            let message = format!("{data_point} has its one value; change that value");
            return Err(AppError::conflict("value_exists", message));
        }
        Ok(())
    }

    /// Appends the decision and brings the reasons for the review up to date.
    async fn decide(
        self,
        app: &App,
        scope: &Scope,
        tx: DatabaseTransaction,
        decided: Decided,
    ) -> Result<Option<Annotation>, AppError> {
        let value_id = ValueId::from_uuid(decided.value_id);
        let row = self.correction(scope, decided, now_ms());
        corrections::insert(&tx, row).await?;
        let after = self.settle(app, scope, tx).await?;
        Ok(after.annotation(value_id))
    }

    /// Brings the reasons for the review up to date, and commits; the answer shows the document as it is then.
    pub(crate) async fn settle(
        self,
        app: &App,
        scope: &Scope,
        tx: DatabaseTransaction,
    ) -> Result<Self, AppError> {
        let reasons = to_json(&review_reasons(&tx, scope, &self.collection).await?);
        let (id, run) = (self.collection.id, self.collection.run);
        collections::set_status(&tx, id, run, CollectionStatus::NeedsReview, 100, &reasons, now_ms()).await?;
        let shown = show_document(&tx, scope, &self.document, run).await?;
        crate::setup::commit(tx).await?;
        app.announce(Change::Changed(ProcessId::from_uuid(self.collection.process_id)));
        Ok(Self { shown, ..self })
    }

    /// The table that a cell belongs to.
    fn table_of(&self, id: Uuid) -> Option<Uuid> {
        let holds = |table: &&ShownTable| table.rows.iter().flatten().any(|(_, cell)| cell.id.uuid() == id);
        self.shown.tables.iter().find(holds).map(|table| table.id.uuid())
    }

    /// A value as it is shown.
    fn annotation(&self, id: ValueId) -> Option<Annotation> {
        self.find(id).map(|(value, value_type, _)| Annotation {
            document_id: DocumentId::from_uuid(self.document.id),
            data_point: value.reading.data_point.clone(),
            value: single_value(value.clone(), value_type, &self.shown.findings),
        })
    }

    fn correction(&self, scope: &Scope, decided: Decided, now: i64) -> correction::Model {
        let context =
            Context { date_order: self.date_order(), decimal_mark: None, literals: &decided.literals };
        let (value, fault) = decided.converted.unwrap_or_else(|| {
            let value = perigee_values::convert(decided.value_type, &decided.raw_value, &context);
            let fault = value.as_deref().and_then(|value| perigee_values::fault(decided.value_type, value));
            (value, fault)
        });
        correction::Model {
            id: Uuid::now_v7(),
            organization_id: self.document.organization_id,
            document_id: self.document.id,
            extraction_id: self.extraction_id,
            value_id: decided.value_id,
            removed: decided.removed,
            data_point: decided.data_point,
            raw_value: decided.raw_value,
            value,
            fault,
            evidence: to_json(&decided.evidence),
            created_by: scope.subject.to_string(),
            created_at: now,
            table_id: self.table_of(decided.value_id),
            act: decided.act.to_owned(),
            created_by_name: Some(scope.name.to_string()),
        }
    }

    /// Which of day and month this document prints first, by its other dates.
    pub fn date_order(&self) -> DateOrder {
        let is_date = |name: &str| self.point(name).is_some_and(|point| point.value_type == ValueType::Date);
        let dates = self.shown.values.iter().filter(|value| is_date(&value.reading.data_point));
        DateOrder::decide(dates.map(|value| value.reading.raw_value.as_str()), DateOrder::default())
    }
}

/// Opens the document of a value for review. What cannot be reached is a value that is not there.
async fn open_for(conn: &impl ConnectionTrait, scope: &Scope, id: ValueId) -> Result<Review, AppError> {
    let document_id = document_of(conn, scope, id).await?;
    Review::open(conn, scope, document_id).await.map_err(|error| match error {
        AppError::NotFound { .. } => AppError::NotFound { what: "the value" },
        other => other,
    })
}

/// The document that a value belongs to.
async fn document_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: ValueId,
) -> Result<DocumentId, AppError> {
    let missing = AppError::NotFound { what: "the value" };
    if let Some(correction) = corrections::find_by_value(conn, scope, id.uuid()).await? {
        return Ok(DocumentId::from_uuid(correction.document_id));
    }
    if let Some(document_id) = table_corrections::find_document_of_cell(conn, scope, id.uuid()).await? {
        return Ok(DocumentId::from_uuid(document_id));
    }
    let place = perigee_store::readings::find_place(conn, scope, id.uuid()).await?.ok_or(missing)?;
    Ok(DocumentId::from_uuid(place.document_id))
}

/// A text that a person may give a value.
fn check_text(text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AppError::invalid("rawValue", "an empty text is no value; delete the value instead"));
    }
    if text.len() > LONGEST_TEXT {
        return Err(AppError::invalid("rawValue", format!("at most {LONGEST_TEXT} bytes are allowed")));
    }
    Ok(text.to_owned())
}
