//! Migrations. Applied ones are frozen.

use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::prelude::*;

use crate::{Db, StoreError};

/// Identifies our lock among the advisory locks of a PostgreSQL database ("perigee" in ASCII).
const POSTGRES_LOCK: i64 = 0x70_65_72_69_67_65_65;

/// A type for each file of `schema/`.
macro_rules! migrations {
    ($($(#[$doc:meta])* $name:ident = $file:literal,)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl MigrationName for $name {
            fn name(&self) -> &str {
                $file
            }
        }

        #[async_trait::async_trait]
        impl MigrationTrait for $name {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                apply(manager, include_str!(concat!("schema/", $file, ".sql"))).await
            }
        }
    )+};
}

migrations!(
    /// The tables of this crate.
    First = "0001_first",
    /// People, their ways in, their roles, API keys and what is watched about them.
    PeopleAndKeys = "0002_people_and_keys",
    /// What is drawn on pages.
    Reading = "0003_reading",
    /// Files that came out of other files.
    Members = "0004_members",
    /// What processes have learned.
    Learning = "0005_learning",
    /// What processes accept without a person, and how their scores grew.
    Promises = "0006_promises",
    /// The order of the queue, and the views that people keep of it.
    Queue = "0007_queue",
    /// What people decide about whole tables.
    Tables = "0008_tables",
    /// What people do while they review.
    Review = "0009_review",
    /// Results that are written into files.
    Exports = "0010_exports",
    /// What holds for uploads that do not say whether to split.
    Splitting = "0011_splitting",
    /// What organizations know of the classes of documents.
    Classes = "0012_classes",
    /// The order in which people put the pages of documents.
    PageOrder = "0013_page_order",
);

async fn apply(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let (uuid, bytes) = match manager.get_database_backend() {
        DbBackend::Postgres => ("uuid", "bytea"),
        _ => ("blob", "blob"),
    };
    let sql = sql.replace("{uuid}", uuid).replace("{bytes}", bytes);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Brings the database to the newest schema. Several processes may call it at the same time on PostgreSQL; on
/// SQLite the caller holds a lock on the folder.
///
/// # Errors
/// When a migration fails.
pub async fn run<M: MigratorTrait>(db: &Db) -> Result<(), StoreError> {
    if db.is_sqlite() {
        return Ok(M::up(db.writer(), None).await?);
    }
    let lock = db.writer().begin().await?;
    let take =
        Statement::from_string(DbBackend::Postgres, format!("select pg_advisory_xact_lock({POSTGRES_LOCK})"));
    lock.execute_raw(take).await?;
    M::up(db.writer(), None).await?;
    lock.commit().await?;
    Ok(())
}

/// How many migrations are not applied yet.
///
/// # Errors
/// When the database fails.
pub async fn pending<M: MigratorTrait>(db: &Db) -> Result<usize, StoreError> {
    Ok(M::get_pending_migrations(db.writer()).await?.len())
}
