//! Invites somebody.

use perigee_model::{OrganizationId, OrganizationRole, ProcessId, ProcessRole, Scope};
use perigee_store::entity::{invitation, organization};
use perigee_store::error::to_json;
use perigee_store::{ConnectionTrait, invitations, organizations, processes, users};
use serde_json::json;
use uuid::Uuid;

use super::post::{Tokens, post};
use super::{Assignment, Invitation, LIFETIME_MS, list, object};
use crate::access::check_grant;
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::organization::Kind;
use crate::user::{check_give, check_process_role, fold_email, read_name};
use crate::{App, AppError, FieldFault};

/// Somebody to be invited.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Where the mail goes.
    pub email: String,
    /// Name of the person.
    pub name: String,
    /// Role in the organization.
    pub role: OrganizationRole,
    /// The processes to be assigned.
    pub processes: Vec<(ProcessId, ProcessRole)>,
}

/// Invites somebody by mail. An open invitation of the same e-mail is replaced.
///
/// # Errors
/// `Invalid` with every fault, `Denied` when it would give more than the caller has, `Conflict` in a single-user
/// organization and for somebody who is in the organization already.
pub async fn create(app: &App, scope: &Scope, new: NewInvitation) -> Result<Invitation, AppError> {
    let (email, name) = check(&new)?;
    let (tokens, now) = (Tokens::new(), now_ms());
    let (token_hash, shown_token_hash) = tokens.hashes();
    let tx = app.db().begin_write().await?;
    let organization = organizations::hold(&tx, scope.organization_id).await?;
    check_kind(&organization)?;
    check_rights(&tx, scope, &new).await?;
    check_not_member(&tx, scope.organization_id, &email).await?;
    let replaced = invitations::revoke_of_email(&tx, scope, &email, now).await?;
    let assignments =
        new.processes.iter().map(|(id, role)| Assignment { id: *id, role: role.as_str().into() });
    let row = invitation::Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id.uuid(),
        token_hash,
        shown_token_hash,
        email,
        name,
        role: new.role.as_str().to_owned(),
        processes: to_json(&assignments.collect::<Vec<_>>()),
        created_by: scope.subject.to_string(),
        created_at: now,
        sent_at: Some(now),
        expires_at: now + LIFETIME_MS,
        accepted_at: None,
        revoked_at: None,
    };
    invitations::insert(&tx, row.clone()).await?;
    let link = post(app, &tx, scope, &organization, &row, &tokens).await?;
    let details =
        json!({ "name": row.name, "role": row.role, "processes": new.processes.len(), "replaced": replaced });
    let event = Event { action: "invitation.create", object: object(&row), details };
    audit::record(&tx, scope, event).await?;
    let mut shown = list::show(&tx, scope, vec![row]).await?;
    crate::setup::commit(tx).await?;
    let shown = shown.pop().ok_or(AppError::NotFound { what: "the invitation" })?;
    Ok(Invitation { link: Some(link), ..shown })
}

/// E-mail and name in the form in which they are kept.
fn check(new: &NewInvitation) -> Result<(String, String), AppError> {
    let mut faults = Vec::new();
    let mut take = |read: Result<String, AppError>| match read {
        Ok(read) => Some(read),
        Err(AppError::Invalid { faults: found }) => {
            faults.extend(found);
            None
        }
        Err(_) => None,
    };
    let (email, name) = (take(fold_email(&new.email)), take(read_name("fullName", &new.name)));
    if new.role == OrganizationRole::Owner {
        let message = "the role is admin or user; an owner can make somebody an owner afterwards".to_owned();
        faults.push(FieldFault { field: "role", message });
    }
    if new.processes.iter().any(|(_, role)| check_process_role(*role).is_err()) {
        let message = "the role on a process is admin or user".to_owned();
        faults.push(FieldFault { field: "processes", message });
    }
    match (email, name) {
        (Some(email), Some(name)) if faults.is_empty() => Ok((email, name)),
        _ => Err(AppError::Invalid { faults }),
    }
}

/// A single-user organization has no place for others.
pub(super) fn check_kind(organization: &organization::Model) -> Result<(), AppError> {
    match Kind::of(&organization.public_id) {
        Kind::Multi => Ok(()),
        Kind::Single => Err(AppError::conflict(
            "single_user_organization",
            "this organization is for one person; turn it into one for several people first",
        )),
    }
}

async fn check_rights(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    new: &NewInvitation,
) -> Result<(), AppError> {
    check_give(conn, scope, new.role).await?;
    let names = processes::names(conn, scope, new.processes.iter().map(|(id, _)| id.uuid())).await?;
    for (id, role) in &new.processes {
        if !names.contains_key(&id.uuid()) {
            return Err(AppError::invalid("processes", format!("there is no process {id}")));
        }
        check_grant(scope, *id, *role)?;
    }
    Ok(())
}

/// Somebody who has a place already needs no invitation.
pub(super) async fn check_not_member(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    email: &str,
) -> Result<(), AppError> {
    let Some(person) = users::find_by_email(conn, email).await? else { return Ok(()) };
    match users::find_membership(conn, person.id, organization_id).await? {
        None => Ok(()),
        Some(_) => {
            let message = format!("{email} is in this organization already");
            Err(AppError::conflict("already_member", message))
        }
    }
}
