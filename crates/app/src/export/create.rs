//! Asks for an export.

use std::collections::HashSet;

use jiff::Timestamp;
use perigee_model::{CollectionId, CollectionStatus, ExportFormat, ExportStatus, ProcessId, Scope};
use perigee_queue::{NewJob, job};
use perigee_store::entity::export;
use perigee_store::error::to_json;
use perigee_store::{ConnectionTrait, collection_search, exports, queue};
use serde_json::json;
use uuid::Uuid;

use super::{Export, JOB, MOST_COLLECTIONS, Work, object, sweep};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::collection::{Filter, status_of};
use crate::{App, AppError, process};

/// Attempts of an export: it only reads, so a lost one may be tried again.
const MAX_ATTEMPTS: i32 = 3;

/// Ids that are looked up in one query: databases bind about 32,000 values at most (SQLite's default).
const LOOKED_UP_AT_ONCE: usize = 1_000;

/// Longest name of a file without its ending, in characters.
const NAME_LENGTH: usize = 120;

/// Statuses with results.
const WITH_RESULTS: [CollectionStatus; 2] = [CollectionStatus::NeedsReview, CollectionStatus::Accepted];

/// Which collections are exported.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// These, in this order.
    Ids(Vec<CollectionId>),
    /// Those that match now, oldest first.
    Matching {
        /// What they match.
        filter: Box<Filter>,
        /// But not these.
        except: Vec<CollectionId>,
    },
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NewExport {
    /// How it is written.
    pub format: ExportFormat,
    /// What is written.
    pub chosen: Chosen,
}

/// Asks for an export of what is chosen now; a job writes it.
///
/// # Errors
/// `NotFound` when there is no such process; `Invalid` for collections of no, or another, process, and for too many;
/// `Conflict` when nothing that was chosen has results.
pub async fn create(
    app: &App,
    scope: &Scope,
    process_id: ProcessId,
    new: NewExport,
) -> Result<Export, AppError> {
    let conn = app.db().reader();
    let process = process::get_row(conn, scope, process_id).await?;
    let ids = chosen(conn, scope, process_id, new.chosen).await?;
    if ids.is_empty() {
        let message =
            "nothing that was chosen has results; wait until it is processed, or choose other collections";
        return Err(AppError::conflict("nothing_to_export", message));
    }
    if ids.len() > MOST_COLLECTIONS {
        return Err(AppError::invalid(
            "filter",
            format!(
                "at most {MOST_COLLECTIONS} collections fit into one export; narrow the filter, e.g. by dates"
            ),
        ));
    }
    sweep::sweep(app, scope, process_id).await?;
    let now = now_ms();
    let row = export::Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id.uuid(),
        process_id: process.id,
        format: new.format.as_str().to_owned(),
        collection_count: i32::try_from(ids.len()).unwrap_or(i32::MAX),
        collection_ids: to_json(&ids),
        document_count: 0,
        status: ExportStatus::Queued.as_str().to_owned(),
        progress: 0,
        fault: None,
        name: file_name(&process.name, new.format, now),
        size_bytes: None,
        created_by: scope.subject.to_string(),
        created_at: now,
        finished_at: None,
    };
    let tx = app.db().begin_write().await?;
    exports::insert(&tx, row.clone()).await?;
    enqueue(&tx, &row).await?;
    let details = json!({ "processId": process_id, "format": row.format, "collections": ids.len() });
    audit::record(&tx, scope, Event { action: "export.create", object: object(&row), details }).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Export::try_from(row)
}

/// The ids of what is chosen and has results.
pub(super) async fn chosen(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    chosen: Chosen,
) -> Result<Vec<CollectionId>, AppError> {
    let ids = match chosen {
        Chosen::Ids(ids) => ids,
        Chosen::Matching { mut filter, except } => {
            let limit = MOST_COLLECTIONS as u64 + 1;
            match filter.statuses.as_slice() {
                [] => filter.statuses = WITH_RESULTS.to_vec(),
                _ => filter.statuses.retain(|status| status.has_results()),
            }
            if filter.statuses.is_empty() {
                return Ok(Vec::new());
            }
            let except: Vec<Uuid> = except.into_iter().map(CollectionId::uuid).collect();
            let (found, _) =
                collection_search::list_ids(conn, scope, process_id, &filter, (None, &except), limit).await?;
            return Ok(found.into_iter().map(CollectionId::from_uuid).collect());
        }
    };
    let (mut with_results, mut unknown) = (HashSet::new(), HashSet::new());
    for some in ids.chunks(LOOKED_UP_AT_ONCE) {
        let uuids: Vec<Uuid> = some.iter().map(|id| id.uuid()).collect();
        unknown.extend(uuids.iter().copied());
        for row in queue::list_of(conn, scope, process_id, &uuids).await? {
            unknown.remove(&row.id);
            if status_of(&row)?.has_results() {
                with_results.insert(row.id);
            }
        }
    }
    if let Some(first) = ids.iter().find(|id| unknown.contains(&id.uuid())) {
        let message = format!("there is no collection {first} in this process ({} unknown)", unknown.len());
        return Err(AppError::invalid("collectionIds", message));
    }
    // Each once, where it was named first.
    Ok(ids.into_iter().filter(|id| with_results.remove(&id.uuid())).collect())
}

async fn enqueue(conn: &impl ConnectionTrait, row: &export::Model) -> Result<(), AppError> {
    let work = Work { organization_id: row.organization_id, export_id: row.id };
    let payload = serde_json::to_value(work).map_err(|_| AppError::Panicked)?;
    // Before new files: a person waits for it.
    let new = NewJob { kind: JOB.to_owned(), payload, priority: 15, max_attempts: MAX_ATTEMPTS };
    job::enqueue(conn, new, now_ms()).await?;
    Ok(())
}

/// `<process> <date> <time>.<ending>`, without what file systems refuse.
fn file_name(process: &str, format: ExportFormat, now_ms: i64) -> String {
    let safe: String = process
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .take(NAME_LENGTH)
        .collect();
    let at = Timestamp::from_millisecond(now_ms).unwrap_or_default();
    format!("{} {}.{}", safe.trim(), at.strftime("%Y-%m-%d %H%M%S"), format.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_one_that_every_file_system_takes() {
        let name = file_name("Faktury: 2026/11 \u{7}", ExportFormat::Xlsx, 1_795_000_000_000);
        assert_eq!(name, "Faktury- 2026-11 - 2026-11-18 110640.xlsx");
        assert!(file_name(&"x".repeat(500), ExportFormat::Csv, 0).len() < 160);
    }
}
