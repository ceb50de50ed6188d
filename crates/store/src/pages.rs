//! Pages of files with their words, which are kept as compressed JSON.

use std::collections::HashMap;

use perigee_model::{Graphics, Page, PageId, PageSource, Rect, Scope, Word};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::page::{Column, Entity, Model};

/// Level 3 is the default of zstd: words of a page shrink to a fifth in well under a millisecond.
const ZSTD_LEVEL: i32 = 3;

/// Rows of one statement; eleven columns each stay far below the 32,766 parameters of SQLite.
const ROWS_AT_ONCE: usize = 500;

/// A stored page.
#[derive(Debug, Clone)]
pub struct StoredPage {
    /// Its id.
    pub id: PageId,
    /// The page itself.
    pub page: Page,
}

/// Bytes for a column that holds text of some length.
pub fn compress(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, ZSTD_LEVEL).expect("compressing into memory has nothing that can fail")
}

/// The reverse of [`compress`].
///
/// # Errors
/// `Unreadable` when the bytes are not of this form.
pub fn decompress(column: &'static str, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::stream::decode_all(bytes).map_err(|_| StoreError::Unreadable { column })
}

/// Replaces the pages of a file.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    conn: &impl ConnectionTrait,
    organization_id: Uuid,
    file_id: Uuid,
    pages: &[Page],
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::FileId.eq(file_id)).exec(conn).await?;
    for chunk in pages.chunks(ROWS_AT_ONCE) {
        let rows = chunk.iter().map(|page| row(organization_id, file_id, page).into_active_model());
        Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

fn row(organization_id: Uuid, file_id: Uuid, page: &Page) -> Model {
    Model {
        id: Uuid::now_v7(),
        organization_id,
        file_id,
        number: page.number.cast_signed(),
        width: page.width,
        height: page.height,
        rotation: page.rotation.into(),
        source: match page.source {
            PageSource::Text => "text",
            PageSource::Ocr => "ocr",
        }
        .to_owned(),
        words: compress(&words_to_bytes(&page.words)),
        graphics: graphics_to_bytes(&page.graphics),
    }
}

/// Words as JSON, with places to hundredths of a point as in answers.
fn words_to_bytes(words: &[Word]) -> Vec<u8> {
    let rows: Vec<(&str, Rect, f32)> =
        words.iter().map(|word| (word.text.as_str(), word.bbox, word.confidence.into())).collect();
    serde_json::to_vec(&rows).expect("strings and numbers always serialise")
}

fn words_from_bytes(bytes: &[u8]) -> Result<Vec<Word>, StoreError> {
    let json = decompress("pages.words", bytes)?;
    let rows: Vec<(String, Rect, f32)> =
        serde_json::from_slice(&json).map_err(|_| StoreError::Unreadable { column: "pages.words" })?;
    Ok(rows
        .into_iter()
        .map(|(text, bbox, confidence)| Word { text, bbox, confidence: confidence.into() })
        .collect())
}

fn graphics_to_bytes(graphics: &Graphics) -> Option<Vec<u8>> {
    let json = || serde_json::to_vec(graphics).expect("numbers and strings always serialise");
    (!graphics.is_empty()).then(|| compress(&json()))
}

fn graphics_from_bytes(bytes: &[u8]) -> Result<Graphics, StoreError> {
    let json = decompress("pages.graphics", bytes)?;
    serde_json::from_slice(&json).map_err(|_| StoreError::Unreadable { column: "pages.graphics" })
}

/// Some pages of a file, in order; both numbers inclusive.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    file_id: Uuid,
    (first, last): (i32, i32),
) -> Result<Vec<StoredPage>, StoreError> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::FileId.eq(file_id))
        .filter(Column::Number.between(first, last))
        .order_by_asc(Column::Number)
        .all(conn)
        .await?;
    rows.into_iter().map(stored).collect()
}

/// These pages of a file, in the order of the numbers; a number without a page is passed over.
///
/// # Errors
/// When the database fails.
pub async fn list_ordered(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    file_id: Uuid,
    numbers: &[i32],
) -> Result<Vec<StoredPage>, StoreError> {
    let mut found = HashMap::with_capacity(numbers.len());
    for chunk in numbers.chunks(ROWS_AT_ONCE) {
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
            .filter(Column::FileId.eq(file_id))
            .filter(Column::Number.is_in(chunk.iter().copied()));
        found.extend(rows.all(conn).await?.into_iter().map(|row| (row.number, row)));
    }
    numbers.iter().filter_map(|number| found.remove(number)).map(stored).collect()
}

fn stored(row: Model) -> Result<StoredPage, StoreError> {
    Ok(StoredPage {
        id: PageId::from_uuid(row.id),
        page: Page {
            number: row.number.cast_unsigned(),
            width: row.width,
            height: row.height,
            rotation: u16::try_from(row.rotation)
                .map_err(|_| StoreError::Unreadable { column: "pages.rotation" })?,
            source: if row.source == "ocr" { PageSource::Ocr } else { PageSource::Text },
            words: words_from_bytes(&row.words)?,
            graphics: row.graphics.as_deref().map(graphics_from_bytes).transpose()?.unwrap_or_default(),
        },
    })
}
