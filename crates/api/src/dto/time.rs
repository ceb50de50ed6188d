//! Times of answers: RFC 3339 in UTC with whole seconds.

use chrono::{DateTime, SecondsFormat};

/// `2023-06-07T12:09:58Z` for milliseconds since 1970; a time outside of chrono's range becomes 1970.
pub fn rfc3339(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_with_whole_seconds() {
        assert_eq!(rfc3339(1_686_139_798_999), "2023-06-07T12:09:58Z");
    }
}
