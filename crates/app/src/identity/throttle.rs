//! Slows down guessing: attempts per address, e-mail or person in a minute, in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::AppError;

/// Attempts in a window before the next one has to wait. OWASP's advice is 5 to 10.
const ATTEMPTS: u32 = 10;

/// Length of a window.
const WINDOW_MS: i64 = 60_000;

/// How long codes of a second factor are counted. Ten in a quarter of an hour are 960 a day; as three of a million
/// codes are right at any time, guessing one takes most of a year, by somebody who knows the password.
const CODES_WINDOW_MS: i64 = 15 * 60_000;

/// Keys remembered; an attacker with more addresses than this only makes us forget the oldest windows.
const KEYS_KEPT: usize = 10_000;

/// Counts attempts. An installation with several servers counts in each of them.
#[derive(Debug)]
pub struct Throttle {
    allowed: u32,
    window_ms: i64,
    windows: Mutex<HashMap<String, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    started_ms: i64,
    attempts: u32,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::allowing(ATTEMPTS)
    }
}

impl Throttle {
    /// Allows so many attempts in a minute.
    pub fn allowing(allowed: u32) -> Self {
        Self::within(allowed, WINDOW_MS)
    }

    /// For codes of second factors.
    pub(crate) fn of_codes() -> Self {
        Self::within(ATTEMPTS, CODES_WINDOW_MS)
    }

    /// Allows so many attempts in a window of another length.
    fn within(allowed: u32, window_ms: i64) -> Self {
        Self { allowed, window_ms, windows: Mutex::default() }
    }

    /// Whether another attempt is allowed; it is not counted.
    ///
    /// # Errors
    /// `Throttled` when there were too many.
    pub fn check(&self, key: &str, now_ms: i64) -> Result<(), AppError> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(key).filter(|window| now_ms - window.started_ms < self.window_ms) {
            Some(window) if window.attempts >= self.allowed => Err(window.throttled(self.window_ms, now_ms)),
            _ => Ok(()),
        }
    }

    /// Counts an attempt under this key, allowed or not.
    pub fn note(&self, key: &str, now_ms: i64) {
        let _counted = self.attempt(key, now_ms);
    }

    /// Counts an attempt under this key.
    ///
    /// # Errors
    /// `Throttled` when there were too many.
    pub(crate) fn attempt(&self, key: &str, now_ms: i64) -> Result<(), AppError> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEYS_KEPT {
            windows.retain(|_, window| now_ms - window.started_ms < self.window_ms);
            if windows.len() >= KEYS_KEPT {
                windows.clear();
            }
        }
        let window = windows.entry(key.to_owned()).or_insert(Window { started_ms: now_ms, attempts: 0 });
        if now_ms - window.started_ms >= self.window_ms {
            *window = Window { started_ms: now_ms, attempts: 0 };
        }
        window.attempts = window.attempts.saturating_add(1);
        if window.attempts <= self.allowed { Ok(()) } else { Err(window.throttled(self.window_ms, now_ms)) }
    }

    /// Takes back the last attempt under this key: it was a success, and says nothing about the others.
    pub(crate) fn forgive(&self, key: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = windows.get_mut(key) {
            window.attempts = window.attempts.saturating_sub(1);
        }
    }

    /// Forgets the attempts under this key, after a success.
    pub(crate) fn forget(&self, key: &str) {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

impl Window {
    fn throttled(&self, window_ms: i64, now_ms: i64) -> AppError {
        let left_ms = window_ms - (now_ms - self.started_ms);
        AppError::Throttled { retry_after_s: u64::try_from(left_ms / 1000 + 1).unwrap_or(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_success_is_taken_back_and_the_failures_around_it_are_not() {
        let throttle = Throttle::allowing(2);
        throttle.attempt("a", 1_000).unwrap();
        for _ in 0..3 {
            throttle.attempt("a", 1_000).unwrap();
            throttle.forgive("a");
        }
        throttle.attempt("a", 1_000).unwrap();
        assert!(throttle.attempt("a", 1_000).is_err());
    }

    #[test]
    fn looking_does_not_count() {
        let throttle = Throttle::allowing(1);
        for _ in 0..3 {
            throttle.check("a", 1_000).unwrap();
        }
        throttle.note("a", 1_000);
        assert!(throttle.check("a", 2_000).is_err());
        throttle.check("a", 61_000).unwrap();
    }

    #[test]
    fn the_eleventh_attempt_in_a_minute_has_to_wait_and_the_next_minute_is_free() {
        let throttle = Throttle::default();
        for _ in 0..ATTEMPTS {
            throttle.attempt("a", 1_000).unwrap();
        }
        assert!(matches!(throttle.attempt("a", 31_000), Err(AppError::Throttled { retry_after_s: 31 })));
        throttle.attempt("b", 31_000).unwrap();
        throttle.attempt("a", 61_000).unwrap();
    }
}
