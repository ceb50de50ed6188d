//! How request bodies and queries are read from their fields.

use chrono::{DateTime, NaiveDate};
use perigee_app::collection::{Filter, MetadataCondition, SortKey};
use perigee_model::{CollectionStatus, Rect};
use serde_json::{Map, Value};

use super::annotation::{AnnotationChange, NewAnnotation, Place};
use super::collection::{Acceptance, Base64File, Base64Upload, CollectionChange};
use super::document::PageImageQuery;
use super::pagination::PageQuery;
use super::process::{DeleteQuery, NewProcess, ProcessChange, ProcessCopy};
use super::results::{OcrFormat, OcrQuery};
use crate::input::{Fields, FromFields};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Resolution of a page picture unless asked otherwise: sharp on a screen of double density at half size.
const DPI: u64 = 144;

impl FromFields for NewProcess {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, type_id) = (fields.required_text("name"), fields.required_id("processTypeId"));
        Some(Self { name: name?, process_type_id: type_id? })
    }
}

impl FromFields for ProcessChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { name: fields.required_text("name")? })
    }
}

impl FromFields for ProcessCopy {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { name: fields.text("name") })
    }
}

impl FromFields for DeleteQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { force: fields.flag("force") })
    }
}

impl FromFields for CollectionChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { metadata: fields.required_object("metadata")?.into_iter().collect() })
    }
}

impl FromFields for Acceptance {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        Some(Self { force: fields.flag("force").unwrap_or_default() })
    }
}

impl FromFields for Base64File {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (name, content) = (fields.required_text("name"), fields.required_text("content"));
        Some(Self { name: name?, content: content? })
    }
}

impl FromFields for Base64Upload {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let files = fields.required_list("files");
        let (name, language) = (fields.text("name"), fields.text("language"));
        let (priority, split) = (fields.flag("priority"), fields.flag("split"));
        let metadata = fields.object("metadata").map(|object| object.into_iter().collect());
        Some(Self { files: files?, name, priority, split, metadata, language })
    }
}

impl FromFields for OcrQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let format = fields.parsed("format", "text, words, hocr, alto or pdf", |text| match text {
            "text" => Some(OcrFormat::Text),
            "words" => Some(OcrFormat::Words),
            "hocr" => Some(OcrFormat::Hocr),
            "alto" => Some(OcrFormat::Alto),
            "pdf" => Some(OcrFormat::Pdf),
            _ => None,
        });
        Some(Self { format })
    }
}

impl FromFields for PageImageQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let dpi = fields.number("dpi", (18, 400)).unwrap_or(DPI);
        Some(Self { dpi: u32::try_from(dpi).ok() })
    }
}

impl FromFields for Place {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = fields.number("page", (0, u64::from(u32::MAX)));
        let bbox = fields.any("bbox").and_then(|value| serde_json::from_value::<[f32; 4]>(value).ok());
        let bbox = bbox.filter(|corners| corners.iter().all(|at| at.is_finite()));
        if bbox.is_none() {
            fields.fault("bbox", "four numbers [x0, y0, x1, y1] are required");
        }
        Some(Self { page: u32::try_from(page?).ok()?, bbox: Rect::from(bbox?) })
    }
}

impl FromFields for NewAnnotation {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let data_point = fields.required_text("dataPoint");
        let says_something = fields.has("rawValue") || fields.has("evidence");
        let (raw_value, evidence) = (fields.text("rawValue"), fields.list("evidence"));
        if !says_something {
            fields.fault("rawValue", "a text or a place to read it from is required");
        }
        Some(Self { data_point: data_point?, raw_value, evidence })
    }
}

impl FromFields for AnnotationChange {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let says_something = fields.has("rawValue") || fields.has("evidence");
        let (raw_value, evidence) = (fields.text("rawValue"), fields.list("evidence"));
        if !says_something {
            fields.fault("rawValue", "a text or a place is required");
        }
        Some(Self { raw_value, evidence })
    }
}

