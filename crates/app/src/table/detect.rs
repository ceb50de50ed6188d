//! Finds tables on a page anew, or what goes on behind a page.

use perigee_engine::Engine;
use perigee_model::{CollectionId, DocumentId, Rect, Scope, TableMask};

use crate::result::config_of;
use crate::{App, AppError, collection, document};

/// What is looked for.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// The tables of a page, or the one of a region of it.
    On {
        /// Page of the document, from 0.
        page: u32,
        /// The region; the whole page where it is left out.
        bbox: Option<Rect>,
    },
    /// The table of this grid on the pages behind its own, for as long as it goes on.
    Following(TableMask),
}

/// Grids for tables; with a data point their columns are named. Nothing is stored.
///
/// # Errors
/// `NotFound`; `Invalid` for a page or a data point that is not there.
pub async fn detect(
    app: &App,
    scope: &Scope,
    id: DocumentId,
    data_point: Option<&str>,
    wanted: Wanted,
) -> Result<Vec<TableMask>, AppError> {
    let conn = app.db().reader();
    let row = document::get_row(conn, scope, id).await?;
    let collection = collection::get_row(conn, scope, CollectionId::from_uuid(row.collection_id)).await?;
    let (_, data_points) = config_of(conn, scope, &collection).await?;
    let point = match data_point {
        Some(name) => {
            let point = data_points.into_iter().find(|point| point.name == name && !point.headers.is_empty());
            let missing = || AppError::invalid("dataPoint", format!("the process has no table {name}"));
            Some(point.ok_or_else(missing)?)
        }
        None => None,
    };
    let pages = document::pages_of(conn, scope, &row).await?;
    let number = match &wanted {
        Wanted::On { page, .. } => *page,
        Wanted::Following(mask) => mask.page,
    };
    let Some(at) = pages.iter().position(|(_, page)| page.number == number) else {
        return Err(AppError::invalid("page", format!("the document has no page {number}")));
    };
    let find = move || match wanted {
        Wanted::On { bbox, .. } => Engine::detect_tables(&pages[at].1, bbox, point.as_ref()),
        Wanted::Following(mask) => {
            let mask = Engine::tidy_mask(&mask);
            let behind = pages[at + 1..].iter();
            behind.map_while(|(_, page)| Engine::follow_mask(&mask, &pages[at].1, page)).collect()
        }
    };
    // Layout of many pages takes its time; other requests go on meanwhile.
    tokio::task::spawn_blocking(find).await.map_err(|_| AppError::Panicked)
}
