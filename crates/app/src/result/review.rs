//! Whether a person should look at a collection, and why.

use perigee_model::results::Decision as OfPerson;
use perigee_model::{CollectionStatus, ConfigId, DataPoint, FileFault, Finding, ProcessId, Scope};
use perigee_store::entity::{collection, file, process_config};
use perigee_store::error::from_json;
use perigee_store::{ConnectionTrait, documents, files, processes};

use super::{ShownDocument, ShownValue, show_document};
use crate::learning::{self, Acceptance};
use crate::{AppError, class, process};

/// How a collection ends when nothing of it is left to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    /// `Failed`, `Needs Review` or `Accepted`.
    pub status: CollectionStatus,
    /// Why a person should look.
    pub reasons: Vec<Finding>,
}

/// Decides about a collection whose files are all done; `None` while one is not.
pub(crate) async fn decide(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<Option<Decision>, AppError> {
    let files = files::list(conn, scope, &[row.id]).await?;
    let statuses = || files.iter().filter_map(|file| CollectionStatus::find(&file.status));
    if statuses().any(|status| !status.is_terminal()) {
        return Ok(None);
    }
    // An archive without pages ends as its files end.
    let mut with_pages =
        files.iter().filter(|file| file.page_count > 0 || file.media_type.is_none() || file.fault.is_some());
    if with_pages.all(|file| CollectionStatus::find(&file.status) == Some(CollectionStatus::Failed)) {
        return Ok(Some(Decision { status: CollectionStatus::Failed, reasons: Vec::new() }));
    }
    let reasons = review_reasons(conn, scope, row).await?;
    let status = if reasons.is_empty() { CollectionStatus::Accepted } else { CollectionStatus::NeedsReview };
    Ok(Some(Decision { status, reasons }))
}

/// Why a person should look at a collection. Empty means that it may be accepted without one.
pub(crate) async fn review_reasons(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<Vec<Finding>, AppError> {
    let (config, data_points) = config_of(conn, scope, row).await?;
    let mut reasons = failed_files(&files::list(conn, scope, &[row.id]).await?)?;
    let documents = documents::list(conn, scope, row.id).await?;
    if documents.iter().any(|document| document.made_by.is_some()) {
        // Whoever draws other boundaries is at work on the collection, and decides when it is done.
        let message = "a person divided the file into documents; check what was found in them".to_owned();
        reasons.push(Finding { code: "documents_changed".to_owned(), message, data_points: Vec::new() });
    }
    let process_id = ProcessId::from_uuid(row.process_id);
    let kind = process::process_type_of(&process::get_row(conn, &scope.seeing(), process_id).await?)?;
    for document in documents {
        let shown = show_document(conn, scope, &document, row.run).await?;
        if let Some(extraction) = &shown.extraction {
            reasons.extend(class::doubt(conn, scope, (process_id, kind), &document).await?);
            let accepted = match config.auto_accept_threshold {
                Some(threshold) => Acceptance::From(threshold),
                None => learning::acceptance(conn, scope, process_id, &extraction.model).await?,
            };
            reasons.extend(reasons_of(&shown, &data_points, &accepted));
        }
    }
    Ok(reasons)
}

/// The mandatory data points that a document of the collection lacks.
pub(crate) async fn blocking_data_points(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<Vec<String>, AppError> {
    let (_, data_points) = config_of(conn, scope, row).await?;
    let mut missing = Vec::new();
    for document in documents::list(conn, scope, row.id).await? {
        let shown = show_document(conn, scope, &document, row.run).await?;
        if shown.extraction.is_some() {
            missing.extend(missing_in(&shown, &data_points).map(|point| point.name.clone()));
        }
    }
    missing.sort();
    missing.dedup();
    Ok(missing)
}

/// The configuration that the newest run of a collection uses.
pub(crate) async fn config_of(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    row: &collection::Model,
) -> Result<(process_config::Model, Vec<DataPoint>), AppError> {
    let config = processes::get_config(conn, scope, ConfigId::from_uuid(row.config_id)).await?;
    let data_points = from_json("process_configs.data_points", &config.data_points)?;
    Ok((config, data_points))
}

fn failed_files(files: &[file::Model]) -> Result<Vec<Finding>, AppError> {
    let mut found = Vec::new();
    for file in files {
        if let Some(text) = &file.fault {
            let fault: FileFault = from_json("files.fault", text)?;
            let message = format!("{}: {}", file.name, fault.message);
            found.push(Finding { code: "file_failed".to_owned(), message, data_points: Vec::new() });
        }
    }
    Ok(found)
}

fn missing_in<'a>(
    shown: &'a ShownDocument,
    data_points: &'a [DataPoint],
) -> impl Iterator<Item = &'a DataPoint> {
    let is_there = |name: &str| {
        shown.values.iter().any(|value| value.reading.data_point == name)
            || shown.tables.iter().any(|table| table.data_point == name && !table.rows.is_empty())
    };
    data_points.iter().filter(move |point| point.mandatory && !is_there(&point.name))
}

fn reasons_of(shown: &ShownDocument, data_points: &[DataPoint], accepted: &Acceptance) -> Vec<Finding> {
    let threshold = match accepted {
        Acceptance::From(threshold) => Some(*threshold),
        Acceptance::Off | Acceptance::NotPromised(_) => None,
    };
    let reason = |code: &str, message: String, data_points: Vec<String>| Finding {
        code: code.to_owned(),
        message,
        data_points,
    };
    let mut reasons: Vec<Finding> = missing_in(shown, data_points)
        .map(|point| {
            reason("mandatory_missing", format!("{} is missing", point.label), vec![point.name.clone()])
        })
        .collect();
    // A person who confirmed a value has seen what is odd about it.
    let is_open = |value: &&ShownValue| value.decision != Some(OfPerson::Confirmed);
    for value in shown.values.iter().filter(is_open) {
        let name = || vec![value.reading.data_point.clone()];
        match (&value.reading.fault, &value.reading.value, threshold) {
            (Some(fault), ..) => reasons.push(reason("value_has_fault", fault.clone(), name())),
            (None, None, _) => {
                let message = "the text cannot be converted to its type".to_owned();
                reasons.push(reason("value_not_converted", message, name()));
            }
            (None, Some(_), Some(limit)) if value.reading.confidence.get() < limit => {
                reasons.push(reason("confidence_low", format!("the confidence is below {limit}"), name()));
            }
            _ => {}
        }
    }
    for table in &shown.tables {
        if threshold.is_some_and(|limit| !table.rows.is_empty() && table.confidence.get() < limit) {
            let message = "the table is not sure enough".to_owned();
            reasons.push(reason("confidence_low", message, vec![table.data_point.clone()]));
        }
    }
    reasons.extend(shown.findings.iter().cloned());
    match accepted {
        Acceptance::From(_) => {}
        Acceptance::Off => {
            let message = "documents of this process are accepted by a person only".to_owned();
            reasons.push(reason("no_automatic_acceptance", message, Vec::new()));
        }
        Acceptance::NotPromised(why) => reasons.push(reason("not_promised", why.clone(), Vec::new())),
    }
    reasons
}
