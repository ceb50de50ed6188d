//! Changes an organization's name and policy.

use perigee_model::Scope;
use perigee_store::organizations;
use serde_json::json;

use super::{Organization, get, object};
use crate::audit::{self, Event};
use crate::{App, AppError};

/// What is to be changed; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Its name.
    pub name: Option<String>,
    /// The longest life of an API key in days; the inner `None` is the built-in one.
    pub api_key_longest_days: Option<Option<i32>>,
}

/// Changes an organization. Keys that live longer than a new policy allows keep their end.
///
/// # Errors
/// `Invalid` for a name that nobody can read.
pub async fn edit(app: &App, scope: &Scope, changes: Changes) -> Result<Organization, AppError> {
    let name = changes.name.map(|name| crate::user::read_name("name", &name)).transpose()?;
    let tx = app.db().begin_write().await?;
    let before = organizations::hold(&tx, scope.organization_id).await?;
    let mut after = before.clone();
    after.name = name.unwrap_or(after.name);
    after.api_key_longest_days = changes.api_key_longest_days.unwrap_or(after.api_key_longest_days);
    organizations::edit(&tx, scope.organization_id, &after.name, after.api_key_longest_days).await?;
    let details = json!({
        "nameBefore": before.name,
        "apiKeyLongestDays": get::longest_days(&after),
        "apiKeyLongestDaysBefore": get::longest_days(&before),
    });
    let event = Event { action: "organization.edit", object: object(&after), details };
    audit::record(&tx, scope, event).await?;
    let shown = get::show(&tx, scope.organization_id).await?;
    crate::setup::commit(tx).await?;
    Ok(shown)
}
