//! The table of jobs. Applied migrations are frozen.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

/// Makes the table.
#[derive(Debug)]
pub struct Jobs;

impl MigrationName for Jobs {
    fn name(&self) -> &str {
        "0001_jobs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Jobs {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let uuid = if manager.get_database_backend() == DbBackend::Postgres { "uuid" } else { "blob" };
        let sql = include_str!("0001_jobs.sql").replace("{uuid}", uuid);
        manager.get_connection().execute_unprepared(&sql).await?;
        Ok(())
    }
}
