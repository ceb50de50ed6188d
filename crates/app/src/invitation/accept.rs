//! Accepts an invitation: by somebody new, or by somebody who has an account.

use perigee_model::{OrganizationId, Scope, UserId};
use perigee_store::entity::{invitation, membership, organization, process_access, user};
use perigee_store::{ConnectionTrait, accesses, invitations, organizations, processes, users};
use serde_json::json;
use uuid::Uuid;

use super::{State, assignments_of, object, over};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::identity::browser::Browser;
use crate::identity::provider::{self, Claims};
use crate::identity::session::{self, NewSession};
use crate::identity::sign_in::{check_code, scope_of};
use crate::identity::{Caller, CallerKind, password, rights, secrets};
use crate::user::{names, read_name};
use crate::{App, AppError};

/// What the invited person sees before accepting.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Whom it was sent to.
    pub email: String,
    /// Name of that person.
    pub name: String,
    /// Into which organization.
    pub org_name: String,
    /// Who invited; its subject when nobody has it any more.
    pub invited_by_name: String,
    /// Whether somebody with this e-mail has an account: its password is asked for then.
    pub has_account: bool,
    /// When it ends.
    pub expires_at_ms: i64,
}

/// What somebody accepts with.
#[derive(Clone)]
pub struct Acceptance {
    /// The secret of the link.
    pub token: String,
    /// Name, for somebody new.
    pub name: Option<String>,
    /// A new password; for somebody who has an account, that of the account.
    pub password: Option<String>,
    /// Six digits or a recovery code, where the account has a second factor.
    pub code: Option<String>,
}

/// What the link leads to.
///
/// # Errors
/// `NotFound` when it is unknown, `Conflict` (`invitation_over`) when it has ended, `Throttled`.
pub async fn look(app: &App, token: &str, browser: &Browser) -> Result<Invited, AppError> {
    attempt(app, browser)?;
    let conn = app.db().reader();
    let (row, organization) = find_open(conn, token).await?;
    let scope = Scope::unlimited(OrganizationId::from_uuid(organization.id), "invitation");
    let mut names = names::of_subjects(conn, &scope, [row.created_by.as_str()]).await?;
    let account = users::find_by_email(conn, &row.email).await?;
    Ok(Invited {
        invited_by_name: names.remove(&row.created_by).unwrap_or(row.created_by),
        email: row.email,
        name: row.name,
        org_name: organization.name,
        has_account: account.is_some(),
        expires_at_ms: row.expires_at,
    })
}

/// Accepts an invitation and signs in to the organization.
///
/// # Errors
/// `NotFound` and `Conflict` as [`look`]; `Invalid` for name and password of somebody new; `BadCredentials` and
/// `SecondFactor` for an account; `Conflict` (`already_member`).
pub async fn accept(
    app: &App,
    given: Acceptance,
    caller: Option<&Caller>,
    browser: &Browser,
) -> Result<NewSession, AppError> {
    attempt(app, browser)?;
    let (row, organization) = find_open(app.db().reader(), &given.token).await?;
    let account = users::find_by_email(app.db().reader(), &row.email).await?;
    let person = prove(app, &given, &row, &organization, account, caller, browser).await?;
    let token_hash = secrets::hash_token(&given.token);
    let person = join(app, &token_hash, &row, &organization, person, None, browser).await?;
    let there = OrganizationId::from_uuid(organization.id);
    session::begin(app, person, Some(there), "invitation", browser).await
}

/// Guessing is hopeless, and counted nevertheless.
fn attempt(app: &App, browser: &Browser) -> Result<(), AppError> {
    match browser.attempts_key() {
        Some(from) => app.throttle().attempt(&from, now_ms()),
        None => Ok(()),
    }
}

async fn find_open(
    conn: &impl ConnectionTrait,
    token: &str,
) -> Result<(invitation::Model, organization::Model), AppError> {
    let row = invitations::find_by_token(conn, &secrets::hash_token(token)).await?;
    let row = row.ok_or(AppError::NotFound { what: "the invitation" })?;
    if State::of(&row, now_ms()) != State::Pending {
        return Err(over());
    }
    let organization = organizations::get(conn, OrganizationId::from_uuid(row.organization_id)).await?;
    Ok((row, organization))
}

/// Somebody who proved to be whom the invitation is for.
pub(super) enum Proven {
    /// There was no such person.
    New(user::Model),
    /// There was; the account's own way in was used. An invitation alone gives nobody another one: its link is known
    /// to who invites.
    Account(user::Model),
}

async fn prove(
    app: &App,
    given: &Acceptance,
    row: &invitation::Model,
    organization: &organization::Model,
    account: Option<user::Model>,
    caller: Option<&Caller>,
    browser: &Browser,
) -> Result<Proven, AppError> {
    let Some(account) = account else {
        return new_person(app, given, row, organization).await.map(Proven::New);
    };
    if account.disabled_at.is_some() {
        return Err(AppError::BadCredentials);
    }
    if is_signed_in(caller, &account) {
        return Ok(Proven::Account(account));
    }
    let email_key = format!("email {}", row.email);
    app.throttle().attempt(&email_key, now_ms())?;
    let password = given.password.clone().unwrap_or_default();
    if !password::verify(app, password, account.password_hash.clone()).await? {
        return Err(AppError::BadCredentials);
    }
    check_code(app, &account, given.code.as_deref(), browser).await?;
    app.throttle().forget(&email_key);
    Ok(Proven::Account(account))
}

