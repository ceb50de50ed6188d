//! Brings back what a value said before.

use perigee_model::{Scope, ValueId};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, corrections};
use uuid::Uuid;

use super::{Annotation, Decided, Review, act, open_for, read};
use crate::{App, AppError};

/// Brings back what the machine read, or an earlier decision of the value's history; also for a value that was
/// removed. The history only grows by it.
///
/// # Errors
/// `NotFound`; `Invalid` for an entry that is not of this value, or that removed it; `Conflict` when the collection is
/// not open for review, when the machine read nothing here, or when the data point has another value by now and holds
/// only one.
pub async fn restore(
    app: &App,
    scope: &Scope,
    id: ValueId,
    entry_id: Option<Uuid>,
) -> Result<Annotation, AppError> {
    let missing = || AppError::NotFound { what: "the value" };
    let tx = app.db().begin_write().await?;
    let review = open_for(&tx, scope, id).await?;
    let decided = match entry_id {
        Some(entry_id) => earlier(&tx, scope, &review, id, entry_id).await?,
        None => machine(&tx, &review, id).await?,
    };
    review.decide(app, scope, tx, decided).await?.ok_or_else(missing)
}

async fn machine(conn: &impl ConnectionTrait, review: &Review, id: ValueId) -> Result<Decided, AppError> {
    let Some(read) = read::find(conn, review.extraction_id, id).await? else {
        return Err(AppError::conflict(
            "nothing_read",
            "a person added this value; the machine read nothing",
        ));
    };
    let data_point = read.reading.data_point;
    let kind = review.kind_of(&data_point, read.table.as_deref());
    let (value_type, literals) = kind.ok_or(AppError::NotFound { what: "the value" })?;
    if read.table.is_none() {
        review.check_room(&data_point, id.uuid())?;
    }
    Ok(Decided {
        value_id: id.uuid(),
        data_point,
        value_type,
        literals,
        raw_value: read.reading.raw_value,
        evidence: read.reading.evidence,
        removed: false,
        act: act::RESTORE,
        converted: Some((read.reading.value, read.reading.fault)),
    })
}

async fn earlier(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    review: &Review,
    id: ValueId,
    entry_id: Uuid,
) -> Result<Decided, AppError> {
    let all = corrections::list_of_value(conn, scope, review.extraction_id, id.uuid()).await?;
    let Some(entry) = all.into_iter().find(|entry| entry.id == entry_id) else {
        return Err(AppError::invalid("entryId", "the value's history has no such entry"));
    };
    if entry.removed {
        return Err(AppError::invalid("entryId", "this entry removed the value; delete the value instead"));
    }
    let table = read::find(conn, review.extraction_id, id).await?.and_then(|read| read.table);
    let kind = review.kind_of(&entry.data_point, table.as_deref());
    let (value_type, literals) = kind.ok_or(AppError::NotFound { what: "the value" })?;
    if table.is_none() {
        review.check_room(&entry.data_point, id.uuid())?;
    }
    let act = [act::CONFIRM, act::RESTORE].into_iter().find(|act| *act == entry.act);
    Ok(Decided {
        value_id: id.uuid(),
        value_type,
        literals,
        evidence: from_json("corrections.evidence", &entry.evidence)?,
        data_point: entry.data_point,
        raw_value: entry.raw_value,
        removed: false,
        act: act.unwrap_or(act::CHANGE),
        converted: Some((entry.value, entry.fault)),
    })
}
