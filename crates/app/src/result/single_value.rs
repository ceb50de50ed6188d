//! A value in the shape of the results API.

use perigee_model::results::{Converter, SingleValue};
use perigee_model::{Finding, StageStatus, ValueType};

use super::ShownValue;

/// A value in the shape of the results API.
pub(crate) fn single_value(shown: ShownValue, value_type: ValueType, findings: &[Finding]) -> SingleValue {
    let validation_status = validation(&shown, value_type, findings);
    let reading = shown.reading;
    SingleValue {
        id: shown.id,
        value: reading.value,
        raw_value: reading.raw_value,
        converter: Converter { kind: converter_name(value_type), format: None },
        status: StageStatus::extracted(),
        validation_status,
        metadata: std::collections::BTreeMap::new(),
        confidence: reading.confidence,
        source: reading.source,
        evidence: reading.evidence,
        decision: shown.decision,
        alternatives: reading.alternatives,
    }
}

fn validation(shown: &ShownValue, value_type: ValueType, findings: &[Finding]) -> StageStatus {
    let reading = &shown.reading;
    if let Some(fault) = &reading.fault {
        return StageStatus::validation_failed(fault);
    }
    if reading.value.is_none() {
        let name = converter_name(value_type);
        return StageStatus::validation_failed(&format!("the text cannot be converted to {name}"));
    }
    match findings.iter().find(|finding| finding.data_points.contains(&reading.data_point)) {
        Some(finding) => StageStatus::validation_failed(&finding.message),
        None => StageStatus::validation_succeeded(),
    }
}

/// The documented name of a converter: text is called `string`.
fn converter_name(value_type: ValueType) -> String {
    if value_type == ValueType::Text {
        return "string".to_owned();
    }
    let literal = serde_json::to_value(value_type).ok();
    literal.as_ref().and_then(serde_json::Value::as_str).unwrap_or("string").to_owned()
}
