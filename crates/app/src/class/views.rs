//! What was seen of confirmed documents lately, so that one more costs no reading of all the others.

use std::sync::Arc;
use std::time::Duration;

use perigee_engine::ClassView;
use perigee_model::{Page, Scope};
use perigee_store::classes::ConfirmedClass;
use uuid::Uuid;

use crate::{App, AppError, document};

/// Views that are remembered; each takes some 5 kB.
const REMEMBERED: u64 = 10_000;

/// An organization that confirms nothing costs nothing after this, and what was deleted is not in memory any more.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(300);

/// A document in one run, with its pages.
type Key = (Uuid, i32, i32, i32);

/// What was seen lately.
#[derive(Debug)]
pub(crate) struct Seen(moka::sync::Cache<Key, Arc<ClassView>>);

impl Default for Seen {
    fn default() -> Self {
        let cache = moka::sync::Cache::builder().max_capacity(REMEMBERED);
        Self(cache.time_to_idle(FORGOTTEN_AFTER).build())
    }
}

/// What the learner sees of a document.
pub(super) async fn view_of(
    app: &App,
    scope: &Scope,
    one: &ConfirmedClass,
) -> Result<Arc<ClassView>, AppError> {
    let row = &one.document;
    let key = (row.id, one.run, row.first_page, row.last_page);
    if let Some(known) = app.seen().0.get(&key) {
        return Ok(known);
    }
    let numbered = document::pages_of(app.db().reader(), scope, row).await?;
    let pages: Vec<Page> = numbered.into_iter().map(|(_, page)| page).collect();
    let seen = tokio::task::spawn_blocking(move || Arc::new(ClassView::of(&pages)));
    let view = seen.await.map_err(|_| AppError::Panicked)?;
    app.seen().0.insert(key, view.clone());
    Ok(view)
}
