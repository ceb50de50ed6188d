//! A whole server on a free port.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use perigee_api::{ApiConfig, ApiState};
use perigee_app::api_key::{self, NewKey};
use perigee_app::identity::link;
use perigee_app::setup::{self, DataFolder, Owner};
use perigee_app::user::{self, NewUser};
use perigee_app::{App, AppConfig, Engine, EngineConfig, Limits, ReaderMode, WorkerConfig, pipeline};
use perigee_connect::FolderMailer;
use perigee_model::{OrganizationId, ProcessId, ProcessRole, Scope, UserId};
use perigee_store::entity::{membership, organization, process_access, user as user_row};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::actor::{Actor, Answer, Credentials};
use crate::postgres::{self, Cluster};

/// How long work may take on a loaded machine; tests go on as soon as it is done.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file in the test's folder.
    Sqlite,
    /// An own database in the tests' cluster.
    Postgres,
}

/// Bytes that a test server takes in one file, so that a test of the limit need not send 500 MB.
pub const FILE_BYTES: u64 = 8 << 20;

/// A whole server.
#[derive(Debug)]
pub struct TestApp {
    /// The application inside, for what a test must arrange or look at.
    pub app: App,
    /// The owner of its organization.
    pub owner: Owner,
    /// The folder of its data.
    pub folder: TempDir,
    http: reqwest::Client,
    origin: String,
    closing: CancellationToken,
    /// Stops the cluster that this test started, if it did.
    _cluster: Option<Arc<Cluster>>,
}

