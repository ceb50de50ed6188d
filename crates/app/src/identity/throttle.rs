//! Slows down guessing of passwords: attempts per address and per e-mail, in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::AppError;

/// Attempts in a window before the next one has to wait. OWASP's advice is 5 to 10.
const ATTEMPTS: u32 = 10;

/// Length of a window.
const WINDOW_MS: i64 = 60_000;

/// Keys remembered; an attacker with more addresses than this only makes us forget the oldest windows.
const KEYS_KEPT: usize = 10_000;

/// Counts attempts. An installation with several servers counts in each of them.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<String, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    started_ms: i64,
    attempts: u32,
}

impl Throttle {
    /// Counts an attempt under this key.
    ///
    /// # Errors
    /// `Throttled` when there were too many.
    pub(crate) fn attempt(&self, key: &str, now_ms: i64) -> Result<(), AppError> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEYS_KEPT {
            windows.retain(|_, window| now_ms - window.started_ms < WINDOW_MS);
            if windows.len() >= KEYS_KEPT {
                windows.clear();
            }
        }
        let window = windows.entry(key.to_owned()).or_insert(Window { started_ms: now_ms, attempts: 0 });
        if now_ms - window.started_ms >= WINDOW_MS {
            *window = Window { started_ms: now_ms, attempts: 0 };
        }
        window.attempts += 1;
        if window.attempts <= ATTEMPTS {
            return Ok(());
        }
        let left_ms = WINDOW_MS - (now_ms - window.started_ms);
        Err(AppError::Throttled { retry_after_s: u64::try_from(left_ms / 1000 + 1).unwrap_or(1) })
    }

    /// Forgets the attempts under this key, after a success.
    pub(crate) fn forget(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
