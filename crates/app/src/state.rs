//! What every use case works on.

use std::sync::Arc;

use perigee_blobs::Blobs;
use perigee_engine::Engine;
use perigee_model::{CollectionId, ProcessId};
use perigee_queue::Wake;
use perigee_store::Db;
use tokio::sync::{Semaphore, broadcast};

use crate::api_key::tally::Tally;
use crate::class;
use crate::identity::memory::Memory;
use crate::identity::peppers::Peppers;
use crate::identity::provider::Provider;
use crate::identity::throttle::Throttle;
use crate::learning::Remembered;
use crate::mail::Mailer;
use crate::model::Loaded;

/// Changes that a slow listener may be behind before it loses some; it then reads the state again.
const CHANGES_KEPT: usize = 256;

/// Limits of the use cases.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Bytes of an uploaded file.
    pub file_bytes: u64,
    /// Files of one upload.
    pub files_per_upload: usize,
    /// Passwords that may be hashed at the same time; each takes 19 MiB and a core.
    pub password_hashes_at_once: usize,
    /// The address that people type, for the links in mails; without it they lead to this machine.
    pub public_url: Option<String>,
    /// How mails are handed over.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// Who people can sign in with beside passwords.
    pub providers: Vec<Arc<dyn Provider>>,
}

/// Where `perigee serve` listens unless told otherwise.
const THIS_MACHINE: &str = "http://127.0.0.1:8080";

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            file_bytes: 500 << 20,
            files_per_upload: 1_000,
            password_hashes_at_once: 2,
            public_url: None,
            mailer: None,
            providers: Vec::new(),
        }
    }
}

/// Something that listeners of this process want to know.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// A collection of this process is new or changed.
    Changed(ProcessId),
    /// This collection was deleted.
    Removed(ProcessId, CollectionId),
}

/// The application: database, blobs, engine. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    config: AppConfig,
    db: Db,
    blobs: Blobs,
    engine: Engine,
    peppers: Peppers,
    wake: Wake,
    changes: broadcast::Sender<Change>,
    password_slots: Semaphore,
    throttle: Throttle,
    code_throttle: Throttle,
    memory: Memory,
    usage: Tally,
    models: Loaded,
    confirmed: Remembered,
    classes: class::Loaded,
    seen: class::Seen,
}

impl App {
    /// An application on these parts.
    pub fn new(config: AppConfig, db: Db, blobs: Blobs, engine: Engine, peppers: Peppers) -> Self {
        let password_slots = Semaphore::new(config.password_hashes_at_once);
        let changes = broadcast::Sender::new(CHANGES_KEPT);
        let (wake, throttle) = (Wake::default(), Throttle::default());
        Self(Arc::new(Parts {
            config,
            db,
            blobs,
            engine,
            peppers,
            wake,
            changes,
            password_slots,
            throttle,
            code_throttle: Throttle::of_codes(),
            memory: Memory::default(),
            usage: Tally::default(),
            models: Loaded::default(),
            confirmed: Remembered::default(),
            classes: class::Loaded::default(),
            seen: class::Seen::default(),
        }))
    }

    /// The limits.
    pub fn config(&self) -> &AppConfig {
        &self.0.config
    }

    /// An address of this installation as people type it; `path` begins with a slash.
    pub(crate) fn address(&self, path: &str) -> String {
        let url = self.config().public_url.as_deref().unwrap_or(THIS_MACHINE);
        format!("{}{path}", url.trim_end_matches('/'))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// Wakes the workers of this process.
    pub fn wake(&self) -> &Wake {
        &self.0.wake
    }

    pub(crate) fn peppers(&self) -> &Peppers {
        &self.0.peppers
    }

    pub(crate) fn password_slots(&self) -> &Semaphore {
        &self.0.password_slots
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// The models that were used lately.
    pub(crate) fn models(&self) -> &Loaded {
        &self.0.models
    }

    /// The confirmed documents that were learned from lately.
    pub(crate) fn confirmed(&self) -> &Remembered {
        &self.0.confirmed
    }

    /// What organizations know of classes and used lately.
    pub(crate) fn classes(&self) -> &class::Loaded {
        &self.0.classes
    }

    /// What was seen lately of documents whose class is confirmed.
    pub(crate) fn seen(&self) -> &class::Seen {
        &self.0.seen
    }

    /// Where requests of keys are counted.
    pub fn usage(&self) -> &Tally {
        &self.0.usage
    }

    /// Counts attempts with codes of second factors.
    pub(crate) fn code_throttle(&self) -> &Throttle {
        &self.0.code_throttle
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }

    /// Tells listeners of this process. Nobody listening is no fault.
    pub(crate) fn announce(&self, change: Change) {
        let _nobody_listens = self.0.changes.send(change);
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Whether database and blobs answer.
    ///
    /// # Errors
    /// When one does not.
    pub async fn check(&self) -> Result<(), crate::AppError> {
        perigee_store::organizations::count(self.db().reader()).await?;
        Ok(self.blobs().check().await?)
    }

    /// Closes the database; a SQLite file is then complete without its log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(&self) -> Result<(), crate::AppError> {
        Ok(self.db().close().await?)
    }
}
