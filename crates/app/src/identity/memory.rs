//! What a server remembers about API keys between requests, and how long it may believe it.
//!
//! Looking a key up costs several queries; a request with a remembered key costs none. Yet whoever revokes a key,
//! or takes a role away, must be able to rely on it once the answer is there, on every server of the installation.
//! That is done by a lease on the generation of rights (`docs/adr/0047-remembered-rights.md`):
//!
//! - Every change of rights raises the generation in its own transaction.
//! - A server believes what it remembers only within [`TRUST`] of the *start* of its last query of the generation,
//!   and only what it learned under the generation that this query found.
//! - Whoever changed rights answers [`TRUST`] after the commit: by then every query that began before it is too old
//!   to be believed, on every server, whatever their clocks say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use perigee_model::ApiKeyId;
use perigee_store::rights;
use tokio::sync::Mutex;

use crate::identity::Caller;
use crate::{App, AppError};

/// How long after the start of a query of the generation its answer is believed. It is also what a revocation takes
/// to be answered, so it is kept under what people notice; the query takes under a millisecond.
const TRUST: Duration = Duration::from_millis(100);

/// From this age of the answer on, the next request asks again without waiting for it: under load nobody waits.
const ASK_AGAIN: Duration = Duration::from_millis(25);

/// Keys remembered. At about a kilobyte each this is 10 MB; further ones are looked up at each request.
const KEYS_KEPT: u64 = 10_000;

/// A key as it was when it was looked up.
#[derive(Debug)]
pub(crate) struct KnownKey {
    /// How its public part begins.
    pub prefix: &'static str,
    /// What is stored of its secret.
    pub secret_mac: Vec<u8>,
    /// Where it may be used from; empty means anywhere.
    pub networks: Vec<ipnet::IpNet>,
    /// When it ends.
    pub expires_at_ms: Option<i64>,
    /// Who calls with it, from nowhere in particular.
    pub caller: Caller,
}

/// What a server remembers.
#[derive(Debug)]
pub(crate) struct Memory {
    began: Instant,
    trust: Duration,
    /// The newest generation that was found.
    generation: AtomicI64,
    /// When the query that found it began, in nanoseconds since `began`; 0 when none did yet.
    asked_at_ns: AtomicU64,
    is_asking: AtomicBool,
    waiting: Mutex<()>,
    keys: moka::sync::Cache<ApiKeyId, (i64, Arc<KnownKey>)>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            trust: TRUST,
            generation: AtomicI64::new(0),
            asked_at_ns: AtomicU64::new(0),
            is_asking: AtomicBool::new(false),
            waiting: Mutex::new(()),
            keys: moka::sync::Cache::new(KEYS_KEPT),
        }
    }
}

impl Memory {
    /// The key, if it is remembered from this generation.
    pub(crate) fn key(&self, generation: i64, id: ApiKeyId) -> Option<Arc<KnownKey>> {
        self.keys.get(&id).filter(|(known_in, _)| *known_in == generation).map(|(_, key)| key)
    }

    /// Whether the key is remembered, from whatever generation.
    pub(crate) fn knows(&self, id: ApiKeyId) -> bool {
        self.keys.contains_key(&id)
    }

    /// Remembers a key that was looked up after this generation was found.
    pub(crate) fn remember(&self, generation: i64, id: ApiKeyId, key: Arc<KnownKey>) {
        self.keys.insert(id, (generation, key));
    }

    /// The generation, if it can be believed now. It is read after its age, and written before: what is read is
    /// never older than its age says.
    fn believed(&self) -> Option<(i64, Duration)> {
        let asked_at = self.asked_at_ns.load(Ordering::Acquire);
        let age = self.began.elapsed().saturating_sub(Duration::from_nanos(asked_at));
        (asked_at > 0 && age <= self.trust).then(|| (self.generation.load(Ordering::Acquire), age))
    }

    /// Waits until no server of the installation can believe what it learned before now.
    pub(crate) async fn outlast(&self) {
        // A tick more than the lease: timers may fire within the millisecond before their time.
        tokio::time::sleep(self.trust + Duration::from_millis(1)).await;
    }

    /// Asks the database. A slower query that began earlier cannot undo what a later one found.
    async fn ask(&self, app: &App) -> Result<(), AppError> {
        let began_ns = u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX).max(1);
        let found = rights::generation(app.db().reader()).await?;
        self.generation.fetch_max(found, Ordering::AcqRel);
        self.asked_at_ns.fetch_max(began_ns, Ordering::AcqRel);
        Ok(())
    }
}

/// The generation under which keys may be remembered now; `None` when the database is too slow to tell, and every
/// key has to be looked up.
pub(crate) async fn generation(app: &App) -> Result<Option<i64>, AppError> {
    let memory = app.memory();
    if let Some((generation, age)) = memory.believed() {
        if age > ASK_AGAIN && !memory.is_asking.swap(true, Ordering::AcqRel) {
            let app = app.clone();
            tokio::spawn(async move {
                if let Err(error) = app.memory().ask(&app).await {
                    tracing::warn!(%error, "the generation of rights could not be read");
                }
                app.memory().is_asking.store(false, Ordering::Release);
            });
        }
        return Ok(Some(generation));
    }
    // One asks, the others wait for its answer.
    let _turn = memory.waiting.lock().await;
    if memory.believed().is_none() {
        memory.ask(app).await?;
    }
    Ok(memory.believed().map(|(generation, _)| generation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_believed_before_the_first_answer_and_after_its_time() {
        let memory = Memory::default();
        assert!(memory.believed().is_none());
        memory.generation.store(7, Ordering::Release);
        memory.asked_at_ns.store(1, Ordering::Release);
        let later = Memory { began: Instant::now() - TRUST - Duration::from_millis(1), ..memory };
        assert!(later.believed().is_none());
        let now = u64::try_from(later.began.elapsed().as_nanos()).unwrap();
        later.asked_at_ns.store(now, Ordering::Release);
        assert_eq!(later.believed().map(|(generation, _)| generation), Some(7));
    }
}
