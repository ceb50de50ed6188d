//! A first process with documents in it, so that somebody who looks sees something.

use bytes::Bytes;
use perigee_model::{Scope, process_type};

use crate::collection::{self, FileUpload, NewCollection};
use crate::{App, AppError, process};

/// Makes a process "Invoices" with these documents, each a collection of its own, unless there is a process already.
///
/// # Errors
/// When the database or the blob store fails.
pub async fn samples(app: &App, scope: &Scope, documents: Vec<(String, Vec<u8>)>) -> Result<bool, AppError> {
    let (_, existing) = process::list(app, scope, 0, 1).await?;
    let kind = process_type::find_by_short_name("invoices").ok_or(AppError::NotFound { what: "the type" })?;
    if existing > 0 {
        return Ok(false);
    }
    let made = process::create(app, scope, &kind.name, kind.id).await?;
    for (name, bytes) in documents {
        let FileUpload { file_id, name, mut upload } = collection::start_file(app, scope, &name);
        upload.write(Bytes::from(bytes)).await?;
        let stored = vec![(file_id, name, upload.finish().await?)];
        collection::create(app, scope, made.id, stored, NewCollection::default()).await?;
    }
    Ok(true)
}
