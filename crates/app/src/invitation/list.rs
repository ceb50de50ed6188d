//! Lists invitations.

use std::collections::HashMap;

use perigee_model::{InvitationId, Scope};
use perigee_store::entity::invitation;
use perigee_store::{ConnectionTrait, StoreError, invitations, processes};
use uuid::Uuid;

use super::{Invitation, State, assignments_of, role_of};
use crate::clock::now_ms;
use crate::user::names;
use crate::{App, AppError};

/// A part of the list, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    scope: &Scope,
    state: Option<State>,
    range: (u64, u64),
) -> Result<(Vec<Invitation>, u64), AppError> {
    let conn = app.db().reader();
    let (rows, total) = invitations::list(conn, scope, state, now_ms(), range).await?;
    Ok((show(conn, scope, rows).await?, total))
}

pub(super) async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: InvitationId,
) -> Result<invitation::Model, AppError> {
    match invitations::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the invitation" }),
        other => Ok(other?),
    }
}

pub(super) async fn show(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    rows: Vec<invitation::Model>,
) -> Result<Vec<Invitation>, AppError> {
    let inviters = names::of_subjects(conn, scope, rows.iter().map(|row| row.created_by.as_str())).await?;
    let mut ids = Vec::new();
    for row in &rows {
        ids.extend(assignments_of(row)?.into_iter().map(|(id, _)| id.uuid()));
    }
    let names = processes::names(conn, scope, ids).await?;
    rows.into_iter().map(|row| show_one(row, &inviters, &names)).collect()
}

fn show_one(
    row: invitation::Model,
    inviters: &HashMap<String, String>,
    names: &HashMap<Uuid, String>,
) -> Result<Invitation, AppError> {
    let assignments = assignments_of(&row)?.into_iter();
    let processes = assignments.filter_map(|(id, role)| Some((id, names.get(&id.uuid())?.clone(), role)));
    Ok(Invitation {
        id: InvitationId::from_uuid(row.id),
        role: role_of(&row)?,
        processes: processes.collect(),
        state: State::of(&row, now_ms()),
        created_at_ms: row.created_at,
        expires_at_ms: row.expires_at,
        sent_at_ms: row.sent_at,
        invited_by_name: inviters.get(&row.created_by).unwrap_or(&row.created_by).clone(),
        invited_by: row.created_by,
        email: row.email,
        name: row.name,
        link: None,
    })
}
