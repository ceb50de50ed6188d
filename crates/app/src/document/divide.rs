//! Divides a file into documents as a person says: splits and merges them, moves their boundaries and their pages,
//! leaves pages out, sets their classes.

use std::collections::HashSet;

use perigee_engine::{part_name, unsplit_document_name};
use perigee_model::{CollectionId, CollectionStatus, FileId, ProcessId, Scope, Stage};
use perigee_store::entity::{collection, document, file};
use perigee_store::error::to_json;
use perigee_store::page_order::{self, PageColumns};
use perigee_store::{ConnectionTrait, StoreError, collections, documents, files, readings};
use serde_json::json;
use uuid::Uuid;

use super::FileDocuments;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::collection::{self as collection_case, status_of};
use crate::pipeline::{self, Work};
use crate::result::review_reasons;
use crate::{App, AppError, Change, FieldFault, class, learning, lock};

/// A document that a file shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its pages.
    pub pages: Pages,
    /// Its class; `None` leaves it as it is, or to the machine.
    pub class: Option<String>,
}

/// Pages of a document, numbered in the file from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pages {
    /// From the first to the last, inclusive.
    Range(u32, u32),
    /// In the order in which the document is read.
    Ordered(Vec<u32>),
}

impl Pages {
    /// Every page, where all of them are in a file of so many pages; else nothing.
    fn within(&self, count: u32) -> Option<Vec<u32>> {
        match self {
            Self::Range(first, last) => (first <= last && *last < count).then(|| (*first..=*last).collect()),
            Self::Ordered(pages) => {
                (!pages.is_empty() && pages.iter().all(|page| *page < count)).then(|| pages.clone())
            }
        }
    }
}

/// Makes these the documents of a file. Documents whose pages stay the same keep their values and what was decided
/// about them, and so does one that comes back; new ones are extracted by a job.
///
/// # Errors
/// `NotFound`; `Invalid` for documents that share pages or leave the file; `Conflict` when the collection is not open for
/// review, or somebody else edits it.
pub async fn divide(app: &App, scope: &Scope, id: FileId, parts: &[Part]) -> Result<FileDocuments, AppError> {
    let (tx, now) = (app.db().begin_write().await?, now_ms());
    let (file, row) = open(&tx, scope, id).await?;
    let pages = check(parts, file.page_count)?;
    // Every document steps aside first, so that no two of them want one position on the way.
    let mut known = documents::list_with_retired(&tx, scope, file.id).await?;
    let lowest = known.first().map_or(0, |document| document.position.min(0));
    for (document, position) in known.iter_mut().zip((i32::MIN..lowest).rev()) {
        let was_shown = document.position >= 0;
        document.position = position;
        documents::update(&tx, document).await?;
        document.position = if was_shown { 0 } else { -1 };
    }
    let mut is_new = false;
    let mut made = Vec::new();
    for (position, (part, pages)) in parts.iter().zip(pages).enumerate() {
        let name = name(&file, position, parts.len());
        let named = Named { part, pages, name, position: number(position) };
        match take(&tx, scope, &mut known, &named, row.run).await? {
            Some(kept) => documents::update(&tx, &named.over(kept, scope)).await?,
            None => {
                is_new = true;
                made.push(named.new_in(&file, scope));
            }
        }
    }
    documents::insert(&tx, made).await?;
    teach(&tx, scope, &row, parts).await?;
    if is_new {
        files::set_processing(&tx, file.id, now).await?;
        let processing = CollectionStatus::Processing;
        collections::set_status(&tx, row.id, row.run, processing, PROGRESS, "[]", now).await?;
        let work = Work { stage: Stage::Extract, file_id: Some(file.id), ..Work::on(&row) };
        pipeline::enqueue(&tx, &work, true).await?;
    } else {
        let reasons = to_json(&review_reasons(&tx, scope, &row).await?);
        let review = CollectionStatus::NeedsReview;
        collections::set_status(&tx, row.id, row.run, review, 100, &reasons, now).await?;
    }
    let process_id = ProcessId::from_uuid(row.process_id);
    let details = json!({ "processId": process_id, "fileId": id, "documents": parts.len() });
    let event = Event { action: "collection.divide", object: collection_case::object(&row), details };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(process_id));
    super::of_file(app, scope, id).await
}

/// Classes that people set teach at once; those of documents that are gone teach no more.
async fn teach(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
    parts: &[Part],
) -> Result<(), AppError> {
    let process_id = ProcessId::from_uuid(row.process_id);
    let is_enabled = learning::settings(conn, scope, process_id).await?.is_enabled;
    if is_enabled && row.available_for_training && parts.iter().any(|part| part.class.is_some()) {
        return class::demand(conn, scope).await;
    }
    class::on_gone(conn, scope).await
}

/// Percent at which a file stands whose pages are read and whose values are not: reading is nearly all of the work.
const PROGRESS: i32 = 90;

/// The file and its collection, which must be open for review.
async fn open(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: FileId,
) -> Result<(file::Model, collection::Model), AppError> {
    let file = match files::get(conn, scope, id).await {
        Err(StoreError::NotFound) => return Err(AppError::NotFound { what: "the file" }),
        other => other?,
    };
    let row = collection_case::get_row(conn, scope, CollectionId::from_uuid(file.collection_id)).await?;
    if status_of(&row)? != CollectionStatus::NeedsReview {
        let message =
            format!("documents can be changed in a collection that needs review; this one is {}", row.status);
        return Err(AppError::conflict("not_reviewable", message));
    }
    if file.status != CollectionStatus::NeedsReview.as_str() || file.page_count == 0 {
        return Err(AppError::conflict("not_reviewable", "the file has no pages that were read"));
    }
    lock::check(conn, scope, &row).await?;
    Ok((file, row))
}

