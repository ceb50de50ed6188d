//! Lists and shows the people of an organization.

use std::collections::HashMap;

use perigee_model::{OrganizationRole, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::entity::process_access;
use perigee_store::memberships::Member;
use perigee_store::{ConnectionTrait, StoreError, accesses, memberships, processes};
use uuid::Uuid;

use crate::access::role_of;
use crate::identity::caller::subject_of;
use crate::{App, AppError};

/// A person of an organization as it is shown.
#[derive(Debug, Clone)]
pub struct User {
    /// The person.
    pub id: UserId,
    /// As the API names it.
    pub subject: String,
    /// E-mail, if there is one.
    pub email: Option<String>,
    /// Name.
    pub name: String,
    /// Role in the organization.
    pub role: OrganizationRole,
    /// Whether the person is let in.
    pub state: UserState,
    /// The processes that were assigned: id, name, role.
    pub processes: Vec<(ProcessId, String, ProcessRole)>,
    /// When the person was last here.
    pub last_seen_at_ms: Option<i64>,
    /// Since when the person has a place in the organization.
    pub created_at_ms: i64,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
    /// Whether it is the caller.
    pub is_me: bool,
}

/// Whether a person is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserState {
    /// Yes.
    Active,
    /// Shut out of the organization, or of the installation.
    Deactivated,
}

impl UserState {
    /// The literal of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    /// The state with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        [Self::Active, Self::Deactivated].into_iter().find(|state| state.as_str() == literal)
    }

    fn of((place, person): &Member) -> Self {
        let is_out = place.deactivated_at.is_some() || person.disabled_at.is_some();
        if is_out { Self::Deactivated } else { Self::Active }
    }
}

/// Which people to list. Everything left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of the name or the e-mail, in any case.
    pub text: Option<String>,
    /// Let in or not.
    pub state: Option<UserState>,
    /// With this role in the organization.
    pub role: Option<OrganizationRole>,
}

impl Filter {
    fn takes(&self, member: &Member) -> bool {
        let (place, person) = member;
        let text = self.text.as_ref().map(|text| text.to_lowercase());
        let holds = |whole: &str| text.as_ref().is_none_or(|part| whole.to_lowercase().contains(part));
        let is_named = holds(&person.name) || person.email.as_deref().is_some_and(holds);
        is_named
            && self.state.is_none_or(|state| state == UserState::of(member))
            && self.role.is_none_or(|role| role.as_str() == place.role)
    }
}

/// A part of the list by name, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    filter: &Filter,
    (offset, limit): (u64, u64),
) -> Result<(Vec<User>, u64), AppError> {
    let conn = app.db().reader();
    let mut members = memberships::list(conn, scope).await?;
    members.retain(|member| filter.takes(member));
    members.sort_by_cached_key(|(_, person)| (person.name.to_lowercase(), person.id));
    let total = members.len() as u64;
    let (offset, limit) =
        (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(0));
    let part = members.into_iter().skip(offset).take(limit).collect();
    Ok((show(conn, scope, part).await?, total))
}

/// One person of the organization.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn get(app: &App, scope: &Scope, id: UserId) -> Result<User, AppError> {
    get_within(app.db().reader(), scope, id).await
}

pub(super) async fn get_within(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
) -> Result<User, AppError> {
    let member = super::get_member(conn, scope, id).await?;
    let mut shown = show(conn, scope, vec![member]).await?;
    shown.pop().ok_or(AppError::NotFound { what: "the person" })
}

async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    members: Vec<Member>,
) -> Result<Vec<User>, AppError> {
    let ids = members.iter().map(|(_, person)| person.id);
    let assigned = accesses::list_of_people(conn, scope.organization_id, ids).await?;
    let names = processes::names(conn, scope, assigned.iter().map(|access| access.process_id)).await?;
    let mut by_person: HashMap<Uuid, Vec<process_access::Model>> = HashMap::new();
    for access in assigned {
        by_person.entry(access.user_id).or_default().push(access);
    }
    let show = |member: Member| {
        let assigned = by_person.remove(&member.1.id).unwrap_or_default();
        show_one(scope, member, assigned, &names)
    };
    members.into_iter().map(show).collect()
}

fn show_one(
    scope: &Scope,
    member: Member,
    assigned: Vec<process_access::Model>,
    names: &HashMap<Uuid, String>,
) -> Result<User, AppError> {
    let mut processes = Vec::with_capacity(assigned.len());
    for access in assigned {
        let Some(name) = names.get(&access.process_id) else { continue };
        processes.push((ProcessId::from_uuid(access.process_id), name.clone(), role_of(&access.role)?));
    }
    processes.sort_by_cached_key(|(id, name, _)| (name.to_lowercase(), *id));
    let state = UserState::of(&member);
    let (place, person) = member;
    Ok(User {
        id: UserId::from_uuid(person.id),
        subject: subject_of(&person),
        role: OrganizationRole::find(&place.role)
            .ok_or(StoreError::Unreadable { column: "memberships.role" })?,
        state,
        processes,
        last_seen_at_ms: place.last_seen_at,
        created_at_ms: place.created_at,
        has_second_factor: person.totp_confirmed_at.is_some(),
        is_me: scope.person.is_some_and(|own| own.uuid() == person.id),
        email: person.email,
        name: person.name,
    })
}
