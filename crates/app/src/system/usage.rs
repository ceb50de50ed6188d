//! How much an organization keeps, and how much came in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perigee_model::{ProcessId, Scope};
use perigee_store::{processes, usage};

use crate::clock::now_ms;
use crate::{App, AppError};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// How far back the months go: a year, and what is missing of the month it began in.
const LOOKED_BACK_MS: i64 = 396 * DAY_MS;

/// Months that are shown.
const MONTHS: usize = 13;

/// What a process keeps.
#[derive(Debug, Clone)]
pub struct OfProcess {
    /// The process.
    pub process_id: ProcessId,
    /// Its name.
    pub name: String,
    /// Its collections.
    pub collections: u64,
    /// Pages of its files.
    pub pages: u64,
    /// Bytes of its files.
    pub bytes: u64,
}

/// What came in during a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// `2026-11`, in UTC.
    pub month: String,
    /// Collections.
    pub collections: u64,
    /// Pages of their files.
    pub pages: u64,
}

/// How much an organization keeps, and how much came in.
#[derive(Debug, Clone)]
pub struct Usage {
    /// By process, the largest first.
    pub processes: Vec<OfProcess>,
    /// The last twelve months and this one, oldest first; months without anything are there too.
    pub months: Vec<Month>,
    /// Bytes of models.
    pub model_bytes: u64,
    /// Bytes of exports that wait to be downloaded.
    pub export_bytes: u64,
}

/// How much the scope's organization keeps. What was deleted is not in it.
///
/// # Errors
/// When the database fails.
pub async fn usage(app: &App, scope: &Scope) -> Result<Usage, AppError> {
    let (conn, now) = (app.db().reader(), now_ms());
    let rows = usage::by_process(conn, scope).await?;
    let names = processes::names(conn, scope, rows.iter().map(|row| row.process_id)).await?;
    let mut by_process: Vec<OfProcess> = rows
        .into_iter()
        .map(|row| OfProcess {
            process_id: ProcessId::from_uuid(row.process_id),
            name: names.get(&row.process_id).cloned().unwrap_or_default(),
            collections: row.collections.unsigned_abs(),
            pages: row.pages.unsigned_abs(),
            bytes: row.bytes.unsigned_abs(),
        })
        .collect();
    by_process.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    let days = usage::by_day(conn, scope, now - LOOKED_BACK_MS).await?;
    let (models, exports) = usage::artefact_bytes(conn, scope).await?;
    Ok(Usage {
        processes: by_process,
        months: months(&days, now),
        model_bytes: models.unsigned_abs(),
        export_bytes: exports.unsigned_abs(),
    })
}

/// Days under their months; the last [`MONTHS`] up to now.
fn months(days: &[usage::OfDay], now_ms: i64) -> Vec<Month> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for day in days {
        let sum = sums.entry(month_of(day.day * DAY_MS)).or_default();
        *sum = (sum.0 + day.collections, sum.1 + day.pages);
    }
    let mut at = TimeZone::UTC.to_datetime(Timestamp::from_millisecond(now_ms).unwrap_or_default()).date();
    let mut shown = Vec::with_capacity(MONTHS);
    for _ in 0..MONTHS {
        let month = at.strftime("%Y-%m").to_string();
        let (collections, pages) = sums.get(&month).copied().unwrap_or_default();
        shown.push(Month { month, collections: collections.unsigned_abs(), pages: pages.unsigned_abs() });
        at = at.first_of_month().yesterday().unwrap_or(at);
    }
    shown.reverse();
    shown
}

fn month_of(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or_default().strftime("%Y-%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_summed_by_month_and_empty_months_are_shown() {
        let now = Timestamp::from_second(1_795_000_000).unwrap().as_millisecond();
        let day = |days_ago: i64, collections, pages| usage::OfDay {
            day: now / DAY_MS - days_ago,
            collections,
            pages,
        };
        // 2026-11-18, 2026-11-17 and 2026-10-31.
        let shown = months(&[day(18, 1, 9), day(1, 2, 3), day(0, 4, 5)], now);
        assert_eq!(shown.len(), MONTHS);
        let last = |back: usize| shown[MONTHS - 1 - back].clone();
        assert_eq!(last(0), Month { month: "2026-11".to_owned(), collections: 6, pages: 8 });
        assert_eq!(last(1), Month { month: "2026-10".to_owned(), collections: 1, pages: 9 });
        assert_eq!(last(12), Month { month: "2025-11".to_owned(), collections: 0, pages: 0 });
    }
}
