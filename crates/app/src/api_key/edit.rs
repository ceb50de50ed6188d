//! Changes what can be changed in a key: its name, its networks, and its end to an earlier one.

use perigee_model::{ApiKeyId, ProcessId, Scope};
use perigee_store::entity::api_key;
use perigee_store::{ConnectionTrait, api_keys};

use super::create::event;
use super::lifetime::Policy;
use super::list::ApiKey;
use super::{check_active, get_row, line, networks};
use crate::audit;
use crate::clock::now_ms;
use crate::identity::rights;
use crate::process::check_name;
use crate::{App, AppError};

/// What is to be changed; the rest stays.
#[derive(Debug, Clone, Default)]
pub struct KeyChange {
    /// Another name.
    pub name: Option<String>,
    /// Other networks; none means any.
    pub networks: Option<Vec<String>>,
    /// An earlier end.
    pub expires_at_ms: Option<i64>,
}

/// Changes a key. An earlier end is also one for the keys that it made.
///
/// # Errors
/// `NotFound`, `Invalid` (a later end too), `Conflict` when the key has ended.
pub async fn edit(
    app: &App,
    scope: &Scope,
    process_id: Option<ProcessId>,
    id: ApiKeyId,
    change: KeyChange,
) -> Result<ApiKey, AppError> {
    let now = now_ms();
    let tx = app.db().begin_write().await?;
    let mut row = get_row(&tx, scope, process_id, id).await?;
    check_active(&row, now)?;
    if let Some(name) = &change.name {
        row.name = check_name(name)?;
    }
    if let Some(wanted) = &change.networks {
        let bounds = line::maker(&tx, &row).await?.into_iter().chain(line::caller(&tx, scope).await?);
        row.networks = networks::stored(&line::confine(networks::parse(wanted)?, bounds)?);
    }
    if let Some(end) = change.expires_at_ms {
        row.expires_at = Some(earlier(&tx, scope, &row, end, now).await?);
        api_keys::end_by(&tx, line::descendants(&tx, id).await?, end).await?;
    }
    api_keys::edit(&tx, &row).await?;
    rights::changed(&tx).await?;
    audit::record(&tx, scope, event("api_key.edit", &row)).await?;
    crate::setup::commit(tx).await?;
    rights::settled(app).await;
    super::get(app, scope, process_id, id).await
}

/// A key never lives longer than was said when it was made: whoever has it would have it for longer.
async fn earlier(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &api_key::Model,
    end_ms: i64,
    now_ms: i64,
) -> Result<i64, AppError> {
    let end = Policy::of(conn, scope, now_ms).await?.end(Some(end_ms))?;
    match row.expires_at.filter(|before| *before < end) {
        Some(_) => {
            Err(AppError::invalid("exp", "only an earlier end than before is possible; rotate the key"))
        }
        None => Ok(end),
    }
}
