//! Table `files`.

use sea_orm::entity::prelude::*;

/// An uploaded file; its bytes are a blob.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its collection.
    pub collection_id: Uuid,
    /// In the upload, from 0.
    pub position: i32,
    /// As uploaded.
    pub name: String,
    /// Bytes.
    pub size_bytes: i64,
    /// Hex digest of the bytes.
    pub sha256: String,
    /// Literal of `model::CollectionStatus`.
    pub status: String,
    /// Percent.
    pub progress: i32,
    /// Pages; 0 until counted.
    pub page_count: i32,
    /// Detected.
    pub media_type: Option<String>,
    /// JSON of `model::FileFault`.
    pub fault: Option<String>,
    /// XML of the e-invoice that the file carries or is, compressed with zstd.
    pub einvoice_xml: Option<Vec<u8>>,
    /// JSON of the `model::EInvoice` that the XML says, compressed with zstd.
    pub einvoice: Option<Vec<u8>>,
    /// The file that it came out of, if it was not uploaded.
    pub container_id: Option<Uuid>,
    /// How many files it came out of: 0 for an uploaded one.
    pub depth: i32,
    /// The collection's run that it is in.
    pub run: i32,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
