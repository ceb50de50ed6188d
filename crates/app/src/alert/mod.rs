//! Alerts: what a person should look at about an API key.

pub mod acknowledge;
pub mod list;
mod raise;

pub use acknowledge::acknowledge;
pub use list::list;
pub(crate) use raise::{Notice, raise};

use perigee_model::{AlertId, ApiKeyId};

/// What was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    /// The key was used from a network that it was never used from before.
    NewNetwork,
    /// The key was refused many times within a few minutes.
    Refusals,
    /// The key made far more requests than usual.
    Volume,
    /// The key ends soon.
    Expiring,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::NewNetwork, Self::Refusals, Self::Volume, Self::Expiring];

    /// The literal of the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewNetwork => "new_network",
            Self::Refusals => "refusals",
            Self::Volume => "volume",
            Self::Expiring => "expiring",
        }
    }

    /// The kind with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == literal)
    }
}

/// An alert as it is shown.
#[derive(Debug, Clone)]
pub struct Alert {
    /// The alert.
    pub id: AlertId,
    /// What was noticed.
    pub kind: AlertKind,
    /// The key that it is about.
    pub api_key_id: Option<ApiKeyId>,
    /// The key's name.
    pub api_key_name: Option<String>,
    /// In a sentence.
    pub message: String,
    /// When.
    pub created_at_ms: i64,
    /// When somebody looked at it.
    pub acknowledged_at_ms: Option<i64>,
    /// Who did.
    pub acknowledged_by: Option<String>,
}
