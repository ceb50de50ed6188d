//! Shows an organization.

use perigee_model::{OrganizationId, Scope};
use perigee_store::entity::organization;
use perigee_store::{ConnectionTrait, memberships, organizations};

use super::{Kind, Organization};
use crate::{App, AppError, api_key};

/// The longest life of an API key in this organization, in days.
pub fn longest_days(row: &organization::Model) -> i32 {
    row.api_key_longest_days.unwrap_or(api_key::LONGEST_DAYS)
}

/// The organization of the caller.
///
/// # Errors
/// When the database fails.
pub async fn get(app: &App, scope: &Scope) -> Result<Organization, AppError> {
    show(app.db().reader(), scope.organization_id).await
}

pub(super) async fn show(conn: &impl ConnectionTrait, id: OrganizationId) -> Result<Organization, AppError> {
    let row = organizations::get(conn, id).await?;
    Ok(Organization {
        kind: Kind::of(&row.public_id),
        api_key_longest_days: longest_days(&row),
        members: memberships::count(conn, id).await?,
        public_id: row.public_id,
        name: row.name,
        created_at_ms: row.created_at,
    })
}
