//! Lines of CSV (RFC 4180) that a spreadsheet can open without running what somebody wrote into a name.

use perigee_app::audit::AuditEvent;
use serde_json::Value;

use crate::dto::time::rfc3339;

/// The first line.
pub(super) const HEAD: &str =
    "number,at,actor,actorName,action,objectKind,objectId,objectName,ip,details,hash\r\n";

/// One event.
pub(super) fn line(event: AuditEvent) -> String {
    let (number, at) = (event.number.to_string(), rfc3339(event.at_ms));
    let (ip, details) = (event.ip.unwrap_or_default(), Value::Object(event.details).to_string());
    let cells = [
        &number,
        &at,
        &event.actor,
        &event.actor_name,
        &event.action,
        &event.object_kind,
        &event.object_id,
        &event.object_name,
        &ip,
        &details,
        &event.hash,
    ];
    let cells: Vec<String> = cells.into_iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

/// A cell in quotes. What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        assert_eq!(cell("plain"), "\"plain\"");
        assert_eq!(cell("say \"hi\", twice\n"), "\"say \"\"hi\"\", twice\n\"");
        for start in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(start), format!("\"'{start}\""));
        }
    }
}
