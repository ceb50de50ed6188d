//! The confirmed documents of a process, as training takes them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use indexmap::IndexMap;
use perigee_engine::{Model, Tables};
use perigee_model::{CollectionStatus, ConfigId, Page, ProcessType, Scope, Source, ValueType};
use perigee_store::entity::{collection, process_config};
use perigee_store::error::from_json;
use perigee_store::learning::ConfirmedDocument;
use perigee_store::{ConnectionTrait, StoreError, processes, readings};
use uuid::Uuid;

use super::promise::Looked;
use super::remembered::Version;
use crate::pipeline::AUTOMATIC;
use crate::result::{ShownDocument, ShownValue, show_document};
use crate::{App, AppError, document};

/// A confirmed document.
#[derive(Debug)]
pub(crate) struct Document {
    pub id: Uuid,
    /// What was read.
    pub pages: Vec<Page>,
    /// Data point → values; a data point that is left out is not learned from.
    pub fields: IndexMap<String, Vec<String>>,
    /// What a model had read of it before a person looked; nothing where none did.
    pub looked: Vec<Looked>,
    /// Table data point → rows.
    pub tables: Tables,
}

/// Loads documents in the order given; those that were deleted or are processed again meanwhile are left out.
pub(super) async fn load(
    app: &App,
    scope: &Scope,
    kind: &ProcessType,
    config_id: ConfigId,
    found: Vec<ConfirmedDocument>,
) -> Result<Vec<Arc<Document>>, AppError> {
    let (mut asked, mut loaded) = (HashMap::new(), Vec::with_capacity(found.len()));
    for one in found {
        let version = Version {
            document_id: one.document.id,
            changed_at: one.collection.updated_at,
            config_id: config_id.uuid(),
        };
        if let Some(known) = app.confirmed().find(version) {
            loaded.push(known);
        } else if let Some(document) = read(app, scope, kind, &mut asked, &one).await? {
            let document = Arc::new(document);
            app.confirmed().insert(version, document.clone());
            loaded.push(document);
        }
    }
    Ok(loaded)
}

async fn read(
    app: &App,
    scope: &Scope,
    kind: &ProcessType,
    asked: &mut HashMap<Uuid, Vec<String>>,
    ConfirmedDocument { document, collection }: &ConfirmedDocument,
) -> Result<Option<Document>, AppError> {
    let conn = app.db().reader();
    let shown = show_document(conn, scope, document, collection.run).await?;
    if shown.extraction.is_none() {
        return Ok(None);
    }
    let (fields, tables) = if is_by_person(collection) {
        let asked = asked_for(conn, scope, collection.config_id, asked).await?;
        (by_person(kind, asked, &shown), tables(asked, &shown))
    } else {
        (by_einvoice(kind, &shown), Tables::new())
    };
    let pages = document::pages_of(conn, scope, document).await?;
    let pages = pages.into_iter().map(|(_, page)| page).collect();
    let looked = looked_at(conn, collection, &shown).await?;
    Ok(Some(Document { id: document.id, pages, fields, tables, looked }))
}

/// What a model had read, and whether the person left it. Rules make no promises, and e-invoices need none.
async fn looked_at(
    conn: &impl ConnectionTrait,
    row: &collection::Model,
    shown: &ShownDocument,
) -> Result<Vec<Looked>, AppError> {
    let Some(extraction) = shown.extraction.as_ref().filter(|one| Model::is_learned(&one.model)) else {
        return Ok(Vec::new());
    };
    if !is_by_person(row) {
        return Ok(Vec::new());
    }
    let mut looked = Vec::new();
    for stored in readings::list(conn, extraction.id).await? {
        let before = readings::from_row(&stored)?;
        let is_kept = |after: &ShownValue| {
            let after = &after.reading;
            after.data_point == before.data_point
                && (after.raw_value == before.raw_value
                    || (after.value.is_some() && after.value == before.value))
        };
        if before.source != Source::Einvoice {
            let is_right = shown.values.iter().any(is_kept);
            looked.push(Looked { confidence: before.confidence.get(), is_right });
        }
    }
    Ok(looked)
}

fn is_by_person(row: &collection::Model) -> bool {
    row.status == CollectionStatus::Accepted.as_str()
        && !row.accept_forced
        && row.accepted_by.as_deref().is_some_and(|who| who != AUTOMATIC)
}

/// The data points that a person was shown, by the configuration that the document was read with.
async fn asked_for<'k>(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    config_id: Uuid,
    known: &'k mut HashMap<Uuid, Vec<String>>,
) -> Result<&'k [String], AppError> {
    let place = match known.entry(config_id) {
        Entry::Occupied(names) => return Ok(names.into_mut()),
        Entry::Vacant(place) => place,
    };
    let names = match processes::get_config(conn, scope, ConfigId::from_uuid(config_id)).await {
        Err(StoreError::NotFound) => Vec::new(),
        other => names_of(&other?)?,
    };
    Ok(place.insert(names))
}

fn names_of(config: &process_config::Model) -> Result<Vec<String>, AppError> {
    let points: Vec<perigee_model::DataPoint> =
        from_json("process_configs.data_points", &config.data_points)?;
    Ok(points.into_iter().map(|point| point.name).collect())
}

/// Everything that was on the screen counts, also that a data point has no value.
fn by_person(kind: &ProcessType, asked: &[String], shown: &ShownDocument) -> IndexMap<String, Vec<String>> {
    let single = kind.data_points.iter().filter(|point| point.value_type != ValueType::Table);
    single
        .filter(|point| asked.contains(&point.name))
        .map(|point| {
            let values = shown.values.iter().filter(|value| value.reading.data_point == point.name);
            (point.name.clone(), values.map(|value| value.reading.raw_value.clone()).collect())
        })
        .collect()
}

/// The rows that were on the screen, as printed.
fn tables(asked: &[String], shown: &ShownDocument) -> Tables {
    let is_asked = |name: &String| asked.contains(name);
    let row = |cells: &IndexMap<String, ShownValue>| {
        cells.iter().map(|(name, cell)| (name.clone(), cell.reading.raw_value.clone())).collect()
    };
    let mut tables = Tables::new();
    // Several tables of a data point teach together.
    for table in shown.tables.iter().filter(|table| is_asked(&table.data_point)) {
        tables.entry(table.data_point.clone()).or_default().extend(table.rows.iter().map(row));
    }
    tables
}

/// Only what the e-invoice says, and what nothing contradicts; it is silent about everything else.
fn by_einvoice(kind: &ProcessType, shown: &ShownDocument) -> IndexMap<String, Vec<String>> {
    let doubted = |name: &str| {
        shown.findings.iter().any(|finding| finding.data_points.iter().any(|other| other == name))
    };
    let mut fields: IndexMap<String, Vec<String>> = IndexMap::new();
    for value in &shown.values {
        let reading = &value.reading;
        let is_said = reading.source == Source::Einvoice && reading.fault.is_none();
        let is_asked = kind.find_data_point(&reading.data_point).is_some();
        if is_said && is_asked && !doubted(&reading.data_point) {
            fields.entry(reading.data_point.clone()).or_default().push(reading.raw_value.clone());
        }
    }
    fields
}
