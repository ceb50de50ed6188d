//! For whoever watches the server: is it alive, is it ready.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::ApiState;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Database and blobs answer too.
pub(crate) async fn readyz(State(state): State<ApiState>) -> (StatusCode, &'static str) {
    match state.app.check().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
