//! Classes of documents, and how they are changed.

use perigee_app::class::{Class as ShownClass, Classes as ShownClasses};
use perigee_model::ClassId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::input::{Fields, FromFields};

/// A class of documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Class {
    /// The class; it changes with the name.
    pub id: ClassId,
    /// Its name, as `documentClass` has it.
    pub name: String,
    /// Documents of the organization that confirm it.
    pub documents: u64,
    /// Whether it is that of a process type: it is known before anything is confirmed, and keeps its name.
    pub ready_made: bool,
}

/// What an organization knows of classes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClassList {
    /// The classes that are confirmed, by name; then those of process types that are not.
    pub classes: Vec<Class>,
    /// Whether something is being learned.
    pub learning: bool,
    /// Confirmed documents that were told by the others.
    pub documents_tried: u32,
    /// Those of them whose class was told.
    pub documents_told: u32,
    /// Why nothing is told by what was learned.
    #[schema(required = true)]
    pub last_error: Option<String>,
}

/// How a class shall be called.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ClassChange {
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Whether it becomes one with the class that has this name already.
    #[serde(default)]
    pub merge: bool,
}

impl FromFields for ClassChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, merge) = (fields.required_text("name"), fields.flag("merge"));
        Some(Self { name: name?, merge: merge.unwrap_or(false) })
    }
}

impl From<ShownClass> for Class {
    fn from(shown: ShownClass) -> Self {
        Self { id: shown.id, name: shown.name, documents: shown.documents, ready_made: shown.is_ready_made }
    }
}

impl From<ShownClasses> for ClassList {
    fn from(shown: ShownClasses) -> Self {
        Self {
            classes: shown.classes.into_iter().map(Class::from).collect(),
            learning: shown.is_learning,
            documents_tried: shown.tried,
            documents_told: shown.told,
            last_error: shown.fault,
        }
    }
}
