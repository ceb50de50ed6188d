//! Ends a key.

use perigee_model::{ApiKeyId, ProcessId, Scope};
use perigee_store::api_keys;

use super::create::event;
use super::get_row;
use crate::audit;
use crate::clock::now_ms;
use crate::identity::rights;
use crate::{App, AppError};

/// Ends a key and every key that it made. It stays in the list. Ending it again changes nothing.
///
/// # Errors
/// `NotFound`, also for a key of another place.
pub async fn revoke(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
) -> Result<(), AppError> {
    let tx = app.db().begin_write().await?;
    let row = get_row(&tx, scope, process_id, id).await?;
    if api_keys::revoke(&tx, id, now_ms()).await? {
        rights::changed(&tx).await?;
        audit::record(&tx, scope, event("api_key.revoke", &row)).await?;
    }
    crate::setup::commit(tx).await?;
    // Also when somebody else was faster: the answer says that no server takes it any more.
    rights::settled(app).await;
    Ok(())
}
