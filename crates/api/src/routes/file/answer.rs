//! Answers with the bytes of files.

use std::ops::Range;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use perigee_app::{App, file};
use perigee_model::{FileId, Scope};
use tokio_util::io::ReaderStream;

use crate::problem::ApiError;

/// Whatever a sender put into a file, a browser must not run it.
const SANDBOX: &str = "sandbox; default-src 'none'";

/// An original file, all or the range that was asked for.
pub(super) async fn original(
    app: &App,
    scope: &Scope,
    file_id: FileId,
    request: &HeaderMap,
) -> Result<Response, ApiError> {
    let found = file::get(app, scope, file_id).await?;
    let tag = format!("\"{}\"", found.sha256);
    let text = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // A range of another version would be mixed with this one: then all of it is sent.
    let is_same = text(header::IF_RANGE).is_none_or(|known| known == tag);
    let range = match text(header::RANGE).filter(|_| is_same) {
        Some(asked) => parse_range(asked, found.size_bytes)?,
        None => None,
    };
    let bytes = file::read(app, scope, file_id, range.clone()).await?;
    let media_type = found.media_type.as_deref().unwrap_or("application/octet-stream");
    let mut response = attachment(&found.name, media_type, Body::from_stream(bytes));
    let length = range.as_ref().map_or(found.size_bytes, |range| range.end - range.start);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(range) = range {
        let shown = format!("bytes {}-{}/{}", range.start, range.end - 1, found.size_bytes);
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&shown).map_err(|_| ApiError::Internal)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// An archive under this name.
pub(in crate::routes) fn archive(name: &str, packed: std::fs::File) -> Response {
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(packed)));
    attachment(name, "application/zip", body)
}

/// Something that is saved under this name and not shown.
pub(in crate::routes) fn attachment(name: &str, media_type: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let octets = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encode(name));
    let plain = HeaderValue::from_static("attachment");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(plain));
    response
}

/// RFC 5987: letters, digits and a few marks as they are, the rest as %XX.
fn percent_encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// One range of bytes. Several at once, and units that are not bytes, are answered with the whole file.
fn parse_range(asked: &str, size_bytes: u64) -> Result<Option<Range<u64>>, ApiError> {
    let Some((first, last)) = asked.strip_prefix("bytes=").and_then(|one| one.split_once('-')) else {
        return Ok(None);
    };
    let range = match (first.trim().parse::<u64>(), last.trim()) {
        (Ok(start), "") => start..size_bytes,
        (Ok(start), last) => match last.parse::<u64>() {
            Ok(last) => start..last.saturating_add(1).min(size_bytes),
            Err(_) => return Ok(None),
        },
        (Err(_), last) if first.is_empty() => match last.parse::<u64>() {
            Ok(length) => size_bytes.saturating_sub(length)..size_bytes,
            Err(_) => return Ok(None),
        },
        _ => return Ok(None),
    };
    if range.start < range.end { Ok(Some(range)) } else { Err(ApiError::Range { size_bytes }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_file() {
        assert_eq!(parse_range("bytes=0-4", 10).unwrap(), Some(0..5));
        assert_eq!(parse_range("bytes=8-100", 10).unwrap(), Some(8..10));
        assert_eq!(parse_range("bytes=4-", 10).unwrap(), Some(4..10));
        assert_eq!(parse_range("bytes=-3", 10).unwrap(), Some(7..10));
        assert!(matches!(parse_range("bytes=10-", 10), Err(ApiError::Range { size_bytes: 10 })));
        assert_eq!(parse_range("lines=1-2", 10).unwrap(), None);
        assert_eq!(parse_range("bytes=0-1,4-5", 10).unwrap(), None);
    }

    #[test]
    fn names_are_encoded_for_the_header() {
        assert_eq!(percent_encode("März 1.pdf"), "M%C3%A4rz%201.pdf");
    }
}
