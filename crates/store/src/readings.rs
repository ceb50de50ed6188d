//! Extractions and what they saw: readings, tables, findings. Only ever appended.

use perigee_model::{Alternative, Confidence, Evidence, Finding, Reading, Scope, Source};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::{document, extraction, finding, reading, table_value};
use crate::error::{from_json, to_json};

/// Everything that one extraction leaves behind.
#[derive(Debug, Clone)]
pub struct NewExtraction {
    /// The extraction.
    pub extraction: extraction::Model,
    /// Its single values.
    pub readings: Vec<reading::Model>,
    /// Its tables.
    pub tables: Vec<table_value::Model>,
    /// Its findings.
    pub findings: Vec<finding::Model>,
}

/// Appends an extraction.
///
/// # Errors
/// `Conflict` when this run of the document has one already.
pub async fn insert(conn: &impl ConnectionTrait, new: NewExtraction) -> Result<(), StoreError> {
    extraction::Entity::insert(new.extraction.into_active_model()).exec_without_returning(conn).await?;
    for chunk in new.readings.chunks(500) {
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        reading::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    for row in new.tables {
        table_value::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    }
    for row in new.findings {
        finding::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// The extraction that a document shows: that of this run.
///
/// # Errors
/// When the database fails.
pub async fn find_extraction(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    document_id: Uuid,
    run: i32,
) -> Result<Option<extraction::Model>, StoreError> {
    Ok(extraction::Entity::find()
        .filter(extraction::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(extraction::Column::DocumentId.eq(document_id))
        .filter(extraction::Column::Run.eq(run))
        .one(conn)
        .await?)
}

/// How sure the machine is of each value and table of a collection in this run.
///
/// # Errors
/// When the database fails.
pub async fn list_confidences(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    collection_id: Uuid,
    run: i32,
) -> Result<Vec<f32>, StoreError> {
    let mut documents = Query::select();
    documents
        .column(document::Column::Id)
        .from(document::Entity)
        .and_where(document::Column::CollectionId.eq(collection_id));
    let of_run = || {
        let mut extractions = Query::select();
        extractions
            .column(extraction::Column::Id)
            .from(extraction::Entity)
            .and_where(extraction::Column::OrganizationId.eq(scope.organization_id.uuid()))
            .and_where(extraction::Column::DocumentId.in_subquery(documents.clone()))
            .and_where(extraction::Column::Run.eq(run));
        extractions
    };
    let values = reading::Entity::find().select_only().column(reading::Column::Confidence);
    let values = values.filter(reading::Column::ExtractionId.in_subquery(of_run()));
    let tables = table_value::Entity::find().select_only().column(table_value::Column::Confidence);
    let tables = tables.filter(table_value::Column::ExtractionId.in_subquery(of_run()));
    let mut all: Vec<f32> = values.into_tuple().all(conn).await?;
    all.extend(tables.into_tuple::<f32>().all(conn).await?);
    Ok(all)
}

/// The single values of an extraction.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    extraction_id: Uuid,
) -> Result<Vec<reading::Model>, StoreError> {
    let rows = reading::Entity::find().filter(reading::Column::ExtractionId.eq(extraction_id));
    Ok(rows.order_by_asc(reading::Column::Position).all(conn).await?)
}

/// The tables of an extraction.
///
/// # Errors
/// When the database fails.
pub async fn list_tables(
    conn: &impl ConnectionTrait,
    extraction_id: Uuid,
) -> Result<Vec<table_value::Model>, StoreError> {
    let rows = table_value::Entity::find().filter(table_value::Column::ExtractionId.eq(extraction_id));
    Ok(rows.order_by_asc(table_value::Column::Position).all(conn).await?)
}

/// A table that the machine read.
///
/// # Errors
/// When the database fails.
pub async fn find_table(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    table_id: Uuid,
) -> Result<Option<table_value::Model>, StoreError> {
    let row = table_value::Entity::find_by_id(table_id)
        .filter(table_value::Column::OrganizationId.eq(scope.organization_id.uuid()));
    Ok(row.one(conn).await?)
}

/// The findings of an extraction.
///
/// # Errors
/// When the database fails.
pub async fn list_findings(
    conn: &impl ConnectionTrait,
    extraction_id: Uuid,
) -> Result<Vec<Finding>, StoreError> {
    let rows = finding::Entity::find()
        .filter(finding::Column::ExtractionId.eq(extraction_id))
        .order_by_asc(finding::Column::Position)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let data_points = from_json("findings.data_points", &row.data_points)?;
            Ok(Finding { code: row.code, message: row.message, data_points })
        })
        .collect()
}

/// Where a value belongs: of a reading or of a cell of a table.
#[derive(Debug, Clone)]
pub struct ValuePlace {
    /// Its document.
    pub document_id: Uuid,
    /// Its extraction.
    pub extraction_id: Uuid,
}

/// Finds the place of a reading by its id.
///
/// # Errors
/// When the database fails.
pub async fn find_place(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    value_id: Uuid,
) -> Result<Option<ValuePlace>, StoreError> {
    let row = reading::Entity::find_by_id(value_id)
        .filter(reading::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .one(conn)
        .await?;
    if let Some(row) = row {
        return Ok(Some(ValuePlace { document_id: row.document_id, extraction_id: row.extraction_id }));
    }
    // Ids of cells stand inside the rows of their table; a text search finds the one row that holds this id.
    let table = table_value::Entity::find()
        .filter(table_value::Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(table_value::Column::Rows.contains(value_id.simple().to_string()))
        .one(conn)
        .await?;
    Ok(table.map(|row| ValuePlace { document_id: row.document_id, extraction_id: row.extraction_id }))
}

/// A reading as a row.
pub fn to_row(extraction: &extraction::Model, position: usize, reading: Reading) -> reading::Model {
    reading::Model {
        id: Uuid::now_v7(),
        organization_id: extraction.organization_id,
        document_id: extraction.document_id,
        extraction_id: extraction.id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        data_point: reading.data_point,
        raw_value: reading.raw_value,
        value: reading.value,
        fault: reading.fault,
        confidence: reading.confidence.get(),
        source: source_literal(reading.source).to_owned(),
        evidence: to_json(&reading.evidence),
        alternatives: to_json(&reading.alternatives),
    }
}

/// A row as a reading.
///
/// # Errors
/// `Unreadable` when a column has not the form that [`to_row`] writes.
pub fn from_row(row: &reading::Model) -> Result<Reading, StoreError> {
    Ok(Reading {
        data_point: row.data_point.clone(),
        raw_value: row.raw_value.clone(),
        value: row.value.clone(),
        fault: row.fault.clone(),
        confidence: Confidence::new(row.confidence),
        source: from_json::<Source>("readings.source", &format!("\"{}\"", row.source))?,
        evidence: from_json::<Vec<Evidence>>("readings.evidence", &row.evidence)?,
        alternatives: from_json::<Vec<Alternative>>("readings.alternatives", &row.alternatives)?,
    })
}

fn source_literal(source: Source) -> &'static str {
    match source {
        Source::Text => "text",
        Source::Ocr => "ocr",
        Source::Einvoice => "einvoice",
        Source::Barcode => "barcode",
        Source::Enrichment => "enrichment",
        Source::Person => "person",
    }
}
