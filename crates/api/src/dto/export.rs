//! Exports: results of a process, written into one file.

use perigee_app::export::{Chosen, Export as ShownExport, KEPT_MS, NewExport as AppNewExport};
use perigee_model::{CollectionId, ExportFormat, ExportId, ExportStatus, ProcessId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pagination::Pagination;
use super::queue::CollectionFilter;
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// Results of a process, written into one file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// The export.
    pub id: ExportId,
    /// Its process.
    pub process_id: ProcessId,
    /// How it is written.
    pub format: ExportFormat,
    /// Where it stands. `Completed` and `Failed` do not change any more.
    pub status: ExportStatus,
    /// Percent done, 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    pub progress: u8,
    /// Collections that were chosen.
    pub number_of_collections: u32,
    /// Documents written so far.
    pub number_of_documents: u32,
    /// Name of the file.
    pub file_name: String,
    /// Bytes of the file; `null` until it is whole.
    #[schema(required = true)]
    pub size_bytes: Option<u64>,
    /// Why there is no file, and what to do.
    #[schema(required = true)]
    pub error: Option<String>,
    /// Where it is sent; `null` = it waits to be downloaded.
    #[schema(required = true)]
    pub destination_id: Option<String>,
    /// Who asked for it.
    pub created_by: String,
    /// When.
    pub created_at: String,
    /// When it ended.
    #[schema(required = true)]
    pub finished_at: Option<String>,
    /// When it is deleted by itself.
    pub expires_at: String,
}

impl From<ShownExport> for Export {
    fn from(export: ShownExport) -> Self {
        Self {
            id: export.id,
            process_id: export.process_id,
            format: export.format,
            status: export.status,
            progress: export.progress,
            number_of_collections: export.collections,
            number_of_documents: export.documents,
            file_name: export.name,
            size_bytes: export.size_bytes,
            error: export.fault,
            destination_id: None,
            created_by: export.created_by,
            created_at: rfc3339(export.created_at_ms),
            finished_at: export.finished_at_ms.map(rfc3339),
            expires_at: rfc3339(export.created_at_ms + KEPT_MS),
        }
    }
}

/// A page of exports.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportList {
    /// The exports, newest first.
    pub exports: Vec<Export>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// What to export: `collectionIds` or `filter`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewExport {
    /// How it is written.
    pub format: ExportFormat,
    /// These collections of the process; those without results are left out.
    #[schema(max_items = 50_000)]
    pub collection_ids: Option<Vec<CollectionId>>,
    /// The collections with results that match now; `{}` = all of them.
    pub filter: Option<CollectionFilter>,
    /// With a filter: not these, though they match.
    #[schema(max_items = 1000)]
    pub except: Option<Vec<CollectionId>>,
    /// Where to send it; `null` = it waits to be downloaded. There are no destinations yet.
    pub destination_id: Option<String>,
}

/// Collections that a filter may leave out by name.
const EXCEPT_MOST: u64 = 1_000;

/// The body, taken apart.
#[derive(Debug)]
pub(crate) struct ExportWish(pub AppNewExport);

impl FromFields for ExportWish {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let format = fields.required_text("format").and_then(|text| {
            let format = ExportFormat::find(&text);
            if format.is_none() {
                fields.fault("format", "csv, xlsx, json or xml is required");
            }
            format
        });
        if fields.has("destinationId") {
            fields.fault("destinationId", "there is no such destination; leave it out to download the file");
        }
        let chosen = match (fields.has("collectionIds"), fields.has("filter")) {
            (true, false) => ids(fields, "collectionIds", u64::MAX).map(Chosen::Ids),
            (false, true) => matching(fields),
            _ => {
                fields.fault("collectionIds", "either collectionIds or filter is required");
                None
            }
        };
        Some(Self(AppNewExport { format: format?, chosen: chosen? }))
    }
}

fn matching(fields: &mut Fields) -> Option<Chosen> {
    let filter = fields.nested::<CollectionFilter>("filter");
    let except = if fields.has("except") { ids(fields, "except", EXCEPT_MOST)? } else { Vec::new() };
    Some(Chosen::Matching { filter: Box::new(filter?.into()), except })
}

fn ids(fields: &mut Fields, field: &str, most: u64) -> Option<Vec<CollectionId>> {
    let texts = fields.texts(field)?;
    let ids: Result<Vec<CollectionId>, _> = texts.iter().map(|text| text.parse()).collect();
    let ids = ids.ok().filter(|ids| ids.len() as u64 <= most);
    if ids.is_none() {
        fields.fault(field, "a list of ids of 32 hex digits is required, of `except` 1,000 at most");
    }
    ids
}
