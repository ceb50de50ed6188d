//! Names of blobs: the only place where a path is put together.

use object_store::path::Path;
use perigee_model::{ExportId, FileId, ModelId, OrganizationId, ProcessId};

/// What a blob is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobKey {
    /// An original file as it was uploaded.
    File {
        /// Its organization.
        organization_id: OrganizationId,
        /// The file.
        file_id: FileId,
    },
    /// A PDF or picture that shows the pages of a file without pages of its own.
    Shown {
        /// Its organization.
        organization_id: OrganizationId,
        /// The file.
        file_id: FileId,
    },
    /// A drawn page of a file, PNG.
    PageImage {
        /// Its organization.
        organization_id: OrganizationId,
        /// The file.
        file_id: FileId,
        /// Page of the file, from 0.
        page: u32,
        /// Dots per inch.
        dpi: u32,
        /// Degrees that it was turned.
        rotation: u16,
    },
    /// Results of a process, written into one file.
    Export {
        /// Its organization.
        organization_id: OrganizationId,
        /// Its process.
        process_id: ProcessId,
        /// The export.
        export_id: ExportId,
    },
    /// What a process learned in one training.
    Model {
        /// Its organization.
        organization_id: OrganizationId,
        /// Its process.
        process_id: ProcessId,
        /// The model.
        model_id: ModelId,
    },
    /// What an organization learned of the classes of documents.
    Classes {
        /// The organization.
        organization_id: OrganizationId,
        /// What was learned at one time.
        model_id: ModelId,
    },
}

impl BlobKey {
    pub(crate) fn path(self) -> Path {
        match self {
            Self::File { organization_id, file_id } => {
                Path::from(format!("files/{organization_id}/{file_id}"))
            }
            Self::Shown { organization_id, file_id } => {
                Path::from(format!("pages/{organization_id}/{file_id}/shown"))
            }
            Self::PageImage { organization_id, file_id, page, dpi, rotation } => {
                Path::from(format!("pages/{organization_id}/{file_id}/{page}-{dpi}-{rotation}.png"))
            }
            Self::Export { organization_id, process_id, export_id } => {
                Path::from(format!("exports/{organization_id}/{process_id}/{export_id}"))
            }
            Self::Model { organization_id, process_id, model_id } => {
                Path::from(format!("models/{organization_id}/{process_id}/{model_id}"))
            }
            Self::Classes { organization_id, model_id } => {
                Path::from(format!("classes/{organization_id}/{model_id}"))
            }
        }
    }

    /// The folder of everything that an organization learned of classes.
    pub(crate) fn classes(organization_id: OrganizationId) -> Path {
        Path::from(format!("classes/{organization_id}"))
    }

    /// The folder of every export of a process.
    pub(crate) fn exports(organization_id: OrganizationId, process_id: ProcessId) -> Path {
        Path::from(format!("exports/{organization_id}/{process_id}"))
    }

    /// The folder of everything that a process learned.
    pub(crate) fn models(organization_id: OrganizationId, process_id: ProcessId) -> Path {
        Path::from(format!("models/{organization_id}/{process_id}"))
    }

    /// The folder of every drawn page of a file, and of what they are drawn from.
    pub(crate) fn page_images(organization_id: OrganizationId, file_id: FileId) -> Path {
        Path::from(format!("pages/{organization_id}/{file_id}"))
    }
}
