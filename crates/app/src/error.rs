//! Why a use case could not be done.

use std::net::IpAddr;

use perigee_blobs::BlobError;
use perigee_model::{ErrorKind, FileFault, Permission};
use perigee_queue::QueueError;
use perigee_store::StoreError;

/// A field of a request that is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Name as in the request.
    pub field: &'static str,
    /// What is wrong with it.
    pub message: String,
}

/// Why a key that is right cannot be used. Told only to who has its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefusal {
    /// Its time is over.
    #[error("the key expired")]
    Expired {
        /// When.
        at_ms: i64,
    },
    /// Somebody revoked it.
    #[error("the key was revoked")]
    Revoked {
        /// When.
        at_ms: i64,
    },
    /// The person or the key that made it has left or ended.
    #[error("the key ended with who made it")]
    MakerGone,
    /// It may be used from certain networks only.
    #[error("the key may not be used from {}", .address.map_or("an unknown address".to_owned(), |ip| ip.to_string()))]
    Network {
        /// From where it was tried.
        address: Option<IpAddr>,
    },
}

/// Why a use case could not be done. Each variant is answered differently.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It does not exist for this caller.
    #[error("{what} not found")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// It contradicts what is there.
    #[error("{message}")]
    Conflict {
        /// Stable code, e.g. `mandatory_missing`.
        code: &'static str,
        /// What contradicts what.
        message: String,
        /// The data points that it is about.
        data_points: Vec<String>,
    },
    /// The request is wrong.
    #[error("{} fields are not acceptable", faults.len())]
    Invalid {
        /// Every fault.
        faults: Vec<FieldFault>,
    },
    /// More than a limit allows.
    #[error("more than {limit} {unit}")]
    TooLarge {
        /// The limit.
        limit: u64,
        /// Of what.
        unit: &'static str,
    },
    /// The caller may not.
    #[error("the scope {} is missing", .0.as_str())]
    Denied(Permission),
    /// The key is right, but it can no longer be used, or not from there.
    #[error("{0}")]
    KeyRefused(KeyRefusal),
    /// No or wrong credentials.
    #[error("the credentials are wrong, or no longer valid")]
    BadCredentials,
    /// The password is right, and the second factor is missing or wrong.
    #[error("a code of the second factor is {}", if *is_wrong { "wrong" } else { "needed" })]
    SecondFactor {
        /// Whether a code was given.
        is_wrong: bool,
    },
    /// Only a person can do this: a key has no password, no sessions and no second factor.
    #[error("an API key cannot do this; sign in as a person")]
    PersonsOnly,
    /// Owners are touched, and made, by owners alone.
    #[error("only an owner of the organization can do this")]
    OwnersOnly,
    /// A provider that people sign in with cannot be reached, or answers nonsense.
    #[error(transparent)]
    Provider(crate::identity::provider::ProviderFault),
    /// Too many attempts.
    #[error("too many attempts; try again in {retry_after_s} seconds")]
    Throttled {
        /// When to come back.
        retry_after_s: u64,
    },
    /// The file says no.
    #[error(transparent)]
    File(#[from] FileFault),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
    /// The blob store failed.
    #[error(transparent)]
    Blob(BlobError),
    /// The queue failed.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// A folder or file of the installation failed.
    #[error("{what}")]
    Setup {
        /// What was tried.
        what: String,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// A pepper is missing or is not the one it should be; says what to do.
    #[error("{0}")]
    Pepper(String),
    /// A task ended without an answer.
    #[error("a task panicked")]
    Panicked,
}

impl AppError {
    /// What kind of bad news it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Conflict { .. } => ErrorKind::Conflict,
            Self::Invalid { .. } | Self::File(_) => ErrorKind::Input,
            Self::TooLarge { .. } => ErrorKind::Limit,
            Self::SecondFactor { .. }
            | Self::PersonsOnly
            | Self::Denied(_)
            | Self::KeyRefused(_)
            | Self::OwnersOnly
            | Self::BadCredentials => ErrorKind::Denied,
            Self::Throttled { .. } | Self::Provider(_) => ErrorKind::Busy,
            Self::Store(error) => error.kind(),
            Self::Blob(error) => error.kind(),
            Self::Queue(QueueError::LeaseLost) => ErrorKind::Conflict,
            Self::Queue(_) | Self::Setup { .. } | Self::Pepper(_) | Self::Panicked => ErrorKind::Internal,
        }
    }

    /// One field is not acceptable.
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { faults: vec![FieldFault { field, message: message.into() }] }
    }

    /// It contradicts what is there.
    pub(crate) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into(), data_points: Vec::new() }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound { what: "it" },
            StoreError::Denied(permission) => Self::Denied(permission),
            other => Self::Store(other),
        }
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NotFound => Self::NotFound { what: "the stored bytes" },
            BlobError::TooLarge { limit } => Self::TooLarge { limit, unit: "bytes" },
            other => Self::Blob(other),
        }
    }
}
