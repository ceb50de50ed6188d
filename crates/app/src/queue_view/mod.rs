//! Views: how a person likes to see the queue of a process, under a name.
//!
//! What stands in a view is the business of who shows it; here it is JSON that is kept.

pub mod change;
pub mod create;
pub mod delete;
pub mod list;

pub use change::change;
pub use create::create;
pub use delete::delete;
pub use list::list;

use perigee_model::{ProcessId, QueueViewId, Scope, UserId};
use perigee_store::entity::queue_view;
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, StoreError, queue_views};
use serde_json::Value;

use crate::AppError;

/// Longest name of a view, in characters.
const LONGEST_NAME: usize = 80;

/// A view as it is shown.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// The view.
    pub id: QueueViewId,
    /// Its process.
    pub process_id: ProcessId,
    /// Its name.
    pub name: String,
    /// Filter, order and columns.
    pub settings: Value,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it last changed.
    pub updated_at_ms: i64,
}

impl TryFrom<queue_view::Model> for QueueView {
    type Error = AppError;

    fn try_from(row: queue_view::Model) -> Result<Self, AppError> {
        Ok(Self {
            id: QueueViewId::from_uuid(row.id),
            process_id: ProcessId::from_uuid(row.process_id),
            settings: from_json("queue_views.settings", &row.settings)?,
            name: row.name,
            created_at_ms: row.created_at,
            updated_at_ms: row.updated_at,
        })
    }
}

/// The row of one of the caller's own views.
async fn get_row(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: QueueViewId,
) -> Result<queue_view::Model, AppError> {
    let missing = || AppError::NotFound { what: "the view" };
    let person = scope.person.ok_or_else(missing)?;
    match queue_views::get(conn, scope, person, id).await {
        Err(StoreError::NotFound) => Err(missing()),
        other => Ok(other?),
    }
}

/// Whose views these are.
fn person_of(scope: &Scope) -> Result<UserId, AppError> {
    scope.person.ok_or(AppError::PersonsOnly)
}

/// A name that people can read.
fn check_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let is_readable =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if is_readable {
        Ok(name.to_owned())
    } else {
        Err(AppError::invalid("name", format!("between 1 and {LONGEST_NAME} characters are required")))
    }
}

/// Two views of one name could not be told apart.
fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Conflict => AppError::conflict("view_exists", "you have a view of this name already"),
        other => other.into(),
    }
}
