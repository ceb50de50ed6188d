//! What a caller may do today: a person by its roles, a key by its scopes and by who made it.

use perigee_model::{
    OrganizationId, OrganizationRole, Permission, PermissionSet, ProcessId, ProcessRole, Rights,
};
use perigee_store::entity::{api_key, membership, process_access};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, StoreError, accesses, api_keys, rights, users};
use uuid::Uuid;

use crate::{App, AppError};

/// A key made by a key made by a key…: longer lines are refused, they are nobody's intention.
const LONGEST_LINE: usize = 8;

/// To be called in every transaction that takes rights away or changes them.
pub(crate) async fn changed(conn: &impl ConnectionTrait) -> Result<(), AppError> {
    Ok(rights::raise(conn).await?)
}

/// To be awaited after that transaction was committed and before the answer: from then on no server of the
/// installation answers by the old rights.
pub(crate) async fn settled(app: &App) {
    app.memory().outlast().await;
}

/// What a person may do by its place in the organization; `None` when it has none (any more).
pub(crate) async fn of_person(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    organization_id: OrganizationId,
) -> Result<Option<Rights>, AppError> {
    let user = users::find(conn, user_id).await?;
    let place = users::find_membership(conn, user_id, organization_id).await?;
    match (user, place) {
        (Some(user), Some(place)) if user.disabled_at.is_none() && place.deactivated_at.is_none() => {
            of_place(conn, &place).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// What a place in an organization grants.
pub(crate) async fn of_place(
    conn: &impl ConnectionTrait,
    place: &membership::Model,
) -> Result<Rights, AppError> {
    let role = OrganizationRole::find(&place.role);
    let role = role.ok_or(StoreError::Unreadable { column: "memberships.role" })?;
    if role.is_admin() {
        return Ok(Rights::everywhere(role.permissions()));
    }
    let organization_id = OrganizationId::from_uuid(place.organization_id);
    let assigned = accesses::list_of_person(conn, place.user_id, organization_id).await?;
    let processes = assigned.iter().map(of_access).collect::<Result<_, AppError>>()?;
    Ok(Rights { everywhere: role.permissions(), processes: Some(processes) })
}

fn of_access(access: &process_access::Model) -> Result<(ProcessId, PermissionSet), AppError> {
    let role = ProcessRole::find(&access.role);
    let role = role.ok_or(StoreError::Unreadable { column: "process_accesses.role" })?;
    Ok((ProcessId::from_uuid(access.process_id), role.permissions()))
}

/// What a key may do: its scopes, as far as everybody who stands behind it may do so today. `None` when somebody
/// behind it has left or ended, which ends the key.
pub(crate) async fn of_key(
    conn: &impl ConnectionTrait,
    key: &api_key::Model,
    now_ms: i64,
) -> Result<Option<Rights>, AppError> {
    let Some(person) = key.creator_user_id else { return Ok(None) };
    let organization_id = OrganizationId::from_uuid(key.organization_id);
    let Some(mut rights) = of_person(conn, person, organization_id).await? else { return Ok(None) };
    rights = rights.intersection(&granted(key)?);
    let mut maker = key.creator_key_id;
    for _ in 0..LONGEST_LINE {
        let Some(maker_id) = maker else { return Ok(Some(rights)) };
        let id = perigee_model::ApiKeyId::from_uuid(maker_id);
        let Some(above) = api_keys::find(conn, id).await?.filter(|above| is_alive(above, now_ms)) else {
            return Ok(None);
        };
        rights = rights.intersection(&granted(&above)?);
        maker = above.creator_key_id;
    }
    Ok(None)
}

/// Whether a key has neither ended nor been revoked.
pub(crate) fn is_alive(key: &api_key::Model, now_ms: i64) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now_ms)
}

/// What a key was given when it was made.
pub(crate) fn granted(key: &api_key::Model) -> Result<Rights, AppError> {
    let scopes: Vec<String> = from_json("api_keys.scopes", &key.scopes)?;
    let permissions = scopes.iter().filter_map(|literal| Permission::find(literal)).collect();
    let rights = Rights::everywhere(permissions);
    Ok(match key.process_id {
        Some(id) => rights.on_only(ProcessId::from_uuid(id)),
        None => rights,
    })
}
