//! Views that a person keeps of a queue.

use perigee_app::queue_view::QueueView as ShownView;
use perigee_model::{ProcessId, QueueViewId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::queue::CollectionFilter;
use super::read::{ORDERS, order};
use super::time::rfc3339;
use crate::input::{Fields, FromFields};

/// Columns of a view at most, and characters of the name of one: more than any table has.
const COLUMNS_MOST: usize = 40;

/// How a person likes to see a queue, under a name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// The view.
    pub id: QueueViewId,
    /// Its process.
    pub process_id: ProcessId,
    /// Its name.
    pub name: String,
    /// Which collections.
    pub filter: CollectionFilter,
    /// As in the list of collections; `null` = newest first.
    #[schema(required = true)]
    pub order: Option<String>,
    /// The columns in their order; `null` = those that are usual.
    #[schema(required = true)]
    pub columns: Option<Vec<String>>,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// The caller's own views of a process.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueViewList {
    /// By their names.
    pub views: Vec<QueueView>,
}

/// What stands in a view.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct QueueViewSettings {
    /// Which collections.
    pub filter: CollectionFilter,
    /// As in the list of collections.
    pub order: Option<String>,
    /// The columns in their order.
    pub columns: Option<Vec<String>>,
}

/// A view to be kept.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewQueueView {
    /// Its name; no two of the caller's views of a process are alike.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// What stands in it.
    #[serde(flatten)]
    pub settings: QueueViewSettings,
}

/// What to change about a view: its name, or all that stands in it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct QueueViewChange {
    /// The new name.
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    /// With `filter`, `order` or `columns` all three are replaced.
    #[serde(flatten)]
    pub settings: Option<QueueViewSettings>,
}

impl FromFields for QueueViewSettings {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let filter = if fields.has("filter") { fields.nested("filter") } else { Some(Default::default()) };
        let order = fields.parsed("order", ORDERS, |text| order(text).map(|_| text.to_owned()));
        let columns = if fields.has("columns") { fields.texts("columns") } else { None };
        if let Some(columns) = &columns
            && (columns.len() > COLUMNS_MOST || columns.iter().any(|name| name.len() > COLUMNS_MOST))
        {
            fields.fault("columns", format!("at most {COLUMNS_MOST} names of columns are allowed"));
        }
        Some(Self { filter: filter?, order, columns })
    }
}

impl FromFields for NewQueueView {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, settings) = (fields.required_text("name"), QueueViewSettings::from_fields(fields));
        Some(Self { name: name?, settings: settings? })
    }
}

impl FromFields for QueueViewChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let is_replaced = ["filter", "order", "columns"].iter().any(|field| fields.is_given(field));
        let name = fields.text("name");
        let settings = QueueViewSettings::from_fields(fields);
        Some(Self { name, settings: settings.filter(|_| is_replaced) })
    }
}

impl QueueViewSettings {
    /// As it is kept.
    pub(crate) fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("plain values with string keys always serialise")
    }
}

impl From<ShownView> for QueueView {
    fn from(shown: ShownView) -> Self {
        // What another version kept is shown as far as it is understood.
        let settings: QueueViewSettings = serde_json::from_value(shown.settings).unwrap_or_default();
        Self {
            id: shown.id,
            process_id: shown.process_id,
            name: shown.name,
            filter: settings.filter,
            order: settings.order,
            columns: settings.columns,
            created_at: rfc3339(shown.created_at_ms),
            updated_at: rfc3339(shown.updated_at_ms),
        }
    }
}
