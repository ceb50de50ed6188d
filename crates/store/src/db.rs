//! Connections: on SQLite one writer and a few readers, on PostgreSQL one pool.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::StoreError;

/// Readers of SQLite. More than a handful only compete for the same two or four cores.
const SQLITE_READERS: u32 = 6;

/// Connections to PostgreSQL of one process; its default limit is 100 for all processes together.
const POSTGRES_CONNECTIONS: u32 = 16;

/// How long a connection or the write lock is waited for before the answer is "busy".
const PATIENCE: Duration = Duration::from_secs(30);

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Db {
    /// Connects to `sqlite:///folder/perigee.db` (made when missing) or `postgres://…`.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1, false)).await?;
            let reader = Database::connect(sqlite(url, SQLITE_READERS, true)).await?;
            return Ok(Self { reader, writer });
        }
        let mut options = ConnectOptions::new(url);
        options.max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE).sqlx_logging(false);
        let pool = Database::connect(options).await?;
        Ok(Self { reader: pool.clone(), writer: pool })
    }

    /// For queries outside of a transaction. Writing through it fails on SQLite.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For a single writing statement.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The one way to write several statements: takes the write lock at once.
    ///
    /// A deferred transaction of SQLite that reads and then writes fails at once when somebody else wrote in
    /// between, whatever the busy timeout; an immediate one waits.
    ///
    /// # Errors
    /// When the lock is not free in time, or the database fails.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Whether it is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// Writes a copy of a SQLite database, as it is at one moment, into a new file; others go on writing meanwhile.
    ///
    /// # Errors
    /// When the file is there already, cannot be written, or it is no SQLite database.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let backend = self.writer.get_database_backend();
        let path = path.to_string_lossy().into_owned();
        self.writer
            .execute_raw(Statement::from_sql_and_values(backend, "vacuum into ?", [path.into()]))
            .await?;
        Ok(())
    }

    /// Closes every connection; a SQLite file is then complete without its log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.reader.close_by_ref().await?;
        Ok(self.writer.close_by_ref().await?)
    }
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .busy_timeout(PATIENCE)
                .foreign_keys(true)
                .pragma("journal_mode", "WAL")
                // With FULL a committed upload survives a power failure, which is what 201 promises.
                .pragma("synchronous", "FULL")
                .pragma("query_only", if read_only { "ON" } else { "OFF" })
        });
    options
}
