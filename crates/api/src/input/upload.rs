//! Uploads: streamed from a form into the blob store, or decoded from base64.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use perigee_app::collection::{self, FileUpload, NewCollection};
use perigee_app::{App, AppError};
use perigee_model::{FileId, Scope};

use super::body::{check_type, read_json};
use super::fields::{InputFault, Place};
use crate::dto::collection::{Base64Upload, Metadata};
use crate::problem::ApiError;

/// Bytes of a form field that is not a file.
const FIELD_LIMIT: usize = 64 << 10;

/// Bytes of a base64 body, which is held in memory; larger files go as a form.
const BASE64_LIMIT: usize = 100 << 20;

/// Characters of an idempotency key.
const KEY_LIMIT: usize = 200;

/// Files whose bytes are stored, and what was said about them.
#[derive(Debug, Default)]
pub(crate) struct ReceivedFiles {
    /// Each file with its name and digest.
    pub files: Vec<(FileId, String, perigee_app::collection::Stored)>,
    /// What was said about them.
    pub new: NewCollection,
}

/// The `Idempotency-Key` header.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=KEY_LIMIT).contains(&key.len()));
    let fault =
        || InputFault::new(Place::Header, "Idempotency-Key", "1 to 200 ASCII characters are required");
    key.map(|key| Some(key.to_owned())).ok_or_else(|| ApiError::Invalid(vec![fault()]))
}

/// Streams the files of a form into the blob store. What was stored before a fault is thrown away.
pub(crate) async fn multipart(app: &App, scope: &Scope, request: Request) -> Result<ReceivedFiles, ApiError> {
    let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let stated = stated.unwrap_or("of no stated type").split(';').next().unwrap_or_default().to_owned();
    let unsupported = ApiError::UnsupportedType { detected: stated, expected: "multipart/form-data" };
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| unsupported)?;
    let mut received = ReceivedFiles::default();
    match receive(app, scope, &mut form, &mut received).await {
        Ok(()) => Ok(received),
        Err(error) => {
            collection::discard(app, scope, &received.files).await;
            Err(error)
        }
    }
}

async fn receive(
    app: &App,
    scope: &Scope,
    form: &mut Multipart,
    received: &mut ReceivedFiles,
) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken_form)? {
        let name = field.name().unwrap_or_default().to_owned();
        // Clients name the part `files`, `file` or `files[]`; what makes it a file is its file name.
        if field.file_name().is_some() || matches!(name.as_str(), "files" | "file" | "files[]") {
            let limit = app.config().files_per_upload;
            if received.files.len() >= limit {
                return Err(AppError::TooLarge { limit: limit as u64, unit: "files" }.into());
            }
            received.files.push(store(app, scope, field).await?);
        } else {
            let text = read_text(field).await?;
            if let Err(fault) = note(&name, text, &mut received.new) {
                faults.push(fault);
            }
        }
    }
    if received.files.is_empty() {
        faults.push(InputFault::missing(Place::Body, "files"));
    }
    if faults.is_empty() { Ok(()) } else { Err(ApiError::Invalid(faults)) }
}

async fn store(
    app: &App,
    scope: &Scope,
    mut field: Field<'_>,
) -> Result<(FileId, String, perigee_app::collection::Stored), ApiError> {
    let file = collection::start_file(app, scope, field.file_name().unwrap_or_default());
    let FileUpload { file_id, name, mut upload } = file;
    loop {
        let written = match field.chunk().await {
            Ok(None) => break,
            Ok(Some(bytes)) => upload.write(bytes).await.map_err(|error| ApiError::App(error.into())),
            Err(error) => Err(broken_form(error)),
        };
        if let Err(error) = written {
            upload.abort().await.map_err(AppError::from)?;
            return Err(error);
        }
    }
    Ok((file_id, name, upload.finish().await.map_err(AppError::from)?))
}

async fn read_text(mut field: Field<'_>) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken_form)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_LIMIT {
            return Err(ApiError::TooLarge { limit: FIELD_LIMIT as u64 });
        }
    }
    String::from_utf8(bytes)
        .map_err(|_| ApiError::Invalid(vec![InputFault::body("", "the form is not UTF-8")]))
}

fn note(name: &str, text: String, new: &mut NewCollection) -> Result<(), InputFault> {
    let flag = |text: &str| match text.trim() {
        "true" | "1" => Ok(true),
        "false" | "0" | "" => Ok(false),
        _ => Err(InputFault::body(name, "true or false is required")),
    };
    match name {
        "name" => new.name = Some(text),
        "priority" => new.priority = flag(&text)?,
        "split" if !text.trim().is_empty() => new.split = Some(flag(&text)?),
        "language" if !text.is_empty() => new.language = Some(text),
        "metadata" if !text.trim().is_empty() => {
            let metadata: Result<Metadata, _> = serde_json::from_str(&text);
            new.metadata = metadata.map_err(|_| InputFault::body(name, "a JSON object is required"))?;
        }
        // Fields that we do not know are no fault: clients may send more.
        _ => {}
    }
    Ok(())
}

fn broken_form(error: axum::extract::multipart::MultipartError) -> ApiError {
    let message = format!("the form cannot be read: {}", error.body_text());
    ApiError::Invalid(vec![InputFault::body("", message)])
}

/// Decodes the files of a JSON body into the blob store.
pub(crate) async fn base64(app: &App, scope: &Scope, request: Request) -> Result<ReceivedFiles, ApiError> {
    check_type(&request)?;
    let body: Base64Upload = read_json(request, BASE64_LIMIT).await?;
    let (mut decoded, mut faults) = (Vec::new(), Vec::new());
    for (index, file) in body.files.into_iter().enumerate() {
        match STANDARD.decode(file.content.trim()) {
            Ok(bytes) => decoded.push((file.name, Bytes::from(bytes))),
            Err(_) => faults.push(InputFault::body(&format!("files[{index}].content"), "base64 is required")),
        }
    }
    if decoded.is_empty() && faults.is_empty() {
        faults.push(InputFault::body("files", "at least one file is required"));
    }
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let new = NewCollection {
        name: body.name,
        priority: body.priority.unwrap_or_default(),
        split: body.split,
        metadata: body.metadata.unwrap_or_default(),
        language: body.language,
        idempotency_key: None,
    };
    let mut received = ReceivedFiles { files: Vec::new(), new };
    for (name, bytes) in decoded {
        match store_bytes(app, scope, &name, bytes).await {
            Ok(stored) => received.files.push(stored),
            Err(error) => {
                collection::discard(app, scope, &received.files).await;
                return Err(error.into());
            }
        }
    }
    Ok(received)
}

async fn store_bytes(
    app: &App,
    scope: &Scope,
    name: &str,
    bytes: Bytes,
) -> Result<(FileId, String, perigee_app::collection::Stored), AppError> {
    let FileUpload { file_id, name, mut upload } = collection::start_file(app, scope, name);
    if let Err(error) = upload.write(bytes).await {
        upload.abort().await?;
        return Err(error.into());
    }
    Ok((file_id, name, upload.finish().await?))
}
