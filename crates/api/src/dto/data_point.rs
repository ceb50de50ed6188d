//! Data points of a process, and how they are changed.

use std::str::FromStr;

use perigee_app::process::ConfigChange as AppConfigChange;
use perigee_model::{ConfigId, DataPoint as ModelDataPoint, Header, Occurrence, ProcessId, ValueType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::input::{Fields, FromFields};

/// Names a data point: its process and its name, `<process id>.<name>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPointId {
    /// The process.
    pub process_id: ProcessId,
    /// Name of the data point.
    pub name: String,
}

impl FromStr for DataPointId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('.').and_then(|(id, name)| Some((id.parse().ok()?, name.to_owned())));
        let (process_id, name) = parts.ok_or("an id of a data point is <process id>.<name>")?;
        Ok(Self { process_id, name })
    }
}

/// A data point with its id.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataPoint {
    /// Names it in `/data-points/{id}`.
    pub id: String,
    /// What it is.
    #[serde(flatten)]
    pub point: ModelDataPoint,
}

impl DataPoint {
    pub(crate) fn new(process_id: ProcessId, point: ModelDataPoint) -> Self {
        Self { id: format!("{process_id}.{}", point.name), point }
    }
}

/// The data points of a process, in the order of the screens.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataPointList {
    /// The data points.
    pub data_points: Vec<DataPoint>,
    /// The configuration that they are of.
    pub config_id: ConfigId,
}

/// A data point to be added, or as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewDataPoint {
    /// Small letters, digits and underscores; made of the label when it is left out. It never changes.
    pub name: Option<String>,
    /// What people read.
    #[schema(min_length = 1, max_length = 100)]
    pub label: String,
    /// Type of the value.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// One or many values; one when it is left out.
    pub occurrence: Option<Occurrence>,
    /// Must be there before a document can be accepted.
    pub mandatory: Option<bool>,
    /// The allowed literals of an `enum`.
    pub literals: Option<Vec<String>>,
    /// The columns of a `table`.
    pub headers: Option<Vec<Header>>,
    /// Group under which screens show it.
    pub group: Option<String>,
    /// What it means, in a sentence.
    pub description: Option<String>,
    /// What documents call it beside its label; they help to find it before anything is confirmed.
    pub synonyms: Option<Vec<String>>,
}

/// What to change in a data point. What is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataPointChange {
    /// What people read.
    #[schema(min_length = 1, max_length = 100)]
    pub label: Option<String>,
    /// Type of the value; that of a ready-made data point stays.
    #[serde(rename = "type")]
    pub value_type: Option<ValueType>,
    /// One or many values.
    pub occurrence: Option<Occurrence>,
    /// Must be there before a document can be accepted.
    pub mandatory: Option<bool>,
    /// The allowed literals of an `enum`.
    pub literals: Option<Vec<String>>,
    /// The columns of a `table`.
    pub headers: Option<Vec<Header>>,
    /// Group under which screens show it.
    pub group: Option<String>,
    /// What it means, in a sentence.
    pub description: Option<String>,
    /// What documents call it beside its label.
    pub synonyms: Option<Vec<String>>,
}

/// What to change in a configuration. What is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigChange {
    /// The version that the change was made on; the change is refused when there is a newer one by now.
    pub config_id: Option<ConfigId>,
    /// All data points in their order.
    pub data_points: Option<Vec<NewDataPoint>>,
    /// Confidence from which a document may be accepted without a person; `null` = never.
    #[schema(value_type = Option<f32>)]
    pub auto_accept_threshold: Option<Option<f32>>,
    /// Whether files may hold several documents each, where an upload does not say.
    pub split: Option<bool>,
}

/// A literal of the documented ones.
fn literal<T: for<'de> Deserialize<'de>>(fields: &mut Fields, field: &str, what: &str) -> Option<T> {
    fields.parsed(field, what, |text| serde_json::from_value(Value::String(text.to_owned())).ok())
}

