//! A private PostgreSQL cluster in a temporary folder.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;
use uuid::Uuid;

/// Names a running cluster that tests may make databases in.
pub const VARIABLE: &str = "PERIGEE_TEST_POSTGRES";

/// A cluster; it is stopped and removed when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    url: String,
}

impl Cluster {
    /// Makes and starts a cluster on a free port.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("perigee-postgres-").tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        std::fs::create_dir(&data).unwrap();
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
        if let Some((user, group)) = other_user() {
            chown(&data, Some(user), Some(group)).unwrap();
        }
        let at = data.to_str().unwrap();
        run(
            &programs,
            "initdb",
            &["-D", at, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"],
        );
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // Nothing in it outlives the tests, so it need not survive a power failure.
        let options = format!(
            "-p {port} -k {at} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB"
        );
        let log = data.join("log");
        run(
            &programs,
            "pg_ctl",
            &["-D", at, "-l", log.to_str().unwrap(), "-o", &options, "-w", "-t", "60", "start"],
        );
        Self { folder, programs, url: format!("postgres://postgres@127.0.0.1:{port}/postgres") }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        run(&self.programs, "pg_ctl", &["-D", data.to_str().unwrap(), "-m", "immediate", "-w", "stop"]);
    }
}

/// Makes an empty database in a cluster; the answer is its URL.
///
/// # Panics
/// When the cluster does not answer.
pub async fn new_database(cluster_url: &str) -> String {
    let name = format!("test_{}", Uuid::now_v7().simple());
    let connection = Database::connect(cluster_url).await.unwrap();
    connection.execute_unprepared(&format!("create database {name}")).await.unwrap();
    connection.close().await.unwrap();
    let (server, _) = cluster_url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// The folder of `initdb`: Debian does not put it on the path.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let on_path = std::env::split_paths(&path);
    let mut all = folders.into_iter().rev().chain(on_path);
    all.find(|folder| folder.join("initdb").exists()).expect("PostgreSQL is needed: run script/bootstrap")
}

/// PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`.
fn other_user() -> Option<(u32, u32)> {
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").ok()?);
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    if owner == 0 { ids("postgres").or_else(|| ids("nobody")) } else { None }
}

fn run(programs: &Path, name: &str, arguments: &[&str]) {
    let mut command = Command::new(programs.join(name));
    command.args(arguments).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((user, group)) = other_user() {
        command.uid(user).gid(group);
    }
    let status = command.status().unwrap_or_else(|error| panic!("{name} does not start: {error}"));
    assert!(status.success(), "{name} failed: {status}");
}
