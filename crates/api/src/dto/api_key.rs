//! API keys, the scopes that they can have, and how they were used.

use chrono::DateTime;
use perigee_app::api_key::scopes::{ScopeGroup as KnownGroup, ScopePreset as KnownPreset};
use perigee_app::api_key::usage::KeyUsage;
use perigee_app::api_key::{ApiKey as ShownKey, CreatedKey as MadeKey};
use perigee_model::{ApiKeyId, ApiKeyStatus, PermissionSet, ProcessId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::pagination::{PageQuery, Pagination};
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// An API key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// The key.
    pub id: ApiKeyId,
    /// Its name; several keys may have the same.
    pub name: String,
    /// `org_…`, or `USER:<subject>` for a single-user organization.
    pub org_id: String,
    /// The one process that it sees; `null` = the whole organization.
    #[schema(required = true)]
    pub process_id: Option<ProcessId>,
    /// What it was given.
    pub scopes: Vec<String>,
    /// Whether it can be used.
    pub status: ApiKeyStatus,
    /// When it was made.
    pub created_at: String,
    /// When it ends or ended; `null` only for keys of older versions.
    #[schema(required = true)]
    pub exp: Option<String>,
    /// The public part of the key, `pk_org_…` or `pk_prc_…`: tells keys of the same name apart.
    pub prefix: String,
    /// Who made it.
    pub created_by: String,
    /// The maker's name; `null` when the maker is gone.
    #[schema(required = true)]
    pub created_by_name: Option<String>,
    /// When it was last used; `null` = never.
    #[schema(required = true)]
    pub last_used_at: Option<String>,
    /// From where it was last used.
    #[schema(required = true)]
    pub last_used_ip: Option<String>,
    /// What it last asked for, e.g. `GET /collections/{collection_id}`.
    #[schema(required = true)]
    pub last_used_route: Option<String>,
    /// The networks that it may be used from, in CIDR notation; empty = any.
    pub networks: Vec<String>,
    /// The key that took its place.
    #[schema(required = true)]
    pub replaced_by: Option<ApiKeyId>,
    /// What of its scopes it may do today: a key shrinks with everybody who stands behind it.
    pub effective_scopes: Vec<String>,
}

/// A new API key. The secret is shown here and never again.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedApiKey {
    /// The key without its secret.
    #[serde(flatten)]
    pub api_key: ApiKey,
    /// The whole key, `user:pass` of HTTP Basic.
    pub key: String,
}

/// A page of API keys.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyList {
    /// The keys, newest first.
    pub api_keys: Vec<ApiKey>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// Which keys to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyQuery {
    /// Elements to skip.
    #[param(minimum = 0, default = 0)]
    pub offset: Option<u64>,
    /// Elements to return.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<u64>,
    /// Only those with this status.
    #[param(inline)]
    pub status: Option<ApiKeyStatus>,
}

/// An API key to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewApiKey {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// When it ends (RFC 3339); in 90 days if left out.
    pub exp: Option<String>,
    /// What it may do; `All` = everything that its maker may.
    #[schema(min_items = 1, max_items = 100)]
    pub scopes: Vec<String>,
    /// The networks that it may be used from, in CIDR notation; any if left out.
    #[schema(max_items = 50)]
    pub networks: Option<Vec<String>>,
}

/// What can be changed in an API key; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ApiKeyChange {
    /// Another name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Other networks; an empty list = any.
    #[schema(max_items = 50)]
    pub networks: Option<Vec<String>>,
    /// An earlier end (RFC 3339).
    pub exp: Option<String>,
}

/// How to rotate an API key.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyRotation {
    /// Seconds until the old key ends.
    #[schema(minimum = 0, maximum = 2_592_000, default = 86_400)]
    pub grace_seconds: Option<u32>,
}

/// How an API key was used.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyUsage {
    /// The last 90 days (UTC), oldest first, those without a request too.
    pub days: Vec<ApiKeyUsageDay>,
    /// What it asked for, the last used first.
    pub routes: Vec<ApiKeyUsageRoute>,
    /// From where it was used, the last used first.
    pub networks: Vec<ApiKeyUsageNetwork>,
}

/// Requests of one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyUsageDay {
    /// `2026-11-24`, UTC.
    pub day: String,
    /// Answered with 2xx or 3xx.
    pub succeeded: u64,
    /// Answered with 4xx.
    pub refused: u64,
    /// Answered with 5xx.
    pub failed: u64,
}

/// Requests to one route.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyUsageRoute {
    /// E.g. `GET /collections/{collection_id}`.
    pub route: String,
    /// When it was last asked for.
    pub last_used_at: String,
    /// How often.
    pub requests: u64,
}

/// Requests from one network.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyUsageNetwork {
    /// In CIDR notation: /24 of IPv4, /48 of IPv6.
    pub network: String,
    /// When it was first used from there.
    pub first_seen_at: String,
    /// When it was last used from there.
    pub last_seen_at: String,
}

/// Every scope that there is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeCatalogue {
    /// The scopes by what they are about.
    pub groups: Vec<ScopeGroup>,
    /// Selections for common uses, of what the caller may give.
    pub presets: Vec<ScopePreset>,
}

/// Scopes about one thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeGroup {
    /// Stable name, e.g. `collection`.
    pub id: String,
    /// Heading.
    pub name: String,
    /// Its scopes.
    pub scopes: Vec<ScopeItem>,
}