impl TestApp {
    /// Starts a server without workers: tests step the queue themselves.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(backend: Backend) -> Self {
        // Tests are wrong on purpose, and often.
        Self::start_with(backend, ApiConfig { wrong_per_minute: u32::MAX, ..ApiConfig::default() }).await
    }

    /// The same, reached in another way than by default.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(backend: Backend, reached: ApiConfig) -> Self {
        Self::start_connected(backend, reached, |config| config).await
    }

    /// The same, connected to other services than a folder of mails.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_connected(
        backend: Backend,
        reached: ApiConfig,
        connect: impl FnOnce(AppConfig) -> AppConfig,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database_url, cluster) = match backend {
            Backend::Sqlite => (None, None),
            Backend::Postgres => database().await,
        };
        let data = DataFolder { database_url, ..DataFolder::at(folder.path()) };
        let engine = Engine::new(EngineConfig {
            reader: ReaderMode::InProcess,
            limits: Limits::default(),
            models: None,
        });
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let config = AppConfig {
            file_bytes: FILE_BYTES,
            public_url: Some(origin.clone()),
            mailer: Some(Arc::new(FolderMailer::new(folder.path().join("mails")))),
            ..AppConfig::default()
        };
        let app = setup::open(&data, connect(config), engine).await.unwrap();
        let owner = setup::owner(&app).await.unwrap();
        let closing = CancellationToken::new();
        let state = ApiState::new(app.clone(), reached, closing.clone());
        tokio::spawn(perigee_api::serve(listener, state));
        let http = reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap();
        Self { app, owner, folder, http, origin, closing, _cluster: cluster }
    }

    /// Does everything that is queued; the answer is how many jobs there were.
    ///
    /// A job that failed for a moment is tried again when its time has come, as in a running server.
    pub async fn work(&self) -> usize {
        let worker = pipeline::worker(self.app.clone(), WorkerConfig::default());
        let started = Instant::now();
        let mut done = worker.drain().await.unwrap();
        while self.jobs().await.0 > 0 && started.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(20)).await;
            done += worker.drain().await.unwrap();
        }
        done
    }

    /// How many jobs are alive, and how many are dead.
    pub async fn jobs(&self) -> (u64, u64) {
        pipeline::count_jobs(&self.app).await.unwrap()
    }

    /// Ends the server.
    pub async fn end(self) {
        self.closing.cancel();
        self.app.close().await.unwrap();
    }

    fn actor(&self, credentials: Credentials) -> Actor {
        Actor { http: self.http.clone(), origin: self.origin.clone(), version: "v0.4", credentials }
    }

    /// Where it listens, e.g. `http://127.0.0.1:4711`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Nobody in particular.
    pub fn anon(&self) -> Actor {
        self.actor(Credentials::None)
    }

    /// The owner, in a browser.
    pub async fn owner(&self) -> Actor {
        self.signed_in(self.owner.user_id).await
    }

    /// Somebody who works in the organization and was assigned no process yet, in a browser.
    pub async fn clerk(&self) -> Actor {
        let id = self.clerk_id().await;
        self.signed_in(id).await
    }

    /// Somebody who has this role on this process, in a browser.
    pub async fn clerk_on(&self, process_id: &str, role: ProcessRole) -> Actor {
        let id = self.clerk_id().await;
        self.assign(process_id, id, role).await;
        self.signed_in(id).await
    }

    /// Gives a person a role on a process, behind the back of the use cases.
    pub async fn assign(&self, process_id: &str, user_id: Uuid, role: ProcessRole) {
        let row = process_access::Model {
            process_id: process_id.parse::<ProcessId>().unwrap().uuid(),
            user_id,
            organization_id: self.owner.scope.organization_id.uuid(),
            role: role.as_str().to_owned(),
            granted_by: self.owner.scope.subject.to_string(),
            granted_at: 0,
        };
        perigee_store::accesses::put(self.app.db().writer(), row).await.unwrap();
    }

    async fn clerk_id(&self) -> Uuid {
        let email = format!("clerk-{}@example.org", Uuid::now_v7().simple());
        let new = NewUser { email, name: "Clerk".to_owned(), role: "user".to_owned(), password: None };
        user::create(&self.app, &self.owner.scope, new).await.unwrap()
    }

    /// This person, in a browser.
    pub async fn signed_in(&self, user_id: Uuid) -> Actor {
        let organization_id = self.owner.scope.organization_id;
        let token = link::create(&self.app, user_id, organization_id).await.unwrap();
        let answer = self.anon().post("/session/link", &json!({ "token": token })).await;
        answer.expect(200);
        self.signed_in_by(&answer)
    }

    /// Whoever was signed in by an answer, in a browser.
    pub fn signed_in_by(&self, answer: &Answer) -> Actor {
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        self.actor(Credentials::Cookie(cookie))
    }

    /// A program with a key that has these scopes (`All` for every one).
    pub async fn key(&self, scopes: &[&str]) -> Actor {
        self.key_of(&self.owner.scope, scopes, None).await
    }

    /// The text of such a key.
    pub async fn key_text(&self, scopes: &[&str]) -> String {
        self.key_text_of(&self.owner.scope, scopes, None).await
    }

    /// A program with a key of one process.
    pub async fn process_key(&self, process_id: &str) -> Actor {
        self.key_of(&self.owner.scope, &["All"], Some(process_id)).await
    }

    /// A program of another organization that may do everything there.
    pub async fn stranger(&self) -> Actor {
        let scope = self.another_organization().await;
        self.key_of(&scope, &["All"], None).await
    }

    /// Another organization, seen by its owner.
    pub async fn another_organization(&self) -> Scope {
        let (id, user_id) = (OrganizationId::from_uuid(Uuid::now_v7()), Uuid::now_v7());
        let row = organization::Model {
            id: id.uuid(),
            public_id: format!("org_{}", id.uuid().simple()),
            name: "Another organization".to_owned(),
            created_at: 0,
            api_key_longest_days: None,
        };
        perigee_store::organizations::insert(self.app.db().writer(), row).await.unwrap();
        let person = user_row::Model {
            id: user_id,
            email: Some(format!("{}@example.com", user_id.simple())),
            name: "Stranger".to_owned(),
            password_hash: None,
            created_at: 0,
            disabled_at: None,
            subject: None,
            email_verified_at: None,
            totp_secret: None,
            totp_confirmed_at: None,
            totp_last_step: None,
        };
        perigee_store::users::insert(self.app.db().writer(), person).await.unwrap();
        let place = membership::Model {
            user_id,
            organization_id: id.uuid(),
            role: "owner".to_owned(),
            created_at: 0,
            deactivated_at: None,
            last_seen_at: None,
        };
        perigee_store::users::join(self.app.db().writer(), place).await.unwrap();
        let subject = format!("local|{}", user_id.simple());
        Scope {
            name: "Stranger".into(),
            person: Some(UserId::from_uuid(user_id)),
            ..Scope::unlimited(id, subject)
        }
    }

    async fn key_of(&self, scope: &Scope, scopes: &[&str], process_id: Option<&str>) -> Actor {
        let key = self.key_text_of(scope, scopes, process_id).await;
        self.actor(Credentials::Key(key))
    }

    /// The text of a key that somebody makes.
    pub async fn key_text_of(&self, scope: &Scope, scopes: &[&str], process_id: Option<&str>) -> String {
        let new = NewKey {
            name: "TEST API key".to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            process_id: process_id.map(|id| id.parse().unwrap()),
            ..NewKey::default()
        };
        let made = api_key::create(&self.app, scope, new).await.unwrap();
        made.key
    }

    /// The same server seen by somebody with this key.
    pub fn with_key(&self, key: &str) -> Actor {
        self.actor(Credentials::Key(key.to_owned()))
    }

    /// A drawn invoice: its file name and bytes.
    pub fn invoice(index: usize) -> (String, Vec<u8>) {
        let drawn = perigee_synth::invoice::sample(1, index);
        (drawn.file_name, drawn.pdf)
    }
}

async fn database() -> (Option<String>, Option<Arc<Cluster>>) {
    match std::env::var(postgres::VARIABLE) {
        Ok(url) => (Some(postgres::new_database(&url).await), None),
        Err(_) => {
            let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
            let url = postgres::new_database(cluster.url()).await;
            (Some(url), Some(Arc::new(cluster)))
        }
    }
}
