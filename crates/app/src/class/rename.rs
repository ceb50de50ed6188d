//! Gives a class another name, or makes it one with another class.

use perigee_model::{ClassId, Scope};
use perigee_store::classes;
use serde_json::json;

use super::{CONFIRMING, Class, LONGEST_NAME, get_name, id_of, is_name, is_ready_made, object};
use crate::audit::{self, Event};
use crate::{App, AppError};

/// Gives every document of a class another one. With `is_merge` the two become one.
///
/// # Errors
/// `NotFound`; `Invalid` for a name that nobody can read; `Conflict` for the class of a process type, and where the
/// name is taken and they shall not become one.
pub async fn rename(
    app: &App,
    scope: &Scope,
    id: ClassId,
    name: &str,
    is_merge: bool,
) -> Result<Class, AppError> {
    let name = name.trim();
    if !is_name(name) {
        return Err(AppError::invalid(
            "name",
            format!("between 1 and {LONGEST_NAME} characters are required"),
        ));
    }
    let tx = app.db().begin_write().await?;
    let before = get_name(&tx, scope, id).await?;
    if is_ready_made(&before) {
        let message = format!("{before} is the class of a process type and keeps its name");
        return Err(AppError::conflict("class_ready_made", message));
    }
    let confirmed = classes::count_confirmed(&tx, scope.organization_id, None, CONFIRMING).await?;
    let is_taken = is_ready_made(name) || confirmed.iter().any(|(other, _)| other == name);
    if is_taken && !is_merge && name != before {
        let message = format!("there is a class {name} already; say merge to make them one");
        return Err(AppError::conflict("class_exists", message));
    }
    if name != before {
        let documents = classes::rename(&tx, scope.organization_id, (&before, name)).await?;
        let details = json!({ "nameBefore": before, "documents": documents, "merged": is_taken });
        let event = Event { action: "class.rename", object: object(scope, name), details };
        audit::record(&tx, scope, event).await?;
        super::demand(&tx, scope).await?;
    }
    let now = classes::count_confirmed(&tx, scope.organization_id, None, CONFIRMING).await?;
    let documents = now.iter().find(|(other, _)| other == name).map_or(0, |(_, count)| count.unsigned_abs());
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(Class {
        id: id_of(scope.organization_id, name),
        name: name.to_owned(),
        documents,
        is_ready_made: is_ready_made(name),
    })
}