/// The pages of each document; every page is in one at most.
fn check(parts: &[Part], page_count: i32) -> Result<Vec<Vec<i32>>, AppError> {
    let count = page_count.unsigned_abs();
    let mut faults = Vec::new();
    let mut fault = |message: String| faults.push(FieldFault { field: "documents", message });
    if parts.is_empty() {
        fault("a file has at least one document".to_owned());
    }
    let (mut taken, mut all) = (HashSet::new(), Vec::with_capacity(parts.len()));
    for (index, part) in parts.iter().enumerate() {
        let pages = part.pages.within(count).unwrap_or_default();
        if pages.is_empty() {
            fault(format!("document {index}: pages from 0 to {} are required", count.max(1) - 1));
        } else if !pages.iter().all(|page| taken.insert(*page)) {
            fault(format!("document {index}: a page of it is in a document before, or twice in it"));
        }
        if !part.class.as_deref().is_none_or(class::is_name) {
            fault(format!(
                "document {index}: a class of 1 to {} characters is required",
                class::LONGEST_NAME
            ));
        }
        // They are in the file, whose count is an `i32`.
        all.push(pages.into_iter().map(u32::cast_signed).collect());
    }
    if faults.is_empty() { Ok(all) } else { Err(AppError::Invalid { faults }) }
}

fn name(file: &file::Model, position: usize, count: usize) -> String {
    if count == 1 { unsplit_document_name(&file.name) } else { part_name(&file.name, position + 1) }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A part with its place in the file.
struct Named<'a> {
    part: &'a Part,
    /// Numbered in the file, in the order of reading.
    pages: Vec<i32>,
    name: String,
    position: i32,
}

impl Named<'_> {
    /// A document that stays, in its new place.
    fn over(&self, kept: document::Model, scope: &Scope) -> document::Model {
        let class = self.part.class.as_ref().map(|class| class.trim().to_owned());
        let class = class.filter(|class| *class != kept.document_class);
        let known = document::Model { name: self.name.clone(), position: self.position, ..kept };
        match class {
            None => known,
            Some(class) => document::Model {
                document_class: class,
                class_by: Some(scope.subject.to_string()),
                class_confidence: None,
                class_teaches: true,
                ..known
            },
        }
    }

    fn new_in(&self, file: &file::Model, scope: &Scope) -> document::Model {
        let PageColumns { first_page, last_page, page_order } = page_order::columns(&self.pages);
        let class = self.part.class.as_ref().map(|class| class.trim().to_owned());
        document::Model {
            id: Uuid::now_v7(),
            organization_id: file.organization_id,
            collection_id: file.collection_id,
            file_id: file.id,
            position: self.position,
            name: self.name.clone(),
            class_by: class.as_ref().map(|_| scope.subject.to_string()),
            document_class: class.unwrap_or_default(),
            first_page,
            last_page,
            page_order,
            made_by: Some(scope.subject.to_string()),
            class_confidence: None,
            class_teaches: true,
        }
    }
}

/// Takes the document with these pages out of those that are known, if it has values in this run: first one that is
/// shown, else the one that was put aside last.
async fn take(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    known: &mut Vec<document::Model>,
    named: &Named<'_>,
    run: i32,
) -> Result<Option<document::Model>, AppError> {
    let PageColumns { first_page, last_page, page_order } = page_order::columns(&named.pages);
    let is_same = |old: &&document::Model| {
        (old.first_page, old.last_page) == (first_page, last_page) && old.page_order == page_order
    };
    let mut same: Vec<document::Model> = known.iter().filter(is_same).cloned().collect();
    same.sort_by_key(|old| (old.position < 0, std::cmp::Reverse(old.id)));
    for old in same {
        if readings::find_extraction(conn, scope, old.id, run).await?.is_some() {
            known.retain(|other| other.id != old.id);
            return Ok(Some(old));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: u32, last: u32) -> Part {
        Part { pages: Pages::Range(first, last), class: None }
    }

    fn ordered(pages: &[u32]) -> Part {
        Part { pages: Pages::Ordered(pages.to_vec()), class: None }
    }

    fn faults(parts: &[Part]) -> usize {
        match check(parts, 5) {
            Err(AppError::Invalid { faults }) => faults.len(),
            _ => 0,
        }
    }

    #[test]
    fn pages_may_be_left_out_but_not_belong_to_two_documents() {
        assert_eq!(faults(&[range(0, 1), range(3, 4)]), 0);
        assert_eq!(faults(&[range(0, 2), range(2, 4)]), 1);
        assert_eq!(faults(&[ordered(&[2, 0]), range(0, 1)]), 1);
        assert_eq!(faults(&[ordered(&[2, 0, 2])]), 1);
    }

    #[test]
    fn pages_and_documents_stand_in_any_order() {
        let pages = check(&[range(3, 4), ordered(&[2, 0])], 5).unwrap();
        assert_eq!(pages, [vec![3, 4], vec![2, 0]]);
    }

    #[test]
    fn every_fault_is_listed() {
        let nameless = Part { class: Some(" ".to_owned()), ..range(4, 4) };
        assert_eq!(faults(&[range(1, 0), range(2, u32::MAX), ordered(&[]), ordered(&[5]), nameless]), 5);
        assert_eq!(faults(&[]), 1);
    }
}
