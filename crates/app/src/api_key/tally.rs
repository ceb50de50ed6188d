//! Counts the requests of keys in memory; what was counted is taken out and written every few seconds.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ipnet::IpNet;
use perigee_model::ApiKeyId;

use super::lifetime::DAY_MS;

/// Milliseconds of an hour.
pub(super) const HOUR_MS: i64 = 3_600_000;

/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;

/// Parts of the record, each behind its own lock: requests of different keys rarely wait for each other.
const SHARDS: usize = 16;

/// Networks of a key that are noted between two writes; a key that roams more is noted all the same by its counts.
const MOST_NETWORKS: usize = 64;

/// Minutes over which refusals are added up.
pub(super) const REFUSAL_MINUTES: usize = 5;

/// Requests by how they were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// With 2xx or 3xx.
    pub succeeded: u64,
    /// With 4xx.
    pub refused: u64,
    /// With 5xx.
    pub failed: u64,
}

/// Requests to one route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RouteUse {
    /// How many.
    pub requests: u64,
    /// The last one.
    pub last_used_at_ms: i64,
}

/// When something was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// First.
    pub first_at_ms: i64,
    /// Last.
    pub last_at_ms: i64,
}

/// The last use of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Last {
    pub at_ms: i64,
    pub address: Option<IpAddr>,
    pub route: Box<str>,
}

/// What was counted for a key since it was last written.
#[derive(Debug, Clone, Default)]
pub(super) struct Pending {
    pub days: HashMap<i32, Counts>,
    pub hours: HashMap<i32, u64>,
    pub routes: HashMap<Box<str>, RouteUse>,
    pub networks: HashMap<IpNet, Seen>,
    pub last: Option<Last>,
}

/// Refusals (401, 403) by minute, of the last few minutes.
#[derive(Debug, Clone, Copy, Default)]
struct Refusals([(i64, u32); REFUSAL_MINUTES]);

#[derive(Debug, Default)]
struct Entry {
    pending: Pending,
    refusals: Refusals,
}

/// What is counted. Adding to it waits for no database.
#[derive(Debug, Default)]
pub struct Tally([Mutex<HashMap<ApiKeyId, Entry>>; SHARDS]);

/// What is taken out of the record to be written.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub pending: HashMap<ApiKeyId, Pending>,
    /// Keys that were refused lately, and how often within the last few minutes.
    pub refusals: HashMap<ApiKeyId, u32>,
}

impl Tally {
    /// Counts a request of a key that is known by its id. `route` is the method and the path with the names of its
    /// parameters, e.g. `GET /collections/{collection_id}`.
    pub fn record(&self, id: ApiKeyId, route: &str, status: u16, address: Option<IpAddr>, now_ms: i64) {
        let mut shard = self.shard(id);
        let entry = shard.entry(id).or_default();
        if matches!(status, 401 | 403) {
            entry.refusals.add(now_ms);
        }
        entry.pending.add(route, status, address, now_ms);
    }

    fn shard(&self, id: ApiKeyId) -> MutexGuard<'_, HashMap<ApiKeyId, Entry>> {
        // The last byte of an id is random, the first are the time.
        let index = usize::from(id.uuid().as_bytes()[15]) % SHARDS;
        // Counting cannot leave an entry half-made, so a panic elsewhere is no reason to stop.
        self.0[index].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is not written yet of one key.
    pub(super) fn pending(&self, id: ApiKeyId) -> Pending {
        self.shard(id).get(&id).map(|entry| entry.pending.clone()).unwrap_or_default()
    }

    /// The last use that is not written yet.
    pub(super) fn last(&self, id: ApiKeyId) -> Option<Last> {
        self.shard(id).get(&id).and_then(|entry| entry.pending.last.clone())
    }

    /// Takes out what is to be written; refusals are kept until they are too old to count.
    pub(super) fn take(&self, now_ms: i64) -> Taken {
        let mut taken = Taken::default();
        for shard in &self.0 {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.retain(|id, entry| {
                let refusals = entry.refusals.sum(now_ms);
                if refusals > 0 {
                    taken.refusals.insert(*id, refusals);
                }
                let pending = std::mem::take(&mut entry.pending);
                if !pending.days.is_empty() {
                    taken.pending.insert(*id, pending);
                }
                refusals > 0
            });
        }
        taken
    }

    /// Puts back what could not be written.
    pub(super) fn put_back(&self, pending: HashMap<ApiKeyId, Pending>) {
        for (id, earlier) in pending {
            self.shard(id).entry(id).or_default().pending.merge(earlier);
        }
    }
}

impl Refusals {
    fn add(&mut self, now_ms: i64) {
        let minute = now_ms.div_euclid(MINUTE_MS);
        let slot = &mut self.0[minute.rem_euclid(REFUSAL_MINUTES as i64) as usize];
        *slot = (minute, if slot.0 == minute { slot.1.saturating_add(1) } else { 1 });
    }

    fn sum(&self, now_ms: i64) -> u32 {
        let oldest = now_ms.div_euclid(MINUTE_MS) - REFUSAL_MINUTES as i64;
        self.0.iter().filter(|(minute, _)| *minute > oldest).map(|(_, count)| count).sum()
    }
}

impl Pending {
    fn add(&mut self, route: &str, status: u16, address: Option<IpAddr>, now_ms: i64) {
        let counts = self.days.entry(day_of(now_ms)).or_default();
        match status {
            ..400 => counts.succeeded += 1,
            400..500 => counts.refused += 1,
            _ => counts.failed += 1,
        }
        *self.hours.entry(hour_of(now_ms)).or_default() += 1;
        // Without the right secret it was not the key that was used.
        if status == 401 {
            return;
        }
        let used = match self.routes.get_mut(route) {
            Some(used) => used,
            None => self.routes.entry(route.into()).or_default(),
        };
        used.requests += 1;
        used.last_used_at_ms = used.last_used_at_ms.max(now_ms);
        if let Some(network) = address.and_then(network_of) {
            self.see(network, Seen { first_at_ms: now_ms, last_at_ms: now_ms });
        }
        self.last = Some(Last { at_ms: now_ms, address, route: route.into() });
    }

