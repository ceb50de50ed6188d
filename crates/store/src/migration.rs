//! Migrations. Applied ones are frozen.

use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::prelude::*;

use crate::{Db, StoreError};

/// People, their ways in, their roles, API keys and what is watched about them.
#[derive(Debug)]
pub struct PeopleAndKeys;

/// What is drawn on pages.
#[derive(Debug)]
pub struct Reading;

/// Files that came out of other files.
#[derive(Debug)]
pub struct Members;

/// What processes have learned.
#[derive(Debug)]
pub struct Learning;

/// What processes accept without a person, and how their scores grew.
#[derive(Debug)]
pub struct Promises;

/// What people do while they review.
#[derive(Debug)]
pub struct Review;

/// Identifies our lock among the advisory locks of a PostgreSQL database ("perigee" in ASCII).
const POSTGRES_LOCK: i64 = 0x70_65_72_69_67_65_65;

/// The tables of this crate.
#[derive(Debug)]
pub struct First;

impl MigrationName for First {
    fn name(&self) -> &str {
        "0001_first"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0001_first.sql")).await
    }
}

impl MigrationName for PeopleAndKeys {
    fn name(&self) -> &str {
        "0002_people_and_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PeopleAndKeys {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0002_people_and_keys.sql")).await
    }
}

impl MigrationName for Reading {
    fn name(&self) -> &str {
        "0003_reading"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Reading {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0003_reading.sql")).await
    }
}

impl MigrationName for Members {
    fn name(&self) -> &str {
        "0004_members"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Members {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0004_members.sql")).await
    }
}

impl MigrationName for Learning {
    fn name(&self) -> &str {
        "0005_learning"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Learning {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0005_learning.sql")).await
    }
}

impl MigrationName for Promises {
    fn name(&self) -> &str {
        "0006_promises"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Promises {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0006_promises.sql")).await
    }
}

impl MigrationName for Review {
    fn name(&self) -> &str {
        "0009_review"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Review {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("schema/0009_review.sql")).await
    }
}

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
