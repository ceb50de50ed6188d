//! Sets how a process learns.

use perigee_model::{ProcessId, Scope};
use perigee_store::entity::learning_settings;
use perigee_store::learning;
use serde_json::json;

use super::{Learning, Settings, TARGETS};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, class, process};

/// Models that can be kept at most: at some megabytes each a gigabyte is far away.
const KEPT_MOST: u32 = 100;

/// What to change; what is left out stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingsChange {
    /// Whether it learns, and uses what it learned.
    pub is_enabled: Option<bool>,
    /// Whether the values of e-invoices count as confirmed.
    pub from_einvoices: Option<bool>,
    /// Models that are kept, the one in use among them.
    pub models_kept: Option<u32>,
    /// Thousandths of the values accepted without a person that may be wrong; the inner none = a person accepts
    /// everything.
    pub target_per_mille: Option<Option<u32>>,
}

/// Sets how a process learns; where that changes what it learns from, it learns anew.
///
/// # Errors
/// `NotFound`; `Invalid` for a number of models that cannot be kept.
pub async fn edit(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    change: SettingsChange,
) -> Result<Learning, AppError> {
    let tx = app.db().begin_write().await?;
    let process = process::get_row(&tx, scope, id).await?;
    let before = super::settings(&tx, scope, id).await?;
    let after = Settings {
        is_enabled: change.is_enabled.unwrap_or(before.is_enabled),
        from_einvoices: change.from_einvoices.unwrap_or(before.from_einvoices),
        models_kept: change.models_kept.unwrap_or(before.models_kept),
        target_per_mille: change.target_per_mille.unwrap_or(before.target_per_mille),
    };
    if !(1..=KEPT_MOST).contains(&after.models_kept) {
        return Err(AppError::invalid("modelsKept", format!("between 1 and {KEPT_MOST} can be kept")));
    }
    let targets = TARGETS.map(|target| (target * 1000.0).round() as u32);
    if after.target_per_mille.is_some_and(|target| !targets.contains(&target)) {
        return Err(AppError::invalid(
            "targetError",
            "0.01, 0.02 and 0.05 can be promised, or null for nothing",
        ));
    }
    if after != before {
        let row = learning_settings::Model {
            process_id: process.id,
            organization_id: process.organization_id,
            is_enabled: after.is_enabled,
            from_einvoices: after.from_einvoices,
            models_kept: i32::try_from(after.models_kept).unwrap_or(i32::MAX),
            target_per_mille: after.target_per_mille.and_then(|target| i32::try_from(target).ok()),
            changed_by: scope.subject.to_string(),
            changed_at: now_ms(),
        };
        learning::put_settings(&tx, row).await?;
        super::demand(&tx, scope, id).await?;
        if after.is_enabled != before.is_enabled {
            class::demand(&tx, scope).await?;
        }
        let details = json!({
            "enabled": after.is_enabled,
            "fromEinvoices": after.from_einvoices,
            "modelsKept": after.models_kept,
            "targetPerMille": after.target_per_mille,
        });
        let event = Event { action: "learning.edit", object: process::object(&process), details };
        audit::record(&tx, scope, event).await?;
    }
    crate::setup::commit(tx).await?;
    app.wake().notify();
    super::get(app, scope, id).await
}