fn is_signed_in(caller: Option<&Caller>, account: &user::Model) -> bool {
    let kind = caller.map(|caller| &caller.kind);
    matches!(kind, Some(CallerKind::Person { user_id, .. }) if *user_id == account.id)
}

async fn new_person(
    app: &App,
    given: &Acceptance,
    row: &invitation::Model,
    organization: &organization::Model,
) -> Result<user::Model, AppError> {
    let name = match &given.name {
        Some(name) => read_name("fullName", name)?,
        None => row.name.clone(),
    };
    let password = given.password.clone().filter(|password| !password.is_empty());
    let password = password.ok_or_else(|| AppError::invalid("password", "field required"))?;
    let about = [name.as_str(), &row.email, &organization.name];
    let hash = password::hash(app, "password", password, &about).await?;
    Ok(user::Model {
        id: Uuid::now_v7(),
        email: Some(row.email.clone()),
        name,
        password_hash: Some(hash),
        created_at: now_ms(),
        disabled_at: None,
        subject: None,
        email_verified_at: None,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
    })
}

/// Gives the person the place and the processes, and uses the invitation up. `vouched` is what a provider said who
/// the person is.
pub(super) async fn join(
    app: &App,
    token_hash: &[u8],
    row: &invitation::Model,
    organization: &organization::Model,
    proven: Proven,
    vouched: Option<&Claims>,
    browser: &Browser,
) -> Result<user::Model, AppError> {
    let (organization_id, now) = (OrganizationId::from_uuid(organization.id), now_ms());
    let tx = app.db().begin_write().await?;
    organizations::hold(&tx, organization_id).await?;
    // Whoever was faster with this link, or took the invitation back, decides.
    if !invitations::accept(&tx, row.id, token_hash, now).await? {
        return Err(over());
    }
    let person = save(&tx, proven, token_hash == row.token_hash, now).await?;
    if let Some(claims) = vouched {
        provider::tie(&tx, claims, &person).await?;
    }
    if users::find_membership(&tx, person.id, organization_id).await?.is_some() {
        let message = format!("{} is in this organization already", row.email);
        return Err(AppError::conflict("already_member", message));
    }
    let place = membership::Model {
        user_id: person.id,
        organization_id: organization.id,
        role: row.role.clone(),
        created_at: now,
        deactivated_at: None,
        last_seen_at: None,
    };
    users::join(&tx, place).await?;
    let scope = scope_of(&person, organization_id, browser);
    let assigned = assign(&tx, &scope, row, &person, now).await?;
    rights::changed(&tx).await?;
    let user_id = UserId::from_uuid(person.id);
    let details = json!({
        "userId": user_id, "role": row.role, "processes": assigned, "invitedBy": row.created_by,
    });
    let event = Event { action: "invitation.accept", object: object(row), details };
    audit::record(&tx, &scope, event).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    Ok(person)
}

/// Writes the person down; `is_mailed` says that the link came by mail, which proves that the mail reaches the person.
async fn save(
    conn: &impl ConnectionTrait,
    proven: Proven,
    is_mailed: bool,
    now_ms: i64,
) -> Result<user::Model, AppError> {
    let (is_new, mut person) = match proven {
        Proven::New(person) => (true, person),
        Proven::Account(person) => (false, person),
    };
    let was_verified = person.email_verified_at;
    person.email_verified_at = was_verified.or(is_mailed.then_some(now_ms));
    if is_new {
        users::insert(conn, person.clone()).await.map_err(password::email_taken)?;
    } else if was_verified != person.email_verified_at {
        let email = person.email.as_deref();
        users::set_profile(conn, person.id, &person.name, email, person.email_verified_at).await?;
    }
    Ok(person)
}

/// Assigns what still exists; the answer is how many processes.
async fn assign(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &invitation::Model,
    person: &user::Model,
    now_ms: i64,
) -> Result<usize, AppError> {
    let assignments = assignments_of(row)?;
    let within = Scope::unlimited(scope.organization_id, "invitation");
    let names = processes::names(conn, &within, assignments.iter().map(|(id, _)| id.uuid())).await?;
    let existing = assignments.iter().filter(|(id, _)| names.contains_key(&id.uuid()));
    let mut assigned = 0;
    for (process_id, role) in existing {
        let access = process_access::Model {
            process_id: process_id.uuid(),
            user_id: person.id,
            organization_id: row.organization_id,
            role: role.as_str().to_owned(),
            granted_by: row.created_by.clone(),
            granted_at: now_ms,
        };
        accesses::put(conn, access).await?;
        assigned += 1;
    }
    Ok(assigned)
}
