//! The migrations of all platform crates in their order.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Brings a database to the newest schema.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(perigee_store::migration::First),
            Box::new(perigee_queue::migration::Jobs),
            Box::new(perigee_store::migration::PeopleAndKeys),
            Box::new(perigee_store::migration::Reading),
            Box::new(perigee_store::migration::Members),
            Box::new(perigee_store::migration::Learning),
            Box::new(perigee_store::migration::Promises),
            Box::new(perigee_store::migration::Queue),
            Box::new(perigee_store::migration::Tables),
            Box::new(perigee_store::migration::Review),
            Box::new(perigee_store::migration::Exports),
            Box::new(perigee_store::migration::Splitting),
            Box::new(perigee_store::migration::Classes),
            Box::new(perigee_store::migration::PageOrder),
        ]
    }
}
