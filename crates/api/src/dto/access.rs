//! What people may do on a process.

use perigee_model::{ProcessRole, UserId};
use serde::Serialize;
use utoipa::ToSchema;

use super::pagination::Pagination;
use super::user::{Role, process_role};
use crate::input::{Fields, FromFields};

/// What a person may do on a process, and since when.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessAccess {
    /// As the API names the person, e.g. `local|…`.
    pub subject_id: String,
    /// The person.
    pub user_id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail; `null` for an owner who has not set one.
    #[schema(required = true)]
    pub email: Option<String>,
    /// Role on the process.
    pub role: Role,
    /// What may be done.
    pub permissions: Vec<String>,
    /// Since when.
    pub granted_at: String,
    /// By whom.
    pub granted_by: String,
    /// The name of that one.
    pub granted_by_name: String,
    /// Whether it comes with the role in the organization: then it cannot be changed here.
    pub inherited: bool,
}

/// A page of accesses.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcessAccessList {
    /// Those who run the organization first, then those who were assigned, oldest first.
    pub accesses: Vec<ProcessAccess>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// A role to be given.
#[derive(Debug, ToSchema)]
pub struct AccessGrant {
    /// `admin` or `user`.
    #[schema(value_type = Role)]
    pub role: ProcessRole,
}

impl FromFields for AccessGrant {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let role = process_role(fields)?;
        if role == ProcessRole::Owner {
            fields.fault("role", "admin or user is required");
            return None;
        }
        Some(Self { role })
    }
}
