//! The single-user organization that a new installation begins with.

use perigee_model::{OrganizationId, OrganizationRole, ProcessId, Scope, UserId};
use perigee_store::entity::{membership, organization, user};
use perigee_store::{StoreError, organizations, users};
use uuid::Uuid;

use crate::clock::now_ms;
use crate::identity::caller::local_subject;
use crate::{App, AppError};

/// The owner of an installation.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The person.
    pub user_id: Uuid,
    /// What the owner may do.
    pub scope: Scope,
    /// Whether the installation was empty until now.
    pub is_new: bool,
}

/// The owner of the installation; on an empty one, the organization and its owner are made first.
///
/// # Errors
/// When the database fails.
pub async fn owner(app: &App) -> Result<Owner, AppError> {
    if let Some(found) = find(app).await? {
        return Ok(found);
    }
    match make(app).await {
        // Another process was faster.
        Err(AppError::Store(StoreError::Conflict)) => {
            find(app).await?.ok_or(AppError::NotFound { what: "the owner" })
        }
        other => other,
    }
}

/// What whoever runs the server may do in the organization of a process: everything.
///
/// # Errors
/// `NotFound` when there is no such process anywhere.
pub async fn scope_of_process(app: &App, id: ProcessId) -> Result<Scope, AppError> {
    let found = perigee_store::processes::find_organization(app.db().reader(), id).await?;
    let organization_id = found.ok_or(AppError::NotFound { what: "the process" })?;
    Ok(Scope::unlimited(organization_id, "operator"))
}

async fn find(app: &App) -> Result<Option<Owner>, AppError> {
    let conn = app.db().reader();
    let Some(organization) = organizations::find_first(conn).await? else { return Ok(None) };
    let organization_id = OrganizationId::from_uuid(organization.id);
    let members = users::list_members(conn, organization_id).await?;
    let owner = members.into_iter().find(|place| place.role == OrganizationRole::Owner.as_str());
    Ok(owner.map(|place| made(place.user_id, organization_id, false)))
}

async fn make(app: &App) -> Result<Owner, AppError> {
    let (user_id, organization_id, now) = (Uuid::now_v7(), Uuid::now_v7(), now_ms());
    let tx = app.db().begin_write().await?;
    if organizations::count(&tx).await? > 0 {
        return Err(AppError::Store(StoreError::Conflict));
    }
    let row = organization::Model {
        id: organization_id,
        public_id: format!("USER:{}", local_subject(user_id)),
        name: "My organization".to_owned(),
        created_at: now,
        api_key_longest_days: None,
    };
    organizations::insert(&tx, row).await?;
    let person = user::Model {
        id: user_id,
        email: None,
        name: "Owner".to_owned(),
        password_hash: None,
        created_at: now,
        disabled_at: None,
        subject: None,
        email_verified_at: None,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
    };
    users::insert(&tx, person).await?;
    let place = membership::Model {
        user_id,
        organization_id,
        role: OrganizationRole::Owner.as_str().to_owned(),
        created_at: now,
        deactivated_at: None,
        last_seen_at: None,
    };
    users::join(&tx, place).await?;
    super::commit(tx).await?;
    Ok(made(user_id, OrganizationId::from_uuid(organization_id), true))
}

fn made(user_id: Uuid, organization_id: OrganizationId, is_new: bool) -> Owner {
    let scope = Scope {
        name: "Owner".into(),
        person: Some(UserId::from_uuid(user_id)),
        ..Scope::unlimited(organization_id, local_subject(user_id))
    };
    Owner { user_id, scope, is_new }
}
