//! The words of the field as plain types: what a page, a word, a data point, a reading and a status are.
//!
//! It does no input or output and knows no clock; every other crate may use it.

pub mod confidence;
pub mod einvoice;
pub mod export;
pub mod fault;
pub mod geometry;
pub mod graphics;
pub mod ids;
pub mod page;
pub mod permission;
pub mod process_type;
pub mod reading;
pub mod results;
pub mod role;
pub mod scope;
pub mod stage;
pub mod status;
pub mod table;
pub mod value;

pub use confidence::Confidence;
pub use einvoice::{EInvoice, EInvoiceSyntax};
pub use export::{ExportFormat, ExportStatus};
pub use fault::{ErrorKind, FileFault};
pub use geometry::Rect;
pub use graphics::{CheckBox, Code, Graphics};
pub use ids::{
    AlertId, ApiKeyId, ClassId, CollectionId, CommentId, ConfigId, DocumentId, ExportId, FileId,
    InvitationId, JobId, MailId, ModelId, OrganizationId, PageId, ProcessId, ProcessTypeId, QueueViewId,
    SessionId, UserId, ValueId,
};
pub use page::{Page, PageSource, Word};
pub use permission::{Permission, PermissionSet};
pub use process_type::{DataPoint, Header, Occurrence, ProcessKind, ProcessType, ValueType};
pub use reading::{Alternative, Extraction, Finding, Reading, TableReading};
pub use role::{OrganizationRole, ProcessRole};
pub use scope::{Rights, Scope};
pub use stage::Stage;
pub use status::{ApiKeyStatus, CollectionStatus, ModelState, ProcessStatus, StageStatus};
pub use table::{Table, TableCell, TableMask};
pub use value::{Evidence, Source};
