//! Which values of past documents a model would read differently.

use std::collections::BTreeMap;
use std::sync::Arc;

use perigee_engine::Model as Learned;
use perigee_model::{
    CollectionId, ConfigId, DocumentId, EInvoice, FileId, ModelId, Page, Permission, ProcessId, ProcessType,
    Scope,
};
use perigee_store::entity::{collection, document as document_row};
use perigee_store::{StoreError, documents, files, models, processes};

use crate::pipeline::einvoice_of;
use crate::result::{ShownDocument, show_document};
use crate::{App, AppError, document, process};

/// What a model would change.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The model.
    pub model_id: ModelId,
    /// Documents that were read with it, the newest ones.
    pub documents: u64,
    /// The values that would be others, by document from the newest on.
    pub changes: Vec<ValueChange>,
}

/// A value that would be another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// Its document.
    pub document_id: DocumentId,
    /// The document's name.
    pub document_name: String,
    /// The document's collection.
    pub collection_id: CollectionId,
    /// Name of the data point.
    pub data_point: String,
    /// What is shown now.
    pub before: Vec<String>,
    /// What the model would read.
    pub after: Vec<String>,
    /// Whether a person confirmed what is shown now, so that the change would be a fault.
    pub is_confirmed: bool,
}

/// Reads the newest documents of a process with a model, and compares with what is shown. Nothing is changed.
///
/// # Errors
/// `NotFound`; `Denied` where the results of the process may not be read; `Conflict` when the model cannot be used.
pub async fn diff(app: &App, scope: &Scope, id: ModelId, limit: u64) -> Result<Diff, AppError> {
    let conn = app.db().reader();
    let row = match models::get(conn, scope, id).await {
        Err(StoreError::NotFound) => return Err(AppError::NotFound { what: "the model" }),
        other => other?,
    };
    let scope = &scope.about_to(Permission::ResultRead);
    let process = process::get_row(conn, scope, ProcessId::from_uuid(row.process_id)).await?;
    let config = processes::get_config(conn, scope, ConfigId::from_uuid(process.config_id)).await?;
    let kind = Arc::new(process::configured_type(&process, &config)?);
    let model = match super::read(app, scope, &row).await? {
        Ok(model) => Arc::new(model),
        Err(fault) => return Err(AppError::conflict("model_unusable", fault)),
    };
    let newest = documents::list_newest(conn, scope, ProcessId::from_uuid(row.process_id), limit).await?;
    let mut found = Diff { model_id: id, documents: newest.len() as u64, changes: Vec::new() };
    for (document, collection) in newest {
        let shown = show_document(conn, scope, &document, collection.run).await?;
        let read = read(app, scope, &document, (kind.clone(), model.clone())).await?;
        found.changes.extend(changes(&kind, &document, &collection, &shown, read));
    }
    Ok(found)
}

/// Data point → values.
type Values = BTreeMap<String, Vec<String>>;

async fn read(
    app: &App,
    scope: &Scope,
    row: &document_row::Model,
    (kind, model): (Arc<ProcessType>, Arc<Learned>),
) -> Result<Values, AppError> {
    let conn = app.db().reader();
    let file = files::get(conn, scope, FileId::from_uuid(row.file_id)).await?;
    let einvoice: Option<EInvoice> = einvoice_of(&file)?.filter(|_| row.first_page == 0);
    let numbered = document::pages_of(conn, scope, row).await?;
    let pages: Vec<Page> = numbered.into_iter().map(|(_, page)| page).collect();
    let engine = app.engine().clone();
    let read = tokio::task::spawn_blocking(move || {
        engine.extract(&pages, &kind, einvoice.as_ref(), Some(&model)).readings
    });
    let mut values = Values::new();
    for reading in read.await.map_err(|_| AppError::Panicked)? {
        values.entry(reading.data_point).or_default().push(reading.value.unwrap_or(reading.raw_value));
    }
    Ok(values)
}

fn changes(
    kind: &ProcessType,
    document: &document_row::Model,
    collection: &collection::Model,
    shown: &ShownDocument,
    mut read: Values,
) -> Vec<ValueChange> {
    let mut before = Values::new();
    for value in &shown.values {
        let reading = &value.reading;
        let text = reading.value.as_ref().unwrap_or(&reading.raw_value).clone();
        before.entry(reading.data_point.clone()).or_default().push(text);
    }
    let compared = kind.data_points.iter().map(|point| {
        (
            &point.name,
            before.remove(&point.name).unwrap_or_default(),
            read.remove(&point.name).unwrap_or_default(),
        )
    });
    compared
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| ValueChange {
            document_id: DocumentId::from_uuid(document.id),
            document_name: document.name.clone(),
            collection_id: CollectionId::from_uuid(collection.id),
            data_point: name.clone(),
            before,
            after,
            is_confirmed: collection.accepted_at.is_some() && !collection.accept_forced,
        })
        .collect()
}
