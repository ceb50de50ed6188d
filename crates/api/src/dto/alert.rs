//! Alerts about API keys.

use perigee_app::alert::{Alert as ShownAlert, AlertKind};
use perigee_model::{AlertId, ApiKeyId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::pagination::{PageQuery, Pagination};
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// Something about an API key that a person should look at.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// The alert.
    pub id: AlertId,
    /// `new_network`, `refusals`, `volume` or `expiring`.
    pub kind: String,
    /// The key.
    #[schema(required = true)]
    pub api_key_id: Option<ApiKeyId>,
    /// The key's name.
    #[schema(required = true)]
    pub api_key_name: Option<String>,
    /// What happened, in a sentence.
    pub message: String,
    /// When it was noticed.
    pub created_at: String,
    /// When somebody looked at it; `null` = nobody yet.
    #[schema(required = true)]
    pub acknowledged_at: Option<String>,
    /// Who did.
    #[schema(required = true)]
    pub acknowledged_by: Option<String>,
}

/// A page of alerts.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertList {
    /// The alerts, newest first.
    pub alerts: Vec<Alert>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// Which alerts to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AlertQuery {
    /// Elements to skip.
    #[param(minimum = 0, default = 0)]
    pub offset: Option<u64>,
    /// Elements to return.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<u64>,
    /// `open` = only those that nobody looked at.
    #[param(pattern = "^open$")]
    pub state: Option<String>,
}

impl AlertQuery {
    pub(crate) fn page(&self) -> PageQuery {
        PageQuery { offset: self.offset, limit: self.limit }
    }
}

impl FromFields for AlertQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let PageQuery { offset, limit } = PageQuery::from_fields(fields)?;
        let state = fields
            .parsed("state", "open, or nothing at all,", |text| (text == "open").then(|| text.to_owned()));
        Some(Self { offset, limit, state })
    }
}

impl From<ShownAlert> for Alert {
    fn from(shown: ShownAlert) -> Self {
        Self {
            id: shown.id,
            kind: AlertKind::as_str(shown.kind).to_owned(),
            api_key_id: shown.api_key_id,
            api_key_name: shown.api_key_name,
            message: shown.message,
            created_at: rfc3339(shown.created_at_ms),
            acknowledged_at: shown.acknowledged_at_ms.map(rfc3339),
            acknowledged_by: shown.acknowledged_by,
        }
    }
}
