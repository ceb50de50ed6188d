//! The web app: built files, embedded; every address without a file shows the app.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::ApiError;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// What is shown while the web app is not built.
const NOT_BUILT: &str = include_str!("not_built.html");

/// Vite names what lies here by its content, so it never changes.
const HASHED: &str = "assets/";

/// A file of the web app, or the app itself for its own addresses.
pub(crate) async fn serve(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::Method.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if path.starts_with("api/") {
        return ApiError::NoRoute.into_response();
    }
    let name = if path.is_empty() { "index.html" } else { path };
    if let Some(found) = answer(name, request.headers()) {
        return found;
    }
    // An address with an extension is a file that is not there; everything else is a screen of the app.
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) && name != "index.html" {
        return ApiError::NoRoute.into_response();
    }
    answer("index.html", request.headers()).unwrap_or_else(|| page(StatusCode::OK, NOT_BUILT))
}

fn page(status: StatusCode, html: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn answer(name: &str, request: &HeaderMap) -> Option<Response> {
    let file = Dist::get(name)?;
    let tag = etag(&file);
    let mut response = if request.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (data, encoding) = best_encoding(name, file, request);
        let mut response = Response::new(Body::from(data));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    let keep = if name.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);
    Some(response)
}

fn etag(file: &EmbeddedFile) -> String {
    let digest = file.metadata.sha256_hash();
    format!("\"{}\"", digest[..16].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// The compressed form that the build made beside the file, if the client reads it.
fn best_encoding(name: &str, file: EmbeddedFile, request: &HeaderMap) -> (Vec<u8>, Option<&'static str>) {
    let accepted =
        request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (suffix, encoding) in [("br", "br"), ("gz", "gzip")] {
        if accepted.split(',').any(|known| known.split(';').next().unwrap_or_default().trim() == encoding)
            && let Some(compressed) = Dist::get(&format!("{name}.{suffix}"))
        {
            return (compressed.data.into_owned(), Some(encoding));
        }
    }
    (file.data.into_owned(), None)
}

/// The types that a Vite build makes.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
