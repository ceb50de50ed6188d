//! From what use cases return to what answers show.

mod identity;
mod people;

use perigee_app::annotation::Annotation as ShownAnnotation;
use perigee_app::collection::Collection as ShownCollection;
use perigee_app::document::Document as ShownDocument;
use perigee_app::file::File as ShownFile;
use perigee_app::process::{Event, Process as ShownProcess, ProcessConfig as ShownConfig};
use perigee_app::result::{CollectionOcr as ShownOcr, CollectionResults as ShownResults};
use perigee_model::results::OcrFileResult;
use perigee_model::{Page, PageId, ProcessStatus};

use crate::dto::annotation::Annotation;
use crate::dto::collection::{Collection, CollectionFile};
use crate::dto::document::{Document, DocumentPage, PageWords};
use crate::dto::event::CollectionEvent;
use crate::dto::process::{Access, Process, ProcessConfig};
use crate::dto::results::{CollectionOcr, CollectionResults};
use crate::dto::time::rfc3339;

impl From<ShownProcess> for Process {
    fn from(shown: ShownProcess) -> Self {
        let accesses = shown.accesses.into_iter().map(|access| {
            let shown = Access {
                subject_id: access.subject.clone(),
                role: access.role.as_str().to_owned(),
                permissions: access.role.permissions().literals().into_iter().map(str::to_owned).collect(),
                granted_at: rfc3339(access.granted_at_ms),
                granted_by: access.granted_by,
            };
            (access.subject, shown)
        });
        Self {
            accesses: accesses.collect(),
            id: shown.id,
            name: shown.name,
            type_id: shown.process_type.id,
            type_name: shown.process_type.name.clone(),
            status: ProcessStatus::Ready,
            version: version(shown.config_version),
            last_updated: rfc3339(shown.updated_at_ms),
            usage: Some(shown.collections).filter(|count| *count > 0),
            org_id: shown.org_public_id,
            config_id: shown.config_id,
            created_by: shown.created_by,
            created_at: rfc3339(shown.created_at_ms),
            updated_at: rfc3339(shown.updated_at_ms),
        }
    }
}

impl From<ShownConfig> for ProcessConfig {
    fn from(shown: ShownConfig) -> Self {
        Self {
            config_id: shown.id,
            process_id: shown.process_id,
            version: version(shown.version),
            data_points: shown.data_points,
            auto_accept_threshold: shown.auto_accept_threshold,
            split: shown.splits,
            created_at: rfc3339(shown.created_at_ms),
        }
    }
}

/// The first configuration is `0.1`, as documented.
fn version(number: i32) -> String {
    format!("0.{number}")
}

impl From<ShownCollection> for Collection {
    fn from(shown: ShownCollection) -> Self {
        Self {
            number_of_pages: shown.files.iter().map(|file| file.page_count).sum(),
            id: shown.id,
            name: shown.name,
            files: shown.files.into_iter().map(CollectionFile::from).collect(),
            priority: shown.priority,
            split: shown.split,
            status: shown.status,
            progress: shown.progress,
            process_id: shown.process_id,
            created_at: rfc3339(shown.created_at_ms),
            updated_at: rfc3339(shown.updated_at_ms),
            metadata: shown.metadata,
            available_for_training: shown.available_for_training,
            duplicates: shown.duplicates,
            review_reasons: shown.review_reasons,
            error: shown.fault,
            confidence: shown.confidence,
            assignee: shown.assignee,
            assignee_name: shown.assignee_name,
            created_by: shown.created_by,
            rejection: shown.rejection.map(Into::into),
        }
    }
}

impl From<ShownFile> for CollectionFile {
    fn from(shown: ShownFile) -> Self {
        Self {
            id: shown.id,
            collection_id: shown.collection_id,
            name: shown.name,
            status: shown.status,
            progress: shown.progress,
            number_of_pages: shown.page_count,
            created_at: rfc3339(shown.created_at_ms),
            updated_at: rfc3339(shown.updated_at_ms),
            metadata: std::collections::BTreeMap::new(),
            size_bytes: shown.size_bytes,
            media_type: shown.media_type,
            error: shown.fault,
        }
    }
}

impl From<ShownResults> for CollectionResults {
    fn from(shown: ShownResults) -> Self {
        Self {
            collection_id: shown.collection_id,
            collection_name: shown.collection_name,
            collection_status: shown.collection_status,
            process_id: shown.process_id,
            process_name: shown.process_name,
            results: shown.results,
        }
    }
}

impl From<ShownOcr> for CollectionOcr {
    fn from(shown: ShownOcr) -> Self {
        let results = shown
            .files
            .into_iter()
            .map(|(file, at_ms)| OcrFileResult { created_at: Some(rfc3339(at_ms)), ..file });
        Self {
            results: results.collect(),
            collection_id: shown.collection_id,
            collection_name: shown.collection_name,
            collection_status: shown.collection_status,
            process_id: shown.process_id,
            process_name: shown.process_name,
        }
    }
}

impl From<ShownDocument> for Document {
    fn from(shown: ShownDocument) -> Self {
        let pages = shown.pages.into_iter().map(|(page_id, page)| DocumentPage {
            page_id,
            page_num: page.number,
            width: page.width,
            height: page.height,
            rotation: page.rotation,
            source: page.source,
        });
        Self {
            pages: pages.collect(),
            id: shown.id,
            name: shown.name,
            file_id: shown.file_id,
            collection_id: shown.collection_id,
            process_id: shown.process_id,
            document_class: shown.document_class,
            class_confidence: shown.class_confidence,
            class_set_by: shown.class_by,
            model: shown.model,
            findings: shown.findings,
        }
    }
}

impl From<(PageId, Page)> for PageWords {
    fn from((page_id, page): (PageId, Page)) -> Self {
        Self {
            page_id,
            page_num: page.number,
            width: page.width,
            height: page.height,
            rotation: page.rotation,
            words: page.words,
        }
    }
}

impl From<ShownAnnotation> for Annotation {
    fn from(shown: ShownAnnotation) -> Self {
        Self { document_id: shown.document_id, data_point: shown.data_point, value: shown.value }
    }
}

impl From<Event> for CollectionEvent {
    fn from(event: Event) -> Self {
        match event {
            Event::Changed(shown) => Self::Changed { collection: Box::new((*shown).into()) },
            Event::Removed(collection_id) => Self::Removed { collection_id },
        }
    }
}
