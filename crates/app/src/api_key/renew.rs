//! Brings a key under the newest pepper when it is used.

use perigee_store::entity::api_key;
use perigee_store::peppers;

use crate::App;

/// Stores what a right secret is under the newest pepper, if it is stored under an older one. Beside the request,
/// which must not wait for the write lock; what is lost is made up for at the next use.
pub(super) fn renew(app: &App, key: &api_key::Model, secret: &str) {
    let newest = app.peppers().newest();
    if key.pepper_id.as_deref() == Some(newest.id()) {
        return;
    }
    let (app, key_id, before, secret_mac) = (app.clone(), key.id, key.pepper_id.clone(), newest.mac(secret));
    tokio::spawn(async move {
        let (db, id) = (app.db().writer(), newest.id());
        if let Err(error) = peppers::renew_key(db, key_id, before.as_deref(), id, secret_mac).await {
            tracing::warn!(%error, "an API key could not be brought under the newest pepper");
        }
    });
}
