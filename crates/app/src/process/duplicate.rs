//! Makes a process like another one.

use perigee_model::{ConfigId, Permission, ProcessId, ProcessTypeId, Scope};
use perigee_store::entity::learning_settings;
use perigee_store::{learning, processes};
use serde_json::json;

use super::create::{Contents, insert};
use super::{Process, check_name, object};
use crate::audit::{self, Event};
use crate::clock::now_ms;
use crate::{App, AppError};

/// Longest name of a process, in characters.
const LONGEST_NAME: usize = 200;

/// Makes a process with the configuration and the learning settings of another one. Documents, and what was learned from
/// them, stay where they are.
///
/// # Errors
/// `NotFound`; `Invalid` for a name that nobody can read.
pub async fn duplicate(
    app: &App,
    scope: &Scope,
    id: ProcessId,
    name: Option<&str>,
) -> Result<Process, AppError> {
    let tx = app.db().begin_write().await?;
    let model = super::get_row(&tx, &scope.about_to(Permission::ProcessRead), id).await?;
    let name = match name {
        Some(name) => check_name(name)?,
        None => copy_of(&model.name),
    };
    let config = processes::get_config(&tx, scope, ConfigId::from_uuid(model.config_id)).await?;
    let contents = Contents {
        type_id: ProcessTypeId::from_uuid(model.type_id),
        data_points: config.data_points,
        auto_accept_threshold: config.auto_accept_threshold,
        splits: config.splits,
    };
    let row = insert(&tx, scope, name, contents).await?;
    if let Some(settings) = learning::find_settings(&tx, scope, id).await? {
        let settings = learning_settings::Model {
            process_id: row.id,
            changed_by: scope.subject.to_string(),
            changed_at: now_ms(),
            ..settings
        };
        learning::put_settings(&tx, settings).await?;
    }
    let event = Event { action: "process.duplicate", object: object(&row), details: json!({ "of": id }) };
    audit::record(&tx, scope, event).await?;
    crate::setup::commit(tx).await?;
    super::get(app, scope, ProcessId::from_uuid(row.id)).await
}

fn copy_of(name: &str) -> String {
    const MARK: &str = " (copy)";
    let kept: String = name.chars().take(LONGEST_NAME - MARK.len()).collect();
    format!("{}{MARK}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_copy_is_a_name_too() {
        assert_eq!(copy_of("Invoices"), "Invoices (copy)");
        assert_eq!(check_name(&copy_of(&"ä".repeat(200))).unwrap().chars().count(), 200);
    }
}
