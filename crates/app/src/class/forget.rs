//! Forgets what was learned of a class.

use perigee_model::{ClassId, Scope};
use perigee_store::classes;
use serde_json::json;

use super::{get_name, object};
use crate::audit::{self, Event};
use crate::{App, AppError};

/// Lets no document that is there teach the class any more; the documents keep it. One that gets it later teaches anew.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn forget(app: &App, scope: &Scope, id: ClassId) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let name = get_name(&tx, scope, id).await?;
    let documents = classes::forget(&tx, scope.organization_id, &name).await?;
    let details = json!({ "documents": documents });
    let event = Event { action: "class.forget", object: object(scope, &name), details };
    audit::record(&tx, scope, event).await?;
    super::demand(&tx, scope).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok(())
}