/// Which collections to list, taken apart.
#[derive(Debug, Default)]
pub(crate) struct CollectionSearch {
    pub page: PageQuery,
    pub filter: Filter,
    pub order: (SortKey, bool),
}

impl FromFields for CollectionSearch {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let page = PageQuery::from_fields(fields)?;
        let order = fields.parsed("order", ORDERS, order);
        let at = "a day (2023-06-07) or a time (2023-06-07T12:09:58Z)";
        let filter = Filter {
            name_part: fields.text("query"),
            from_ms: fields.parsed("date_from", at, |text| time(text).map(|(start, _)| start)),
            before_ms: fields.parsed("date_to", at, |text| time(text).map(|(_, end)| end)),
            priority: fields.flag("priority"),
            statuses: fields.parsed("status", "a status, e.g. Needs Review,", statuses).unwrap_or_default(),
            metadata: fields.parsed("metadata", "a JSON object", metadata).unwrap_or_default(),
            assignee: fields.text("assignee").map(assignee),
            document_class: fields.text("document_class"),
        };
        Some(Self { page, filter, order: order.unwrap_or((SortKey::Created, true)) })
    }
}

/// What a list can be ordered by.
pub(super) const ORDERS: &str =
    "created_date, updated_date, name, status, pages or confidence, then :asc or :desc";

/// Statuses with commas between them.
fn statuses(text: &str) -> Option<Vec<CollectionStatus>> {
    text.split(',').map(|literal| CollectionStatus::find(literal.trim())).collect()
}

/// `none` asks for what nobody has.
pub(super) fn assignee(text: String) -> Option<String> {
    (text != "none").then_some(text)
}

/// The key and whether it is descending; the short names are those of the columns.
pub(super) fn order(text: &str) -> Option<(SortKey, bool)> {
    let (key, direction) = text.split_once(':')?;
    let key = match key {
        "created_date" | "created" => SortKey::Created,
        "updated_date" | "updated" => SortKey::Updated,
        "name" => SortKey::Name,
        "status" => SortKey::Status,
        "pages" => SortKey::Pages,
        "confidence" => SortKey::Confidence,
        _ => return None,
    };
    match direction {
        "asc" => Some((key, false)),
        "desc" => Some((key, true)),
        _ => None,
    }
}

/// First and one past the last millisecond that a text names.
pub(super) fn time(text: &str) -> Option<(i64, i64)> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        let start = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        return Some((start, start.checked_add(DAY_MS)?));
    }
    // A plus sign that was not URL-encoded arrives as a space.
    let at = DateTime::parse_from_rfc3339(&text.replace(' ', "+")).ok()?.timestamp_millis();
    Some((at, at.checked_add(1)?))
}

/// A JSON boolean asks for presence, anything else for that value.
fn metadata(text: &str) -> Option<Vec<MetadataCondition>> {
    Some(conditions(serde_json::from_str(text).ok()?))
}

/// The same of an object.
pub(super) fn conditions(object: Map<String, Value>) -> Vec<MetadataCondition> {
    let conditions = object.into_iter().map(|(key, value)| match value {
        Value::Bool(true) => MetadataCondition::Has(key),
        Value::Bool(false) => MetadataCondition::HasNot(key),
        other => MetadataCondition::Is(key, other.to_string()),
    });
    conditions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_whole_and_a_time_counts_as_itself() {
        let (start, end) = time("2023-06-07").unwrap();
        assert_eq!(end - start, DAY_MS);
        assert_eq!(time("2023-06-07T00:00:00.500+02:00").unwrap().0, start - 7_200_000 + 500);
        assert_eq!(time("yesterday"), None);
    }

    #[test]
    fn a_boolean_asks_for_presence_and_a_string_for_a_value() {
        let found = metadata(r#"{"printed":true,"sent":false,"by":"post"}"#).unwrap();
        let expected = [
            MetadataCondition::Has("printed".to_owned()),
            MetadataCondition::HasNot("sent".to_owned()),
            MetadataCondition::Is("by".to_owned(), "\"post\"".to_owned()),
        ];
        for condition in expected {
            assert!(found.contains(&condition));
        }
    }
}
