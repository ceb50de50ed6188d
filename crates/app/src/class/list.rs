//! The classes that an organization knows.

use perigee_model::{ClassId, ProcessId, Scope, process_type};
use perigee_store::classes;

use super::{ANY, CONFIRMING, id_of, is_ready_made};
use crate::{App, AppError, process};

/// A class of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Documents of the organization that confirm it.
    pub documents: u64,
    /// Whether it is that of a process type, and keeps its name.
    pub is_ready_made: bool,
}

/// What an organization knows of classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes {
    /// Those that are confirmed by name, then those of process types that are not.
    pub classes: Vec<Class>,
    /// Whether something is being learned.
    pub is_learning: bool,
    /// Confirmed documents that were told by the others.
    pub tried: u32,
    /// Those of them whose class was told.
    pub told: u32,
    /// Why nothing is told by what was learned.
    pub fault: Option<String>,
}

/// The classes that the organization of a process knows, as the documents of the process may get any of them.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn list(app: &App, scope: &Scope, process_id: ProcessId) -> Result<Classes, AppError> {
    let conn = app.db().reader();
    process::get_row(conn, scope, process_id).await?;
    let organization_id = scope.organization_id;
    let class = |name: &str, documents: u64| Class {
        id: id_of(organization_id, name),
        name: name.to_owned(),
        documents,
        is_ready_made: is_ready_made(name),
    };
    let confirmed = classes::count_confirmed(conn, organization_id, None, CONFIRMING).await?;
    let mut all: Vec<Class> =
        confirmed.iter().map(|(name, count)| class(name, count.unsigned_abs())).collect();
    for kind in process_type::list().iter().filter(|kind| kind.document_class != ANY) {
        if !all.iter().any(|known| known.name == kind.document_class) {
            all.push(class(&kind.document_class, 0));
        }
    }
    let state = classes::find_state(conn, organization_id).await?;
    Ok(Classes {
        classes: all,
        is_learning: state.as_ref().is_some_and(|state| state.has_job),
        tried: state.as_ref().map_or(0, |state| state.tried.unsigned_abs()),
        told: state.as_ref().map_or(0, |state| state.told.unsigned_abs()),
        fault: state.and_then(|state| state.fault),
    })
}
