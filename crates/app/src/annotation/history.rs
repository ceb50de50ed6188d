//! What was said about a value, by whom, from the machine's reading on.

use perigee_model::{CollectionId, Confidence, Evidence, Scope, Source, ValueId};
use perigee_store::entity::correction;
use perigee_store::error::from_json;
use perigee_store::{corrections, readings};
use uuid::Uuid;

use super::{act, document_of, read};
use crate::{App, AppError, collection, document};

/// One entry of the history of a value.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// The decision; `None` for what the machine read.
    pub id: Option<Uuid>,
    /// `read`, `added`, `changed`, `confirmed`, `removed` or `restored`.
    pub kind: &'static str,
    /// The text; of a removal, what it removed.
    pub raw_value: String,
    /// After conversion.
    pub value: Option<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// Probability that it is right; certain for what people decided.
    pub confidence: Confidence,
    /// How it was obtained.
    pub source: Source,
    /// Subject; `None` for the machine.
    pub created_by: Option<String>,
    /// Name of the person, of the API key, or of the model.
    pub created_by_name: String,
    /// When.
    pub created_at_ms: i64,
}

/// The history of a value, or of a cell of a table, oldest first; also of one that was removed.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn history(app: &App, scope: &Scope, id: ValueId) -> Result<Vec<HistoryEntry>, AppError> {
    let conn = app.db().reader();
    let missing = || AppError::NotFound { what: "the value" };
    let of_value = |error: AppError| match error {
        AppError::NotFound { .. } => missing(),
        other => other,
    };
    let document_id = document_of(conn, scope, id).await?;
    let document = document::get_row(conn, scope, document_id).await.map_err(of_value)?;
    let collection_id = CollectionId::from_uuid(document.collection_id);
    let run = collection::get_row(conn, scope, collection_id).await.map_err(of_value)?.run;
    let extraction = readings::find_extraction(conn, scope, document.id, run).await?.ok_or_else(missing)?;
    let mut entries = Vec::new();
    if let Some(read) = read::find(conn, extraction.id, id).await? {
        let reading = read.reading;
        entries.push(HistoryEntry {
            id: None,
            kind: "read",
            raw_value: reading.raw_value,
            value: reading.value,
            evidence: reading.evidence,
            confidence: reading.confidence,
            source: reading.source,
            created_by: None,
            created_by_name: extraction.model,
            created_at_ms: extraction.created_at,
        });
    }
    for row in corrections::list_of_value(conn, scope, extraction.id, id.uuid()).await? {
        let is_first = entries.is_empty();
        entries.push(entry(row, is_first)?);
    }
    if entries.is_empty() { Err(missing()) } else { Ok(entries) }
}

fn entry(row: correction::Model, is_first: bool) -> Result<HistoryEntry, AppError> {
    let kind = match row.act.as_str() {
        _ if row.removed => "removed",
        act::CONFIRM => "confirmed",
        act::RESTORE => "restored",
        _ if is_first => "added",
        _ => "changed",
    };
    Ok(HistoryEntry {
        id: Some(row.id),
        kind,
        evidence: from_json("corrections.evidence", &row.evidence)?,
        raw_value: row.raw_value,
        value: row.value,
        confidence: Confidence::CERTAIN,
        source: Source::Person,
        // Decisions before names were kept say at least which subject it was.
        created_by_name: row.created_by_name.unwrap_or_else(|| row.created_by.clone()),
        created_by: Some(row.created_by),
        created_at_ms: row.created_at,
    })
}
