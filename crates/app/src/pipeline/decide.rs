//! Accepted, or to be reviewed, and why.

use perigee_model::{CollectionId, CollectionStatus, ProcessId};
use perigee_queue::{Job, job};
use perigee_store::error::to_json;
use perigee_store::{StoreError, collections, files, readings};

use super::Work;
use crate::clock::now_ms;
use crate::{App, AppError, Change, learning, result};

/// Who accepts without a person.
pub(crate) const AUTOMATIC: &str = "automatic";

/// Decides about a collection when its last file is done. Deciding twice gives the same.
pub(super) async fn run(app: &App, job: &Job, work: &Work) -> Result<(), AppError> {
    let (scope, now) = (work.scope(), now_ms());
    let tx = app.db().begin_write().await?;
    let row = match collections::get(&tx, &scope, CollectionId::from_uuid(work.collection_id)).await {
        Err(StoreError::NotFound) => return Ok(()),
        other => other?,
    };
    let is_open = row.run == work.run && row.accepted_at.is_none();
    let decision = if is_open { result::decide(&tx, &scope, &row).await? } else { None };
    let is_decided = decision.is_some();
    if let Some(decision) = decision {
        let reasons = to_json(&decision.reasons);
        collections::set_status(&tx, row.id, row.run, decision.status, 100, &reasons, now).await?;
        let confidences = readings::list_confidences(&tx, &scope, row.id, row.run).await?;
        collections::set_confidence(&tx, row.id, row.run, mean(&confidences)).await?;
        if decision.status == CollectionStatus::Accepted {
            collections::set_acceptance(&tx, row.id, Some(AUTOMATIC), false, now).await?;
            files::change_status(&tx, row.id, CollectionStatus::NeedsReview, decision.status, now).await?;
        }
    }
    if is_decided {
        learning::on_einvoice(&tx, &scope, &row).await?;
    }
    job::finish(&tx, &job.lease).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    app.announce(Change::Changed(ProcessId::from_uuid(row.process_id)));
    Ok(())
}

/// The expected share of right values: the mean of probabilities. `None` where there is no value.
fn mean(confidences: &[f32]) -> Option<f32> {
    let count = f32::from(u16::try_from(confidences.len()).unwrap_or(u16::MAX));
    (count > 0.0).then(|| confidences.iter().take(usize::from(u16::MAX)).sum::<f32>() / count)
}
