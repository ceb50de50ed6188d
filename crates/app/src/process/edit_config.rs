//! Changes what a process asks for.

use perigee_model::{ConfigId, DataPoint, ProcessId, Scope};
use perigee_store::entity::{process as process_row, process_config};
use perigee_store::error::{from_json, to_json};
use perigee_store::{DatabaseTransaction, processes};
use serde_json::json;
use uuid::Uuid;

use super::{ProcessConfig, data_points};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError, FieldFault, learning};

/// What to change in a configuration; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct ConfigChange {
    /// The version that the change was made on; refused when there is a newer one.
    pub based_on: Option<ConfigId>,
    /// All data points in their order.
    pub data_points: Option<Vec<DataPoint>>,
    /// Confidence from which documents are accepted without a person; the inner none = never.
    pub auto_accept_threshold: Option<Option<f32>>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub splits: Option<bool>,
}

/// What a version says, in one piece.
struct Said {
    points: Vec<DataPoint>,
    threshold: Option<f32>,
    splits: bool,
}

/// Changes the configuration: a new version holds for files sent from now on, and the process learns anew.
///
/// # Errors
/// `NotFound`; `Invalid` with every fault; `Conflict` when somebody changed it meanwhile.
pub async fn edit_config(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    change: ConfigChange,
) -> Result<ProcessConfig, AppError> {
    let edit = async |tx: &DatabaseTransaction| {
        let editing = Editing::begin(tx, scope, id).await?;
        if change.based_on.is_some_and(|based_on| based_on.uuid() != editing.current.id) {
            let message = "somebody changed the configuration meanwhile; look at it and change it again";
            return Err(AppError::conflict("config_changed", message));
        }
        let said = Said {
            points: change.data_points.clone().unwrap_or_else(|| editing.points.clone()),
            threshold: change.auto_accept_threshold.unwrap_or(editing.current.auto_accept_threshold),
            splits: change.splits.unwrap_or(editing.current.splits),
        };
        editing.save(tx, scope, said).await
    };
    Ok(write(app, scope, id, edit).await?.1)
}

/// Adds a data point behind the others; its name is made of its label where it has none. The answer is the name.
///
/// # Errors
/// `NotFound`; `Invalid` with every fault.
pub async fn add_data_point(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    mut point: DataPoint,
) -> Result<(String, ProcessConfig), AppError> {
    let edit = async |tx: &DatabaseTransaction| {
        let editing = Editing::begin(tx, scope, id).await?;
        if point.name.is_empty() {
            point.name = data_points::name_for(&point.label, &editing.points).unwrap_or_default();
        }
        let name = point.name.clone();
        let mut points = editing.points.clone();
        points.push(point);
        editing.save_points(tx, scope, points).await?;
        Ok(name)
    };
    write(app, scope, id, edit).await
}

/// Changes one data point.
///
/// # Errors
/// `NotFound` for the process or the data point; `Invalid` with every fault.
pub async fn change_data_point(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    name: &str,
    change: impl Fn(&mut DataPoint) + Sync,
) -> Result<ProcessConfig, AppError> {
    let edit = async |tx: &DatabaseTransaction| {
        let editing = Editing::begin(tx, scope, id).await?;
        let mut points = editing.points.clone();
        change(find(&mut points, name)?);
        editing.save_points(tx, scope, points).await
    };
    Ok(write(app, scope, id, edit).await?.1)
}

/// Removes one data point. What was read for it before stays with its documents.
///
/// # Errors
/// `NotFound` for the process or the data point.
pub async fn remove_data_point(app: &App, scope: &Scope, id: ProcessId, name: &str) -> Result<(), AppError> {
    let edit = async |tx: &DatabaseTransaction| {
        let editing = Editing::begin(tx, scope, id).await?;
        let mut points = editing.points.clone();
        find(&mut points, name)?;
        points.retain(|point| point.name != name);
        editing.save_points(tx, scope, points).await
    };
    write(app, scope, id, edit).await?;
    Ok(())
}

fn find<'p>(points: &'p mut [DataPoint], name: &str) -> Result<&'p mut DataPoint, AppError> {
    let found = points.iter_mut().find(|point| point.name == name);
    found.ok_or(AppError::NotFound { what: "the data point" })
}

async fn write<T>(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    edit: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, AppError>,
) -> Result<(T, ProcessConfig), AppError> {
    let tx = app.db().begin_write().await?;
    let told = edit(&tx).await?;
    crate::setup::commit(tx).await?;
    app.wake().notify();
    Ok((told, super::config(app, scope, id).await?))
}

/// A process with its configuration, about to be changed.
struct Editing {
    process: process_row::Model,
    current: process_config::Model,
    points: Vec<DataPoint>,
}

impl Editing {
    async fn begin(tx: &DatabaseTransaction, scope: &Scope, id: ProcessId) -> Result<Self, AppError> {
        let process = super::get_row(tx, scope, id).await?;
        let current = processes::get_config(tx, scope, ConfigId::from_uuid(process.config_id)).await?;
        let points = from_json("process_configs.data_points", &current.data_points)?;
        Ok(Self { process, current, points })
    }

    async fn save_points(
        self,
        tx: &DatabaseTransaction,
        scope: &Scope,
        points: Vec<DataPoint>,
    ) -> Result<(), AppError> {
        let (threshold, splits) = (self.current.auto_accept_threshold, self.current.splits);
        self.save(tx, scope, Said { points, threshold, splits }).await
    }

    /// Adds a version, unless nothing changed.
    async fn save(self, tx: &DatabaseTransaction, scope: &Scope, said: Said) -> Result<(), AppError> {
        let Said { points, threshold, splits } = said;
        let faults = data_points::faults(super::process_type_of(&self.process)?, &points);
        if !faults.is_empty() {
            let faults = faults.into_iter().map(|message| FieldFault { field: "dataPoints", message });
            return Err(AppError::Invalid { faults: faults.collect() });
        }
        let is_same = threshold == self.current.auto_accept_threshold && splits == self.current.splits;
        if is_same && points == self.points {
            return Ok(());
        }
        let config = process_config::Model {
            id: Uuid::now_v7(),
            organization_id: self.process.organization_id,
            process_id: self.process.id,
            version: self.current.version + 1,
            data_points: to_json(&points),
            auto_accept_threshold: threshold,
            splits,
            created_by: scope.subject.to_string(),
            created_at: now_ms(),
        };
        let details = self.details(&points, &config);
        processes::add_config(tx, config).await?;
        learning::demand(tx, scope, ProcessId::from_uuid(self.process.id)).await?;
        let event = Event { action: "process.edit_config", object: super::object(&self.process), details };
        audit::record(tx, scope, event).await
    }

    /// What changed, by names.
    fn details(&self, points: &[DataPoint], config: &process_config::Model) -> serde_json::Value {
        let before = |name: &str| self.points.iter().find(|point| point.name == name);
        let names = |of: &mut dyn Iterator<Item = &DataPoint>| -> Vec<String> {
            of.map(|point| point.name.clone()).collect()
        };
        let is_kept = |point: &&DataPoint| points.iter().any(|other| other.name == point.name);
        json!({
            "version": config.version,
            "added": names(&mut points.iter().filter(|point| before(&point.name).is_none())),
            "removed": names(&mut self.points.iter().filter(|point| !is_kept(point))),
            "changed": names(&mut points.iter().filter(|p| before(&p.name).is_some_and(|old| old != *p))),
            "autoAcceptThreshold": config.auto_accept_threshold,
            "splits": config.splits,
        })
    }
}
