//! Named fields of a body or a query, read one by one, with every fault noted.

use std::str::FromStr;

use serde_json::{Map, Value, json};

use crate::dto::problem::ProblemError;

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the body.
    Body,
    /// In the query.
    Query,
    /// In the path.
    Path,
    /// In a header.
    Header,
}

/// A fault of a request.
#[derive(Debug, Clone)]
pub struct InputFault {
    place: Place,
    field: String,
    message: String,
    is_missing: bool,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Query => "query",
            Self::Path => "path",
            Self::Header => "header",
        }
    }
}

impl InputFault {
    pub(crate) fn new(place: Place, field: &str, message: impl Into<String>) -> Self {
        Self { place, field: field.to_owned(), message: message.into(), is_missing: false }
    }

    pub(crate) fn body(field: &str, message: impl Into<String>) -> Self {
        Self::new(Place::Body, field, message)
    }

    pub(crate) fn missing(place: Place, field: &str) -> Self {
        Self { is_missing: true, ..Self::new(place, field, "field required") }
    }

    /// The shape of `/api/v0.3`.
    pub(crate) fn older_shape(&self) -> Value {
        let loc: Vec<&str> =
            [self.place.name(), &self.field].into_iter().filter(|part| !part.is_empty()).collect();
        let kind = if self.is_missing { "value_error.missing" } else { "value_error" };
        json!({ "loc": loc, "msg": self.message, "type": kind })
    }

    pub(crate) fn into_error(self) -> ProblemError {
        let place = self.place.name();
        let location =
            if self.field.is_empty() { place.to_owned() } else { format!("{place}: {}", self.field) };
        ProblemError { location, message: self.message, kind: "request_validation_error".to_owned() }
    }
}

/// Something that is read from fields. `None` when a fault was noted.
pub(crate) trait FromFields: Sized {
    fn from_fields(fields: &mut Fields) -> Option<Self>;
}

/// The fields of a request, with the faults found so far.
#[derive(Debug)]
pub(crate) struct Fields {
    place: Place,
    prefix: String,
    values: Map<String, Value>,
    faults: Vec<InputFault>,
}

impl Fields {
    pub(crate) fn new(place: Place, values: Map<String, Value>) -> Self {
        Self { place, prefix: String::new(), values, faults: Vec::new() }
    }

    /// What was read, or every fault.
    pub(crate) fn read<T: FromFields>(mut self) -> Result<T, Vec<InputFault>> {
        match T::from_fields(&mut self) {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(self.faults),
        }
    }

    pub(crate) fn fault(&mut self, field: &str, message: impl Into<String>) {
        self.faults.push(InputFault::new(self.place, &format!("{}{field}", self.prefix), message));
    }