/// One scope.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeItem {
    /// The literal, e.g. `workspace.collection:read`.
    pub scope: String,
    /// What it is for, in one sentence.
    pub description: String,
    /// Whether the caller has it, and so may give it.
    pub mine: bool,
}

/// A selection of scopes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopePreset {
    /// `read_only`, `upload_only` or `full`.
    pub id: String,
    /// Label.
    pub name: String,
    /// Its scopes.
    pub scopes: Vec<String>,
}

impl ApiKeyQuery {
    pub(crate) fn page(&self) -> PageQuery {
        PageQuery { offset: self.offset, limit: self.limit }
    }
}

impl FromFields for ApiKeyQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let PageQuery { offset, limit } = PageQuery::from_fields(fields)?;
        let status = fields.parsed("status", "Active, Expired or Revoked", ApiKeyStatus::find);
        Some(Self { offset, limit, status })
    }
}

/// A time with any offset and fraction of a second.
fn end(fields: &mut Fields) -> Option<String> {
    fields.parsed("exp", "a time, e.g. 2027-02-28T12:00:00Z,", |text| {
        milliseconds(text).map(|_| text.to_owned())
    })
}

fn milliseconds(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.timestamp_millis())
}

impl NewApiKey {
    /// `exp` in milliseconds since 1970.
    pub(crate) fn expires_at_ms(&self) -> Option<i64> {
        self.exp.as_deref().and_then(milliseconds)
    }
}

impl ApiKeyChange {
    /// `exp` in milliseconds since 1970.
    pub(crate) fn expires_at_ms(&self) -> Option<i64> {
        self.exp.as_deref().and_then(milliseconds)
    }
}

impl FromFields for NewApiKey {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, scopes) = (fields.required_text("name"), fields.required_texts("scopes"));
        let (exp, networks) = (end(fields), fields.texts("networks"));
        Some(Self { name: name?, exp, scopes: scopes?, networks })
    }
}

impl FromFields for ApiKeyChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, networks) = (fields.text("name"), fields.texts("networks"));
        Some(Self { name, networks, exp: end(fields) })
    }
}

impl FromFields for ApiKeyRotation {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let longest = perigee_app::api_key::rotate::LONGEST_GRACE_S.unsigned_abs();
        let grace = fields.number("graceSeconds", (0, longest));
        Some(Self { grace_seconds: grace.and_then(|seconds| u32::try_from(seconds).ok()) })
    }
}

fn owned(literals: Vec<&'static str>) -> Vec<String> {
    literals.into_iter().map(str::to_owned).collect()
}

impl From<ShownKey> for ApiKey {
    fn from(shown: ShownKey) -> Self {
        let prefix = shown.prefix();
        let last_use = shown.last_use;
        Self {
            id: shown.id,
            name: shown.name,
            org_id: shown.org_public_id,
            process_id: shown.process_id,
            scopes: shown.scopes,
            status: shown.status,
            created_at: rfc3339(shown.created_at_ms),
            exp: shown.expires_at_ms.map(rfc3339),
            prefix,
            created_by: shown.created_by,
            created_by_name: shown.created_by_name,
            last_used_at: last_use.as_ref().map(|last| rfc3339(last.at_ms)),
            last_used_ip: last_use.as_ref().and_then(|last| last.address.clone()),
            last_used_route: last_use.and_then(|last| last.route),
            networks: shown.networks,
            replaced_by: shown.replaced_by,
            effective_scopes: owned(shown.effective.literals()),
        }
    }
}

impl CreatedApiKey {
    pub(crate) fn new(shown: ShownKey, made: MadeKey) -> Self {
        Self { api_key: shown.into(), key: made.key }
    }
}

impl From<KeyUsage> for ApiKeyUsage {
    fn from(usage: KeyUsage) -> Self {
        let days = usage.days.into_iter().map(|day| ApiKeyUsageDay {
            day: day.day,
            succeeded: day.counts.succeeded,
            refused: day.counts.refused,
            failed: day.counts.failed,
        });
        let routes = usage.routes.into_iter().map(|(route, used)| ApiKeyUsageRoute {
            route,
            last_used_at: rfc3339(used.last_used_at_ms),
            requests: used.requests,
        });
        let networks = usage.networks.into_iter().map(|(network, seen)| ApiKeyUsageNetwork {
            network,
            first_seen_at: rfc3339(seen.first_at_ms),
            last_seen_at: rfc3339(seen.last_at_ms),
        });
        Self { days: days.collect(), routes: routes.collect(), networks: networks.collect() }
    }
}

impl ScopeCatalogue {
    pub(crate) fn new(groups: &[KnownGroup], presets: &[KnownPreset], mine: PermissionSet) -> Self {
        let groups = groups.iter().map(|group| ScopeGroup {
            id: group.id.to_owned(),
            name: group.name.to_owned(),
            scopes: group
                .scopes
                .iter()
                .map(|(scope, description)| ScopeItem {
                    scope: scope.as_str().to_owned(),
                    description: (*description).to_owned(),
                    mine: mine.contains(*scope),
                })
                .collect(),
        });
        let presets = presets.iter().map(|preset| ScopePreset {
            id: preset.id.to_owned(),
            name: preset.name.to_owned(),
            scopes: owned(preset.scopes.intersection(mine).literals()),
        });
        Self { groups: groups.collect(), presets: presets.collect() }
    }
}
