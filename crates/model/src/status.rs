//! Statuses as the API names them.

use serde::{Deserialize, Serialize};

/// Where a collection, or a file in it, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CollectionStatus {
    /// Stored, waiting for a worker.
    Queued,
    /// A worker is at it.
    Processing,
    /// Results are present; a person should look.
    #[serde(rename = "Needs Review")]
    NeedsReview,
    /// Results are present and accepted.
    Accepted,
    /// It could not be read; the fault says why.
    Failed,
    /// Stopped by a person.
    Stopped,
}

impl CollectionStatus {
    /// Every status, in the order of the work.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Processing, Self::NeedsReview, Self::Accepted, Self::Failed, Self::Stopped];

    /// The literal of the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Processing => "Processing",
            Self::NeedsReview => "Needs Review",
            Self::Accepted => "Accepted",
            Self::Failed => "Failed",
            Self::Stopped => "Stopped",
        }
    }

    /// The status with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == literal)
    }

    /// Nothing more happens by itself.
    pub fn is_terminal(self) -> bool {
        !matches!(self, Self::Queued | Self::Processing)
    }

    /// Results can be fetched.
    pub fn has_results(self) -> bool {
        matches!(self, Self::NeedsReview | Self::Accepted)
    }
}

/// Whether an API key can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApiKeyStatus {
    /// It can.
    Active,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
}

impl ApiKeyStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Expired, Self::Revoked];

    /// The literal of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
        }
    }

    /// The status with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == literal)
    }
}

/// Where a process stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProcessStatus {
    /// It takes documents.
    Ready,
    /// A model is being trained; it takes documents with the old one.
    Training,
}

/// Whether a process uses a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ModelState {
    /// Trained, and not taken into use: it was worse than the one in use.
    Candidate,
    /// In use.
    Active,
    /// Was in use.
    Retired,
}

impl ModelState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Candidate, Self::Active, Self::Retired];

    /// The literal of the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }

    /// The state with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == literal)
    }
}

/// The documented triple that stands beside each step of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageStatus {
    /// A word, e.g. `Completed`.
    pub status: String,
    /// A stable code, e.g. `F100`.
    pub code: String,
    /// A sentence.
    pub msg: String,
}

impl StageStatus {
    fn of(status: &str, code: &str, msg: &str) -> Self {
        Self { status: status.to_owned(), code: code.to_owned(), msg: msg.to_owned() }
    }

    /// The file was read.
    pub fn file_completed() -> Self {
        Self::of("Completed", "F100", "Completed")
    }

    /// The file is not done yet.
    pub fn file_processing() -> Self {
        Self::of("Processing", "F200", "Processing")
    }

    /// The file could not be read; the message says why and what to do.
    pub fn file_failed(message: &str) -> Self {
        Self::of("Failed", "F500", message)
    }

    /// The document was classified.
    pub fn classified() -> Self {
        Self::of("Completed", "C100", "Completed")
    }

    /// No rule applies to the class.
    pub fn validation_skipped() -> Self {
        Self::of("No validation", "V900", "Validation skipped")
    }

    /// The value was found.
    pub fn extracted() -> Self {
        Self::of("Extracted", "E100", "Extracted")
    }

    /// The value satisfies its type and every rule that names it.
    pub fn validation_succeeded() -> Self {
        Self::of("Succeeded", "V100", "Validation succeeded")
    }

    /// The value contradicts its type or a rule; the message says which.
    pub fn validation_failed(message: &str) -> Self {
        Self::of("Failed", "V500", message)
    }
}
