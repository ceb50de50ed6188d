//! Organizations.

use serde::Serialize;
use utoipa::ToSchema;

use crate::input::{Fields, FromFields};

/// The longest life that a policy can give an API key: ten years.
const KEY_DAYS_MOST: u64 = 3_650;

/// An organization, to which everything belongs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// `org_…`, or `USER:<subject>` for a single-user organization.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many people it is for.
    pub kind: OrganizationKind,
    /// When it was made.
    pub created_at: String,
    /// The longest life of an API key that can be made in it, in days.
    pub api_key_longest_days: i32,
    /// How many people have a place in it.
    pub members: u64,
}

/// How many people an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationKind {
    /// For the person alone who made it.
    Single,
    /// For everybody who is invited.
    Multi,
}

/// What can be changed in an organization.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OrganizationChange {
    /// The new name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// The longest life of an API key in days; `null` for the built-in one of 366.
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 3650)]
    pub api_key_longest_days: Option<Option<i32>>,
}

/// An organization to be made, or made one for several people.
#[derive(Debug, ToSchema)]
pub struct NewOrganization {
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
}

impl FromFields for OrganizationChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let is_policy_given = fields.is_given("apiKeyLongestDays");
        let is_policy_reset = is_policy_given && !fields.has("apiKeyLongestDays");
        let days =
            fields.number("apiKeyLongestDays", (1, KEY_DAYS_MOST)).and_then(|days| i32::try_from(days).ok());
        let api_key_longest_days = (is_policy_reset || days.is_some()).then_some(days);
        Some(Self { name: fields.text("name"), api_key_longest_days })
    }
}

impl FromFields for NewOrganization {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { name: fields.required_text("name")? })
    }
}
