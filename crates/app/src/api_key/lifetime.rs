//! How long a key may live.

use perigee_model::Scope;
use perigee_store::{ConnectionTrait, organizations};

use crate::AppError;

/// Milliseconds of a day.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// A key lives as long as this unless asked otherwise: three months, after which a forgotten key is harmless.
const DEFAULT_DAYS: i64 = 90;

/// The longest life of a key where the organization did not choose one: a year, leap days included.
pub const LONGEST_DAYS: i32 = 366;

/// When keys of this organization made now have to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Policy {
    now_ms: i64,
    longest_ms: i64,
}

impl Policy {
    /// The policy of the scope's organization.
    pub(super) async fn of(
        conn: &impl ConnectionTrait,
        scope: &Scope,
        now_ms: i64,
    ) -> Result<Self, AppError> {
        let organization = organizations::get(conn, scope.organization_id).await?;
        let days = organization.api_key_longest_days.unwrap_or(LONGEST_DAYS).max(1);
        Ok(Self { now_ms, longest_ms: i64::from(days) * DAY_MS })
    }

    /// The end of the last day (UTC) on which a key may end: clients choose days, and their clocks differ from ours.
    fn latest(self) -> i64 {
        let last = self.now_ms.saturating_add(self.longest_ms);
        last - last.rem_euclid(DAY_MS) + DAY_MS - 1
    }

    /// The end that was asked for, or the default.
    ///
    /// # Errors
    /// `Invalid` for one in the past or beyond the policy.
    pub(super) fn end(self, asked_ms: Option<i64>) -> Result<i64, AppError> {
        let Some(asked) = asked_ms else {
            return Ok(self.now_ms + self.longest_ms.min(DEFAULT_DAYS * DAY_MS));
        };
        if asked <= self.now_ms {
            return Err(AppError::invalid("exp", "this is in the past"));
        }
        if asked > self.latest() {
            let day = day(self.latest());
            return Err(AppError::invalid(
                "exp",
                format!("this is too late; the last possible day is {day}"),
            ));
        }
        Ok(asked)
    }

    /// The end that was asked for, or the default, for a key that is made by one that itself ends.
    ///
    /// # Errors
    /// `Invalid` for one in the past, beyond the policy, or after the end of the maker.
    pub(super) fn end_within(
        self,
        asked_ms: Option<i64>,
        maker_end_ms: Option<i64>,
    ) -> Result<i64, AppError> {
        let end = self.end(asked_ms)?;
        match maker_end_ms.filter(|last| *last < end) {
            Some(last) if asked_ms.is_some() => Err(AppError::invalid(
                "exp",
                format!("this is too late; the key that makes this one ends on {}", day(last)),
            )),
            last => Ok(last.unwrap_or(end)),
        }
    }

    /// The end of a key that replaces one: as long a life again, as far as the policy of today allows.
    pub(super) fn end_after(self, earlier_life_ms: Option<i64>) -> i64 {
        let life = earlier_life_ms.unwrap_or(DEFAULT_DAYS * DAY_MS).max(1);
        self.now_ms + life.min(self.longest_ms)
    }
}

/// `2026-11-24` for milliseconds since 1970.
pub(crate) fn day(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or_default();
    at.strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_764_000_000_000;

    #[test]
    fn a_key_ends_in_the_future_and_within_the_policy() {
        let policy = Policy { now_ms: NOW, longest_ms: 90 * DAY_MS };
        assert_eq!(policy.end(None).unwrap(), NOW + 90 * DAY_MS);
        assert_eq!(policy.end(Some(NOW + 1)).unwrap(), NOW + 1);
        assert!(policy.end(Some(NOW)).is_err());
        assert!(policy.end(Some(NOW + 90 * DAY_MS + 60_000)).is_ok(), "a clock that is a minute ahead");
        assert!(matches!(
            policy.end(Some(NOW + 91 * DAY_MS)),
            Err(AppError::Invalid { faults }) if faults[0].message.ends_with("2026-02-22")
        ));
        assert!(policy.end(Some(i64::MAX)).is_err());
    }

    #[test]
    fn a_key_ends_no_later_than_the_key_that_made_it() {
        let policy = Policy { now_ms: NOW, longest_ms: 90 * DAY_MS };
        let maker = Some(NOW + DAY_MS);
        assert_eq!(policy.end_within(None, maker).unwrap(), NOW + DAY_MS);
        assert_eq!(policy.end_within(Some(NOW + 5), maker).unwrap(), NOW + 5);
        assert!(policy.end_within(Some(NOW + DAY_MS + 1), maker).is_err());
        assert_eq!(policy.end_within(None, None).unwrap(), NOW + 90 * DAY_MS);
    }

    #[test]
    fn a_short_policy_shortens_the_default_and_what_replaces_a_key() {
        let policy = Policy { now_ms: NOW, longest_ms: 30 * DAY_MS };
        assert_eq!(policy.end(None).unwrap(), NOW + 30 * DAY_MS);
        assert_eq!(policy.end_after(Some(60 * DAY_MS)), NOW + 30 * DAY_MS);
        assert_eq!(policy.end_after(Some(7 * DAY_MS)), NOW + 7 * DAY_MS);
    }
}
