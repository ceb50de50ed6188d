//! How much one key or one address may ask for, and how often an address may be wrong.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{NotUntil, Quota, RateLimiter};
use perigee_app::AppError;
use perigee_app::identity::throttle::Throttle;
use perigee_model::ApiKeyId;

use crate::state::ApiConfig;

/// A burst is two seconds' worth: a program that starts up asks for many things at once.
const BURST: u32 = 2;

/// Every this many requests the limits of keys and addresses that are idle again are forgotten.
const TIDY_EVERY: u32 = 100_000;

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// The limits of this server. An installation with several servers counts in each of them.
#[derive(Debug)]
pub(crate) struct Limits {
    keys: Limiter<ApiKeyId>,
    addresses: Limiter<IpAddr>,
    wrong: Throttle,
    clock: DefaultClock,
    burst: u32,
    requests: std::sync::atomic::AtomicU32,
}

/// How much a key has left, for the `RateLimit-…` headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Requests in a full burst.
    pub limit: u32,
    /// Requests left in it now.
    pub remaining: u32,
    /// Seconds until it is full again.
    pub reset_s: u64,
}

impl Limits {
    /// The limits of this configuration.
    pub fn new(config: &ApiConfig) -> Self {
        let keys = quota(config.key_requests_per_second);
        Self {
            burst: keys.burst_size().get(),
            keys: RateLimiter::dashmap(keys).with_middleware(),
            addresses: RateLimiter::dashmap(quota(config.address_requests_per_second)).with_middleware(),
            wrong: Throttle::allowing(config.wrong_per_minute),
            clock: DefaultClock::default(),
            requests: std::sync::atomic::AtomicU32::new(0),
        }
    }

    /// Counts a request of a key.
    ///
    /// # Errors
    /// `Throttled` when there were too many.
    pub fn key(&self, id: ApiKeyId) -> Result<Left, AppError> {
        match self.keys.check_key(&id) {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let used = self.burst.saturating_sub(remaining);
                let per_second = (self.burst / BURST).max(1);
                Ok(Left { limit: self.burst, remaining, reset_s: u64::from(used.div_ceil(per_second)) })
            }
            Err(until) => Err(self.throttled(&until)),
        }
    }

    /// Counts a request of an address. The loopback address is a person or a proxy on this machine, and not limited.
    ///
    /// # Errors
    /// `Throttled` when there were too many.
    pub fn address(&self, address: IpAddr) -> Result<(), AppError> {
        self.tidy();
        if address.is_loopback() {
            return Ok(());
        }
        self.addresses.check_key(&network(address)).map(drop).map_err(|until| self.throttled(&until))
    }

    /// Whether an address may try credentials that this server does not know yet.
    ///
    /// # Errors
    /// `Throttled` when it was wrong too often.
    pub fn may_try(&self, address: Option<IpAddr>, now_ms: i64) -> Result<(), AppError> {
        self.wrong.check(&wrong_key(address), now_ms)
    }

    /// Notes that an address was wrong.
    pub fn was_wrong(&self, address: Option<IpAddr>, now_ms: i64) {
        self.wrong.note(&wrong_key(address), now_ms);
    }

    fn throttled(&self, until: &NotUntil<governor::clock::QuantaInstant>) -> AppError {
        let wait = until.wait_time_from(self.clock.now());
        AppError::Throttled { retry_after_s: wait.as_secs() + u64::from(wait.subsec_nanos() > 0) }
    }

    fn tidy(&self) {
        let before = self.requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if before % TIDY_EVERY == TIDY_EVERY - 1 {
            self.keys.retain_recent();
            self.addresses.retain_recent();
        }
    }
}

fn quota(per_second: NonZeroU32) -> Quota {
    let burst = per_second.saturating_mul(NonZeroU32::MIN.saturating_add(BURST - 1));
    Quota::with_period(Duration::from_secs(1) / per_second.get())
        .map_or_else(|| Quota::per_second(per_second), |quota| quota.allow_burst(burst))
}

/// Who has one IPv6 address has its whole network of 2⁶⁴.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

fn wrong_key(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "unknown".to_owned(), |address| network(address).to_string())
}
