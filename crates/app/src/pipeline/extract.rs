//! Pages to the data points of the process.

use std::sync::Arc;

use indexmap::IndexMap;
use perigee_engine::Engine;
use perigee_model::{
    CollectionStatus, ConfigId, EInvoice, Extraction, Page, ProcessId, ProcessType, Stage, TableReading,
    ValueId,
};
use perigee_store::entity::{document, extraction, file, finding, table_value};
use perigee_store::error::to_json;
use perigee_store::readings::{self, NewExtraction};
use perigee_store::{StoreError, documents, files, pages, processes};
use uuid::Uuid;

use super::{Task, next};
use crate::clock::now_ms;
use crate::result::Cell;
use crate::{AppError, class, document as document_case, model, process};

/// Extracts every document of a file; saves the readings and the job that decides.
pub(super) async fn run(task: Task<'_>) -> Result<(), AppError> {
    let kind = configured_type(&task).await?;
    let conn = task.app.db().reader();
    let all = documents::list(conn, &task.scope, task.collection.id).await?;
    let einvoice = einvoice_of(&task.file)?.map(Arc::new);
    let is_unreadable =
        task.file.einvoice_xml.is_some() && !Engine::is_readable_einvoice(einvoice.as_deref());
    let process_id = ProcessId::from_uuid(task.collection.process_id);
    let model = model::in_use(task.app, &task.scope, process_id).await?;
    let classes = class::in_use(task.app, &task.scope, process_id).await?;
    let mut extracted = Vec::new();
    for document in all.into_iter().filter(|document| document.file_id == task.file.id) {
        // Documents that a person left alone keep their readings, and what was decided about them.
        if readings::find_extraction(conn, &task.scope, document.id, task.work.run).await?.is_some() {
            continue;
        }
        let numbered = document_case::pages_of(conn, &task.scope, &document).await?;
        let pages: Vec<Page> = numbered.into_iter().map(|(_, page)| page).collect();
        let (engine, kind) = (task.app.engine().clone(), kind.clone());
        // An e-invoice belongs to the file as a whole, and its picture comes first.
        let einvoice = einvoice.clone().filter(|_| document.first_page == 0);
        let model = model.clone();
        let is_unreadable = is_unreadable && document.first_page == 0;
        let classes = classes.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let mut found = engine.extract(&pages, &kind, einvoice.as_deref(), model.as_deref());
            if is_unreadable {
                found.findings.extend(Engine::unreadable_einvoice(&kind));
            }
            let class = class::tell(&engine, &pages, &kind, einvoice.is_some(), classes.as_deref());
            (found, class)
        });
        extracted.push((document, reading.await.map_err(|_| AppError::Panicked)?));
    }

    let tx = task.app.db().begin_write().await?;
    let (now, status) = (now_ms(), CollectionStatus::NeedsReview);
    if !files::set_done(&tx, task.file.id, task.work.run, status, None, now).await? {
        return task.finish(tx, None).await;
    }
    for (document, (extraction, (class, confidence))) in extracted {
        // A class that a person set stays.
        let told = match document.class_by {
            Some(_) => document.clone(),
            None => {
                document::Model { document_class: class, class_confidence: confidence, ..document.clone() }
            }
        };
        let new = rows(&document, task.work.run, extraction, now);
        match readings::insert(&tx, new).await {
            // Another worker did the same job; its transaction has ended it, so this one must not commit.
            Err(StoreError::Conflict) => return Err(AppError::Queue(perigee_queue::QueueError::LeaseLost)),
            other => other?,
        }
        documents::put(&tx, told).await?;
    }
    task.finish(tx, next(Stage::Extract)).await
}

/// What the e-invoice of the file says, if it has one.
pub(crate) fn einvoice_of(file: &file::Model) -> Result<Option<EInvoice>, AppError> {
    let Some(compressed) = &file.einvoice else { return Ok(None) };
    let unreadable = |_| StoreError::Unreadable { column: "files.einvoice" };
    let json = pages::decompress("files.einvoice", compressed)?;
    Ok(Some(serde_json::from_slice(&json).map_err(unreadable)?))
}

async fn configured_type(task: &Task<'_>) -> Result<ProcessType, AppError> {
    let conn = task.app.db().reader();
    let process =
        process::get_row(conn, &task.scope, ProcessId::from_uuid(task.collection.process_id)).await?;
    let config_id = ConfigId::from_uuid(task.collection.config_id);
    process::configured_type(&process, &processes::get_config(conn, &task.scope, config_id).await?)
}

fn rows(document: &document::Model, run: i32, found: Extraction, now: i64) -> NewExtraction {
    let extraction = extraction::Model {
        id: Uuid::now_v7(),
        organization_id: document.organization_id,
        document_id: document.id,
        run,
        model: found.model,
        created_at: now,
    };
    let findings = found.findings.into_iter().enumerate().map(|(position, found)| finding::Model {
        id: Uuid::now_v7(),
        organization_id: extraction.organization_id,
        document_id: extraction.document_id,
        extraction_id: extraction.id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        code: found.code,
        message: found.message,
        data_points: to_json(&found.data_points),
    });
    let numbered = found.readings.into_iter().enumerate();
    let tables = found.tables.into_iter().enumerate();
    NewExtraction {
        readings: numbered
            .map(|(position, reading)| readings::to_row(&extraction, position, reading))
            .collect(),
        tables: tables.map(|(position, table)| table_row(&extraction, position, table)).collect(),
        findings: findings.collect(),
        extraction,
    }
}

fn table_row(extraction: &extraction::Model, position: usize, table: TableReading) -> table_value::Model {
    let rows: Vec<IndexMap<String, Cell>> = table
        .rows
        .into_iter()
        .map(|cells| {
            let cells = cells.into_iter();
            cells
                .map(|(header, reading)| (header, Cell { id: ValueId::from_uuid(Uuid::now_v7()), reading }))
                .collect()
        })
        .collect();
    table_value::Model {
        id: Uuid::now_v7(),
        organization_id: extraction.organization_id,
        document_id: extraction.document_id,
        extraction_id: extraction.id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        data_point: table.data_point,
        rows: to_json(&rows),
        evidence: to_json(&table.evidence),
        confidence: table.confidence.get(),
    }
}