    /// Whether a field is there and not `null`, right or wrong.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.values.get(field).is_some_and(|value| !value.is_null())
    }

    /// Whether a field is there, `null` or not.
    pub(crate) fn is_given(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    /// A field that is there and not `null`.
    fn take(&mut self, field: &str) -> Option<Value> {
        self.values.remove(field).filter(|value| !value.is_null())
    }

    fn require<T>(&mut self, field: &str, read: impl FnOnce(&mut Self, &str) -> Option<T>) -> Option<T> {
        if !self.has(field) {
            self.faults.push(InputFault::missing(self.place, &format!("{}{field}", self.prefix)));
            return None;
        }
        read(self, field)
    }

    pub(crate) fn text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
            Value::String(text) => Some(text),
            _ => {
                self.fault(field, "a string is required");
                None
            }
        }
    }

    pub(crate) fn required_text(&mut self, field: &str) -> Option<String> {
        self.require(field, Self::text)
    }

    /// A text that has a form: an id, a status, a time.
    pub(crate) fn parsed<T>(
        &mut self,
        field: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(field)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.fault(field, format!("{expected} is required"));
        }
        parsed
    }

    pub(crate) fn required_id<T: FromStr>(&mut self, field: &str) -> Option<T> {
        self.require(field, |fields, field| {
            fields.parsed(field, "an id of 32 hex digits", |text| text.parse().ok())
        })
    }

    pub(crate) fn flag(&mut self, field: &str) -> Option<bool> {
        let value = match self.take(field)? {
            Value::Bool(flag) => return Some(flag),
            other => other,
        };
        match value.as_str() {
            Some("true" | "1") if self.place == Place::Query => Some(true),
            Some("false" | "0") if self.place == Place::Query => Some(false),
            _ => {
                self.fault(field, "true or false is required");
                None
            }
        }
    }

    /// A whole number within bounds.
    pub(crate) fn number(&mut self, field: &str, (least, most): (u64, u64)) -> Option<u64> {
        let value = self.take(field)?;
        let number = match &value {
            Value::String(text) if self.place == Place::Query => text.parse().ok(),
            other => other.as_u64(),
        };
        let found = number.filter(|number| (least..=most).contains(number));
        if found.is_none() {
            self.fault(field, format!("a whole number from {least} to {most} is required"));
        }
        found
    }

    pub(crate) fn object(&mut self, field: &str) -> Option<Map<String, Value>> {
        match self.take(field)? {
            Value::Object(object) => Some(object),
            _ => {
                self.fault(field, "an object is required");
                None
            }
        }
    }

    pub(crate) fn required_object(&mut self, field: &str) -> Option<Map<String, Value>> {
        self.require(field, Self::object)
    }

    /// An object that is read like a body of its own.
    pub(crate) fn nested<T: FromFields>(&mut self, field: &str) -> Option<T> {
        let values = self.object(field)?;
        self.read_inner(field, values, T::from_fields)
    }

    /// Notes a field that was left out.
    pub(crate) fn missing(&mut self, field: &str) {
        self.faults.push(InputFault::missing(self.place, &format!("{}{field}", self.prefix)));
    }

    /// A list whose elements are read like bodies of their own.
    pub(crate) fn list<T: FromFields>(&mut self, field: &str) -> Option<Vec<T>> {
        let Value::Array(elements) = self.take(field)? else {
            self.fault(field, "a list is required");
            return None;
        };
        let mut read = Vec::with_capacity(elements.len());
        for (index, element) in elements.into_iter().enumerate() {
            let name = format!("{field}[{index}]");
            let Value::Object(values) = element else {
                self.fault(&name, "an object is required");
                continue;
            };
            let prefix = format!("{}{name}.", self.prefix);
            let mut inner = Fields { place: self.place, prefix, values, faults: Vec::new() };
            read.extend(T::from_fields(&mut inner));
            self.faults.append(&mut inner.faults);
        }
        Some(read)
    }

    /// An object inside this one, whose faults are told under its own name.
    pub(crate) fn read_inner<T>(
        &mut self,
        field: &str,
        values: Map<String, Value>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let prefix = format!("{}{field}.", self.prefix);
        let mut inner = Self { place: self.place, prefix, values, faults: Vec::new() };
        let found = read(&mut inner);
        self.faults.append(&mut inner.faults);
        found
    }

    pub(crate) fn required_list<T: FromFields>(&mut self, field: &str) -> Option<Vec<T>> {
        self.require(field, Self::list)
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, field: &str) -> Option<Vec<String>> {
        let value = self.take(field)?;
        let texts = serde_json::from_value(value).ok();
        if texts.is_none() {
            self.fault(field, "a list of strings is required");
        }
        texts
    }

    /// A list of whole numbers from 0.
    pub(crate) fn numbers(&mut self, field: &str) -> Option<Vec<u32>> {
        let value = self.take(field)?;
        let numbers = serde_json::from_value(value).ok();
        if numbers.is_none() {
            self.fault(field, "a list of whole numbers is required");
        }
        numbers
    }

    /// A text, or a list of texts.
    pub(crate) fn one_or_more_texts(&mut self, field: &str) -> Option<Vec<String>> {
        if matches!(self.values.get(field), Some(Value::String(_))) {
            return self.text(field).map(|one| vec![one]);
        }
        self.texts(field)
    }

    pub(crate) fn required_texts(&mut self, field: &str) -> Option<Vec<String>> {
        self.require(field, Self::texts)
    }

    /// A share between 0 and 1 that may be set to nothing: `None` = not given, the inner `None` = given as `null`.
    pub(crate) fn nullable_share(&mut self, field: &str) -> Option<Option<f64>> {
        if !self.is_given(field) {
            return None;
        }
        let Some(given) = self.take(field) else { return Some(None) };
        let share = given.as_f64().filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            self.fault(field, "a number between 0 and 1, or null");
        }
        share.map(Some)
    }

    /// Any value at all.
    pub(crate) fn any(&mut self, field: &str) -> Option<Value> {
        self.take(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Pair;

    impl FromFields for Pair {
        fn from_fields(fields: &mut Fields) -> Option<Self> {
            let (name, flag) = (fields.required_text("name"), fields.flag("flag"));
            let count = fields.number("count", (1, 9));
            name.and(flag).and(count).map(|_| Self)
        }
    }

    #[test]
    fn every_fault_is_listed_at_once() {
        let values = json!({ "flag": "yes", "count": 10 }).as_object().unwrap().clone();
        let faults = Fields::new(Place::Body, values).read::<Pair>().unwrap_err();
        let errors: Vec<_> = faults.into_iter().map(InputFault::into_error).collect();
        let locations: Vec<_> = errors.iter().map(|error| error.location.as_str()).collect();
        assert_eq!(locations, ["body: name", "body: flag", "body: count"]);
        assert_eq!(errors[0].message, "field required");
    }

    #[test]
    fn the_older_shape_names_what_is_missing() {
        let fault = InputFault::missing(Place::Body, "name");
        let expected =
            json!({"loc": ["body", "name"], "msg": "field required", "type": "value_error.missing"});
        assert_eq!(fault.older_shape(), expected);
    }
}
