//! The people of an organization.

use perigee_app::user::{Filter, UserState as ShownState};
use perigee_model::{OrganizationRole, ProcessId, ProcessRole, UserId};
use serde::Serialize;
use utoipa::ToSchema;

use super::pagination::{PageQuery, Pagination};
use crate::input::{Fields, FromFields};

/// Processes that can be assigned at once.
const PROCESSES_MOST: usize = 1_000;

/// A role, in the organization or on a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Made it, or was made its owner.
    Owner,
    /// Runs it.
    Admin,
    /// Works with it.
    User,
}

/// A person of the organization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The person.
    pub id: UserId,
    /// As the API names it, e.g. `local|…`.
    pub subject_id: String,
    /// E-mail; `null` for an owner who has not set one.
    #[schema(required = true)]
    pub email: Option<String>,
    /// Full name.
    pub full_name: String,
    /// Role in the organization.
    pub role: Role,
    /// Whether the person is let in.
    pub state: UserState,
    /// The processes that are assigned. Owners and admins run every process besides.
    pub processes: Vec<UserProcess>,
    /// When the person was last here, to the minute; `null` if never.
    #[schema(required = true)]
    pub last_seen_at: Option<String>,
    /// Since when the person is in the organization.
    pub created_at: String,
    /// Whether a second factor is asked for at sign-in.
    pub has_second_factor: bool,
    /// Whether it is the caller.
    pub is_me: bool,
}

/// Whether a person is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum UserState {
    /// Yes.
    Active,
    /// Shut out.
    Deactivated,
}

/// A process that is assigned to a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserProcess {
    /// The process.
    pub id: ProcessId,
    /// Its name.
    pub name: String,
    /// Role on the process.
    pub role: Role,
}

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserList {
    /// The people, by name.
    pub users: Vec<User>,
    /// Which part of the list.
    pub pagination: Pagination,
}

/// What can be changed about a person.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct UserChange {
    /// The new role: `owner` (by owners alone), `admin` or `user`.
    #[schema(value_type = Option<Role>)]
    pub role: Option<OrganizationRole>,
    /// The new name.
    #[schema(min_length = 1, max_length = 100)]
    pub full_name: Option<String>,
    /// Every process that is assigned from now on; those left out are taken back.
    pub processes: Option<Vec<Assignment>>,
}

/// A role on a process.
#[derive(Debug, Clone, Copy, ToSchema)]
pub struct Assignment {
    /// The process.
    pub id: ProcessId,
    /// `admin` or `user`; `owner` only for who owns it already.
    #[schema(value_type = Role)]
    pub role: ProcessRole,
}

/// Which people to list.
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// Part of the name or the e-mail, in any case.
    pub query: Option<String>,
    /// `active` or `deactivated`.
    pub state: Option<String>,
    /// `owner`, `admin` or `user`.
    pub role: Option<String>,
}

/// Which people to list, taken apart.
#[derive(Debug, Default)]
pub(crate) struct UserSearch {
    pub page: PageQuery,
    pub filter: Filter,
}

impl FromFields for UserSearch {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = PageQuery::from_fields(fields)?;
        let filter = Filter {
            text: fields.text("query"),
            state: fields.parsed("state", "active or deactivated", ShownState::find),
            role: fields.parsed("role", "owner, admin or user", OrganizationRole::find),
        };
        Some(Self { page, filter })
    }
}

impl FromFields for UserChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        if fields.has("email") {
            fields.fault("email", "an e-mail is changed by its owner alone, in the profile");
        }
        let role = fields.parsed("role", "owner, admin or user", OrganizationRole::find);
        let full_name = fields.text("fullName");
        Some(Self { role, full_name, processes: assignments(fields) })
    }
}

impl FromFields for Assignment {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (id, role) = (fields.required_id("id"), process_role(fields));
        Some(Self { id: id?, role: role? })
    }
}

/// A role on a process that is required.
pub(super) fn process_role(fields: &mut Fields) -> Option<ProcessRole> {
    let literal = fields.required_text("role")?;
    let role = ProcessRole::find(&literal);
    if role.is_none() {
        fields.fault("role", "admin or user is required");
    }
    role
}

/// A list of processes with roles, each process once.
pub(super) fn assignments(fields: &mut Fields) -> Option<Vec<Assignment>> {
    let listed: Vec<Assignment> = fields.list("processes")?;
    if listed.len() > PROCESSES_MOST {
        fields.fault("processes", format!("at most {PROCESSES_MOST} processes can be listed"));
        return None;
    }
    let mut ids: Vec<ProcessId> = listed.iter().map(|one| one.id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        fields.fault("processes", "a process can be listed once only");
        return None;
    }
    Some(listed)
}
