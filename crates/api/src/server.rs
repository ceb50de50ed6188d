//! Puts everything together and listens.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use crate::state::ApiState;
use crate::{docs, headers, health, request, routes, web};

/// Everything that the server answers to.
pub fn router(state: ApiState) -> Router {
    let (api, _) = routes::router().with_state(state.clone()).split_for_parts();
    // Events must leave at once, and pictures are compressed already (the default leaves out images).
    let compress = DefaultPredicate::new().and(NotForContentType::const_new("application/octet-stream"));
    Router::new()
        .nest("/api/v0.3", api.clone())
        .nest("/api/v0.4", api)
        .route("/api/openapi.json", get(docs::document))
        .route("/docs", get(docs::page))
        .route("/docs/docs.js", get(docs::script))
        .route("/docs/docs.css", get(docs::style))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .fallback(web::serve)
        .with_state(state.clone())
        // Each extractor has its own limit.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new().compress_when(compress))
        .layer(from_fn_with_state(state.clone(), request::observe))
        .layer(from_fn_with_state(state, headers::add))
}

/// Answers until the state's token is cancelled, then lets running requests end.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, state: ApiState) -> std::io::Result<()> {
    let closing = state.closing.clone();
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(closing.cancelled_owned()).await
}