    fn see(&mut self, network: IpNet, seen: Seen) {
        if self.networks.len() >= MOST_NETWORKS && !self.networks.contains_key(&network) {
            return;
        }
        let known = self.networks.entry(network).or_insert(seen);
        known.first_at_ms = known.first_at_ms.min(seen.first_at_ms);
        known.last_at_ms = known.last_at_ms.max(seen.last_at_ms);
    }

    pub(super) fn merge(&mut self, earlier: Self) {
        for (day, counts) in earlier.days {
            self.days.entry(day).or_default().add(counts);
        }
        for (hour, requests) in earlier.hours {
            *self.hours.entry(hour).or_default() += requests;
        }
        for (route, used) in earlier.routes {
            let known = self.routes.entry(route).or_default();
            known.requests += used.requests;
            known.last_used_at_ms = known.last_used_at_ms.max(used.last_used_at_ms);
        }
        for (network, seen) in earlier.networks {
            self.see(network, seen);
        }
        if self.last.is_none() {
            self.last = earlier.last;
        }
    }
}

impl Counts {
    fn add(&mut self, more: Self) {
        self.succeeded += more.succeeded;
        self.refused += more.refused;
        self.failed += more.failed;
    }
}

/// Days since 1970, UTC.
pub(super) fn day_of(at_ms: i64) -> i32 {
    i32::try_from(at_ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX)
}

/// Hours since 1970, UTC.
pub(super) fn hour_of(at_ms: i64) -> i32 {
    i32::try_from(at_ms.div_euclid(HOUR_MS)).unwrap_or(i32::MAX)
}

/// The network of an address: /24 of IPv4 and /48 of IPv6 are what one site is usually given.
fn network_of(address: IpAddr) -> Option<IpNet> {
    let address = address.to_canonical();
    let length = if address.is_ipv4() { 24 } else { 48 };
    IpNet::new(address, length).ok().map(|network| network.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_764_000_000_000;

    fn id(number: u128) -> ApiKeyId {
        ApiKeyId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn requests_are_counted_by_day_hour_route_and_network() {
        let usage = Tally::default();
        let address = |text: &str| Some(text.parse().unwrap());
        usage.record(id(1), "GET /me", 200, address("203.0.113.7"), NOW);
        usage.record(id(1), "GET /me", 404, address("::ffff:203.0.113.9"), NOW + 1);
        usage.record(id(1), "POST /processes", 500, address("2001:db8:1:2::3"), NOW + 2);
        usage.record(id(1), "GET /me", 401, address("192.0.2.1"), NOW + 3);
        usage.record(id(2), "GET /me", 200, None, NOW);
        let pending = usage.pending(id(1));
        let counts = Counts { succeeded: 1, refused: 2, failed: 1 };
        assert_eq!(pending.days, HashMap::from([(day_of(NOW), counts)]));
        assert_eq!(pending.hours, HashMap::from([(hour_of(NOW), 4)]));
        assert_eq!(pending.routes["GET /me"], RouteUse { requests: 2, last_used_at_ms: NOW + 1 });
        let mut networks: Vec<String> = pending.networks.keys().map(IpNet::to_string).collect();
        networks.sort();
        assert_eq!(networks, ["2001:db8:1::/48", "203.0.113.0/24"], "a wrong secret is no use");
        assert_eq!(pending.last.unwrap().at_ms, NOW + 2);
    }

    #[test]
    fn what_was_taken_is_gone_and_can_be_put_back() {
        let usage = Tally::default();
        usage.record(id(1), "GET /me", 200, None, NOW);
        let taken = usage.take(NOW);
        assert!(usage.take(NOW).pending.is_empty());
        usage.record(id(1), "GET /me", 200, None, NOW + 5);
        usage.put_back(taken.pending);
        let pending = usage.pending(id(1));
        assert_eq!(pending.days[&day_of(NOW)].succeeded, 2);
        assert_eq!(pending.routes["GET /me"], RouteUse { requests: 2, last_used_at_ms: NOW + 5 });
        assert_eq!(pending.last.unwrap().at_ms, NOW + 5);
    }

    #[test]
    fn refusals_are_added_up_over_five_minutes_and_outlive_a_write() {
        let usage = Tally::default();
        for minute in 0..4 {
            usage.record(id(1), "GET /me", 403, None, NOW + minute * MINUTE_MS);
            usage.record(id(1), "GET /me", 404, None, NOW + minute * MINUTE_MS);
        }
        assert_eq!(usage.take(NOW + 3 * MINUTE_MS).refusals[&id(1)], 4);
        assert_eq!(usage.take(NOW + 6 * MINUTE_MS).refusals[&id(1)], 2);
        assert!(usage.take(NOW + 60 * MINUTE_MS).refusals.is_empty());
        assert!(usage.shard(id(1)).is_empty(), "nothing is kept of a key that rests");
    }

    #[test]
    fn a_key_that_roams_fills_no_memory() {
        let usage = Tally::default();
        for number in 0..10_000_u32 {
            let address = IpAddr::from(number.wrapping_mul(65_536).to_be_bytes());
            usage.record(id(1), "GET /me", 200, Some(address), NOW);
        }
        assert_eq!(usage.pending(id(1)).networks.len(), MOST_NETWORKS);
    }
}
