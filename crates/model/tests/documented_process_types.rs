//! `docs/process-types.md` says what the embedded table says. `UPDATE_DOCS=1` rewrites it.

use std::fmt::Write;
use std::path::Path;

use perigee_model::process_type::{self, DataPoint};

fn literal(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn row(point: &DataPoint) -> String {
    let kind = match point.literals.as_slice() {
        [] => literal(&point.value_type),
        literals => format!("enum: {}", literals.join(", ")),
    };
    let meaning = if point.headers.is_empty() {
        point.description.clone()
    } else {
        let headers: Vec<_> =
            point.headers.iter().map(|h| format!("`{}` {}", h.name, literal(&h.value_type))).collect();
        format!("{}: {}", point.description, headers.join(", "))
    };
    let mandatory = if point.mandatory { "yes" } else { "" };
    format!("| {} | {kind} | {} | {mandatory} | {meaning} |", point.name, literal(&point.occurrence))
}

fn rendered() -> String {
    let mut page = String::from(
        "# Process types\n\nWhat each process type extracts.\n`one` data points hold at most one value, `many` any number.\n\
         Mandatory data points must be there before a document can be accepted without force.\n\
         This page is made from `crates/model/src/process_types.json` by a test; `UPDATE_DOCS=1` rewrites it.\n",
    );
    for kind in process_type::list() {
        write!(
            page,
            "\n## {}\n\n{}\n\n- id: `{}`\n- short name: `{}`\n",
            kind.name, kind.description, kind.id, kind.short_name
        )
        .unwrap();
        if kind.data_points.is_empty() {
            page.push_str("- data points: those that the process defines\n");
            continue;
        }
        page.push_str("\n| name | type | occurrence | mandatory | meaning |\n|---|---|---|---|---|\n");
        for point in &kind.data_points {
            page.push_str(&row(point));
            page.push('\n');
        }
    }
    page
}

#[test]
fn the_documented_table_is_the_embedded_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/process-types.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, rendered()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), rendered());
}