/// What is said of a value type that there is none of.
const TYPES: &str = "one of the types in the documentation, e.g. text, date or amount";
/// The same for how many values there may be.
const OCCURRENCES: &str = "one or many";

struct Column(Header);

impl FromFields for Column {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, label) = (fields.required_text("name"), fields.text("label"));
        let value_type = literal(fields, "type", TYPES);
        let name = name?;
        let label = label.unwrap_or_else(|| name.clone());
        Some(Self(Header { name, label, value_type: value_type.unwrap_or(ValueType::Text) }))
    }
}

fn headers(fields: &mut Fields) -> Option<Vec<Header>> {
    let columns: Vec<Column> = fields.list("headers")?;
    Some(columns.into_iter().map(|column| column.0).collect())
}

impl FromFields for NewDataPoint {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, label) = (fields.text("name"), fields.required_text("label"));
        if !fields.has("type") {
            fields.fault("type", TYPES);
        }
        let value_type = literal(fields, "type", TYPES);
        let rest = DataPointChange::from_fields(fields)?;
        Some(Self {
            name,
            label: label?,
            value_type: value_type?,
            occurrence: rest.occurrence,
            mandatory: rest.mandatory,
            literals: rest.literals,
            headers: rest.headers,
            group: rest.group,
            description: rest.description,
            synonyms: rest.synonyms,
        })
    }
}

impl FromFields for DataPointChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            label: fields.text("label"),
            value_type: literal(fields, "type", TYPES),
            occurrence: literal(fields, "occurrence", OCCURRENCES),
            mandatory: fields.flag("mandatory"),
            literals: fields.texts("literals"),
            headers: headers(fields),
            group: fields.text("group"),
            description: fields.text("description"),
            synonyms: fields.texts("synonyms"),
        })
    }
}

impl FromFields for ConfigChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let config_id = fields.parsed("configId", "an id of 32 hex digits", |text| text.parse().ok());
        let data_points = fields.list("dataPoints");
        let threshold = fields.nullable_share("autoAcceptThreshold");
        Some(Self {
            config_id,
            data_points,
            auto_accept_threshold: threshold.map(|limit| limit.map(|limit| limit as f32)),
            split: fields.flag("split"),
        })
    }
}

impl From<NewDataPoint> for ModelDataPoint {
    fn from(new: NewDataPoint) -> Self {
        Self {
            name: new.name.unwrap_or_default(),
            label: new.label.trim().to_owned(),
            value_type: new.value_type,
            occurrence: new.occurrence.unwrap_or(Occurrence::One),
            mandatory: new.mandatory.unwrap_or_default(),
            literals: new.literals.unwrap_or_default(),
            headers: new.headers.unwrap_or_default(),
            group: new.group.unwrap_or_default(),
            description: new.description.unwrap_or_default(),
            synonyms: new.synonyms.unwrap_or_default(),
        }
    }
}

impl DataPointChange {
    pub(crate) fn apply(&self, point: &mut ModelDataPoint) {
        fn set<T: Clone>(place: &mut T, given: Option<&T>) {
            if let Some(given) = given {
                place.clone_from(given);
            }
        }
        set(&mut point.label, self.label.as_ref());
        set(&mut point.value_type, self.value_type.as_ref());
        set(&mut point.occurrence, self.occurrence.as_ref());
        set(&mut point.mandatory, self.mandatory.as_ref());
        set(&mut point.literals, self.literals.as_ref());
        set(&mut point.headers, self.headers.as_ref());
        set(&mut point.group, self.group.as_ref());
        set(&mut point.description, self.description.as_ref());
        set(&mut point.synonyms, self.synonyms.as_ref());
    }
}

impl From<ConfigChange> for AppConfigChange {
    fn from(change: ConfigChange) -> Self {
        let points = |points: Vec<NewDataPoint>| points.into_iter().map(ModelDataPoint::from).collect();
        Self {
            based_on: change.config_id,
            data_points: change.data_points.map(points),
            auto_accept_threshold: change.auto_accept_threshold,
            splits: change.split,
        }
    }
}
