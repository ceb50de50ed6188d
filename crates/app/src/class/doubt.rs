//! Whether a person should look at the class of a document, and why.

use perigee_engine::UNKNOWN_CLASS;
use perigee_model::{Finding, ProcessId, ProcessType, Scope};
use perigee_store::entity::document;
use perigee_store::{ConnectionTrait, classes};

use super::{ANY, CONFIRMING};
use crate::AppError;

/// Under this confidence a class that the process does not stand for is asked about.
///
/// Set by hand: below it the next best class is often the right one.
const SURE: f32 = 0.6;

/// Why a person should look at the class of a document: it is one that its process does not expect. `None` for the
/// class of the process itself, and for one that a person set.
pub(crate) async fn doubt(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (process_id, kind): (ProcessId, &ProcessType),
    document: &document::Model,
) -> Result<Option<Finding>, AppError> {
    let class = document.document_class.as_str();
    let is_usual = [kind.document_class.as_str(), ANY, ""].contains(&class);
    let Some(confidence) = document.class_confidence.filter(|_| !is_usual && document.class_by.is_none())
    else {
        return Ok(None);
    };
    let percent = confidence * 100.0;
    if class == UNKNOWN_CLASS {
        let message = "it looks like nothing that was confirmed so far; check what it is".to_owned();
        return Ok(Some(finding("class_unexpected", message)));
    }
    let here = classes::count_confirmed(conn, scope.organization_id, Some(process_id), CONFIRMING).await?;
    if !here.iter().any(|(name, _)| name == class) {
        let message =
            format!("it looks like {class} ({percent:.0} %), which was not confirmed in this process so far");
        return Ok(Some(finding("class_unexpected", message)));
    }
    let message = || format!("it may be {class}, but that is not sure ({percent:.0} %)");
    Ok((confidence < SURE).then(|| finding("class_unsure", message())))
}

fn finding(code: &str, message: String) -> Finding {
    Finding { code: code.to_owned(), message, data_points: Vec::new() }
}
