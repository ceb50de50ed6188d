//! What the installation is made of, and how much an organization keeps in it.

use perigee_app::system::{System as ShownSystem, Usage as ShownUsage};
use perigee_model::ProcessId;
use serde::Serialize;
use utoipa::ToSchema;

/// What the installation is made of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct System {
    /// Version of the program.
    pub version: String,
    /// Where rows are.
    pub database: DatabaseKind,
    /// Where files are.
    pub file_store: FileStoreKind,
    /// Whether both answer.
    pub storage_answers: bool,
    /// What happens to mails.
    pub mails: MailKind,
    /// Version of Tesseract; `null` when it is missing.
    #[schema(required = true)]
    pub tesseract_version: Option<String>,
    /// Languages that can be recognized, e.g. `eng`.
    pub languages: Vec<String>,
    /// Whether the models of the second recognizer are there.
    pub networks: bool,
    /// Whether Office documents are shown with their looks.
    pub office_converter: bool,
    /// Whether HEIC photos can be opened.
    pub heic_converter: bool,
    /// What is missing and how to install it, a sentence each.
    pub missing: Vec<String>,
    /// What could be installed to read more, a sentence each.
    pub optional: Vec<String>,
    /// Jobs that wait or run, of every organization.
    pub jobs: u64,
    /// Jobs that gave up.
    pub dead_jobs: u64,
}

/// Where rows are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DatabaseKind {
    /// SQLite in the data folder.
    Sqlite,
    /// PostgreSQL.
    Postgresql,
}

/// Where files are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileStoreKind {
    /// A folder of the machine.
    Folder,
    /// A bucket that speaks S3.
    S3,
}

/// What happens to mails.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MailKind {
    /// They are handed to a mail server.
    Sent,
    /// They stay here, where admins read them.
    Kept,
    /// There is no way to send any.
    None,
}

impl From<ShownSystem> for System {
    fn from(system: ShownSystem) -> Self {
        let doctor = system.doctor;
        Self {
            version: system.version.to_owned(),
            database: if system.is_sqlite { DatabaseKind::Sqlite } else { DatabaseKind::Postgresql },
            file_store: if system.has_folder { FileStoreKind::Folder } else { FileStoreKind::S3 },
            storage_answers: system.storage_answers,
            mails: match system.sends_mails {
                Some(true) => MailKind::Sent,
                Some(false) => MailKind::Kept,
                None => MailKind::None,
            },
            tesseract_version: doctor.tesseract_version,
            languages: doctor.languages,
            networks: doctor.models.is_some(),
            office_converter: doctor.office_converter.is_some(),
            heic_converter: doctor.heic_converter.is_some(),
            missing: doctor.missing,
            optional: doctor.optional,
            jobs: system.jobs,
            dead_jobs: system.dead_jobs,
        }
    }
}

/// How much an organization keeps, and how much came in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// By process, the largest first; processes without files are left out.
    pub processes: Vec<ProcessUsage>,
    /// The last twelve months and this one, oldest first, in UTC. What was deleted is not counted.
    pub months: Vec<MonthUsage>,
    /// Bytes of models.
    pub model_bytes: u64,
    /// Bytes of exports that wait to be downloaded.
    pub export_bytes: u64,
}

/// What a process keeps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessUsage {
    /// The process.
    pub process_id: ProcessId,
    /// Its name.
    pub name: String,
    /// Its collections.
    pub collections: u64,
    /// Pages of its files.
    pub pages: u64,
    /// Bytes of its files.
    pub bytes: u64,
}

/// What came in during a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthUsage {
    /// E.g. `2026-11`.
    pub month: String,
    /// Collections.
    pub collections: u64,
    /// Pages of their files.
    pub pages: u64,
}

impl From<ShownUsage> for Usage {
    fn from(usage: ShownUsage) -> Self {
        let processes = usage.processes.into_iter().map(|one| ProcessUsage {
            process_id: one.process_id,
            name: one.name,
            collections: one.collections,
            pages: one.pages,
            bytes: one.bytes,
        });
        let months = usage.months.into_iter().map(|one| MonthUsage {
            month: one.month,
            collections: one.collections,
            pages: one.pages,
        });
        Self {
            processes: processes.collect(),
            months: months.collect(),
            model_bytes: usage.model_bytes,
            export_bytes: usage.export_bytes,
        }
    }
}
