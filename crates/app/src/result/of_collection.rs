//! What was found in a collection.

use indexmap::IndexMap;
use perigee_model::results::{
    Classification, DataValue, DocumentResult, FileResult, TableHeader, TableRow, TableValue,
};
use perigee_model::{
    CollectionId, CollectionStatus, DataPoint, DocumentId, Finding, ProcessId, Scope, StageStatus, ValueType,
};
use perigee_store::entity::document;
use perigee_store::{ConnectionTrait, documents, files};

use super::shown::ShownTable;
use super::{config_of, show_document, single_value};
use crate::collection::{self, status_of};
use crate::file::File;
use crate::{App, AppError, process};

/// What was found in a collection.
#[derive(Debug)]
pub struct CollectionResults {
    /// The collection.
    pub collection_id: CollectionId,
    /// Its name.
    pub collection_name: String,
    /// Where it stands.
    pub collection_status: CollectionStatus,
    /// Its process.
    pub process_id: ProcessId,
    /// The process's name.
    pub process_name: String,
    /// An element for each file.
    pub results: Vec<FileResult>,
}

/// What was found in a collection; files that are not done have no documents yet.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: CollectionId) -> Result<CollectionResults, AppError> {
    let conn = app.db().reader();
    let row = collection::get_row(conn, scope, id).await?;
    let process_id = ProcessId::from_uuid(row.process_id);
    let process = process::get_row(conn, scope, process_id).await?;
    let (_, data_points) = config_of(conn, scope, &row).await?;
    let documents = documents::list(conn, scope, row.id).await?;
    let mut results = Vec::new();
    for file_row in files::list(conn, scope, &[row.id]).await? {
        let file_id = file_row.id;
        let file = File::try_from(file_row)?;
        let mut found = Vec::new();
        for document in
            documents.iter().filter(|document| document.file_id == file_id && file.fault.is_none())
        {
            found.extend(document_result(conn, scope, document, row.run, &data_points).await?);
        }
        results.push(FileResult {
            file_id: file.id,
            status: file_status(&file),
            file_name: file.name,
            error: file.fault,
            documents: found,
        });
    }
    Ok(CollectionResults {
        collection_id: id,
        collection_status: status_of(&row)?,
        collection_name: row.name,
        process_id,
        process_name: process.name,
        results,
    })
}

/// The documented triple of a file.
pub(crate) fn file_status(file: &File) -> StageStatus {
    match (&file.fault, file.status) {
        (Some(fault), _) => StageStatus::file_failed(&format!("{}: {}", fault.message, fault.action)),
        (None, CollectionStatus::Stopped) => StageStatus {
            status: "Stopped".to_owned(),
            code: "F300".to_owned(),
            msg: "Stopped by a person".to_owned(),
        },
        (None, status) if status.has_results() => StageStatus::file_completed(),
        _ => StageStatus::file_processing(),
    }
}

async fn document_result(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document: &document::Model,
    run: i32,
    data_points: &[DataPoint],
) -> Result<Option<DocumentResult>, AppError> {
    let shown = show_document(conn, scope, document, run).await?;
    if shown.extraction.is_none() {
        return Ok(None);
    }
    let mut extracted_data: IndexMap<String, Vec<DataValue>> =
        data_points.iter().map(|point| (point.name.clone(), Vec::new())).collect();
    let point_of = |name: &str| data_points.iter().find(|point| point.name == name);
    for value in shown.values {
        let Some(point) = point_of(&value.reading.data_point) else { continue };
        let value = single_value(value, point.value_type, &shown.findings);
        extracted_data.entry(point.name.clone()).or_default().push(DataValue::Value(value));
    }
    for table in shown.tables {
        let Some(point) = point_of(&table.data_point) else { continue };
        let value = table_value(table, point, &shown.findings);
        extracted_data.entry(point.name.clone()).or_default().push(DataValue::Table(value));
    }
    Ok(Some(DocumentResult {
        document_id: DocumentId::from_uuid(document.id),
        name: document.name.clone(),
        classification: Classification {
            document_class: document.document_class.clone(),
            status: StageStatus::classified(),
            validation: StageStatus::validation_skipped(),
        },
        extracted_data,
    }))
}

/// A table in the shape of the results API.
pub(crate) fn table_value(table: ShownTable, point: &DataPoint, findings: &[Finding]) -> TableValue {
    let type_of = |header: &str| {
        point
            .headers
            .iter()
            .find(|known| known.name == header)
            .map_or(ValueType::Text, |known| known.value_type)
    };
    let rows = table.rows.into_iter().map(|cells| TableRow {
        cells: cells
            .into_iter()
            .map(|(header, value)| {
                let value = single_value(value, type_of(&header), findings);
                (header, value)
            })
            .collect(),
    });
    let headers = point
        .headers
        .iter()
        .map(|header| TableHeader { name: header.name.clone(), label: header.label.clone() });
    TableValue {
        id: table.id,
        headers: headers.collect(),
        rows: rows.collect(),
        evidence: table.evidence,
        confidence: table.confidence,
    }
}
