//! Draws pages and keeps the pictures.

use bytes::Bytes;
use perigee_blobs::{BlobError, BlobKey, LocalFile};
use perigee_model::{DocumentId, FileId, Scope};

use crate::{App, AppError};

/// A drawn page.
#[derive(Debug, Clone)]
pub struct Image {
    /// PNG bytes; `None` when the caller has this version already.
    pub png: Option<Bytes>,
    /// Names this version of the picture.
    pub tag: String,
}

/// Draws a page, upright, or takes the picture that was drawn before.
///
/// `has` names the version that the caller has: nothing is drawn then.
///
/// # Errors
/// `NotFound`; `File` when the page cannot be drawn.
pub async fn page_image(
    app: &App,
    scope: &Scope,
    id: DocumentId,
    number: u32,
    dpi: u32,
    has: impl Fn(&str) -> bool,
) -> Result<Image, AppError> {
    let conn = app.db().reader();
    let row = super::get_row(conn, scope, id).await?;
    let (_, page) = super::page_of(conn, scope, &row, number).await?;
    let missing = AppError::NotFound { what: "the page" };
    let page_in_file = super::number_in_file(&row, number)?.ok_or(missing)?.unsigned_abs();
    // The bytes of a file never change, so what was drawn from them does not either; only the way of drawing does.
    let version = env!("CARGO_PKG_VERSION");
    let tag = format!("{}-{page_in_file}-{dpi}-{}-{version}", row.file_id.simple(), page.rotation);
    if has(&tag) {
        return Ok(Image { png: None, tag });
    }
    let (organization_id, file_id) = (scope.organization_id, FileId::from_uuid(row.file_id));
    let key =
        BlobKey::PageImage { organization_id, file_id, page: page_in_file, dpi, rotation: page.rotation };
    if let Some(png) = app.blobs().find(key).await? {
        return Ok(Image { png: Some(png), tag });
    }
    let file = drawn_from(app, scope, file_id).await?;
    let engine = app.engine().clone();
    let draw = move || engine.render_page_turned(file.path(), page_in_file, dpi as f32, page.rotation);
    let drawn = tokio::task::spawn_blocking(draw).await.map_err(|_| AppError::Panicked)??;
    let png = Bytes::from(drawn.png);
    app.blobs().put_if_absent(key, png.clone()).await?;
    Ok(Image { png: Some(png), tag })
}

/// What the pages of a file are drawn from: the file itself, or what was made to show its pages.
pub(crate) async fn drawn_from(app: &App, scope: &Scope, file_id: FileId) -> Result<LocalFile, BlobError> {
    let organization_id = scope.organization_id;
    match app.blobs().local_file(BlobKey::Shown { organization_id, file_id }).await {
        Err(BlobError::NotFound) => app.blobs().local_file(BlobKey::File { organization_id, file_id }).await,
        other => other,
    }
}
