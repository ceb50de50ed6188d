//! What a query can say no with.

use perigee_model::{ErrorKind, Permission};
use sea_orm::{DbErr, SqlErr};

/// Why a query failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not there, or not there for this scope.
    #[error("not found")]
    NotFound,
    /// It is there for this scope, but the scope's purpose is not permitted on it.
    #[error("the scope {} is missing", .0.as_str())]
    Denied(Permission),
    /// A uniqueness constraint says that it is there already.
    #[error("it exists already")]
    Conflict,
    /// A stored value does not have the form that this version writes.
    #[error("a stored value of {column} is not readable")]
    Unreadable {
        /// Which column.
        column: &'static str,
    },
    /// The database failed.
    #[error("database failure")]
    Database(#[source] DbErr),
}

impl StoreError {
    /// What kind of bad news it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Denied(_) => ErrorKind::Denied,
            Self::Conflict => ErrorKind::Conflict,
            Self::Unreadable { .. } => ErrorKind::Internal,
            Self::Database(DbErr::ConnectionAcquire(_)) => ErrorKind::Busy,
            Self::Database(_) => ErrorKind::Internal,
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict,
            // The parent was deleted a moment ago.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::NotFound,
            _ => Self::Database(error),
        }
    }
}

/// JSON of a column; what is stored was written by us, so failing is our fault.
pub fn from_json<T: serde::de::DeserializeOwned>(column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable { column })
}

/// A plain value as JSON text for a column.
pub fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain values with string keys always serialise")
}
