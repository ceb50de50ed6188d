//! Table `documents`.

use sea_orm::entity::prelude::*;

/// Pages of a file that belong together.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its collection.
    pub collection_id: Uuid,
    /// Its file.
    pub file_id: Uuid,
    /// In the file, from 0. Negative for one that is no part of the file any more: a person drew other boundaries.
    pub position: i32,
    /// `<stem>_0.<ext>`.
    pub name: String,
    /// E.g. `invoice`.
    pub document_class: String,
    /// The lowest number among its pages, from 0.
    pub first_page: i32,
    /// The highest, inclusive.
    pub last_page: i32,
    /// Its pages in the order of reading, where that is not the order of the file; see `page_order`.
    pub page_order: Option<String>,
    /// Subject of who drew its boundaries; none for the machine.
    pub made_by: Option<String>,
    /// Subject of who set its class; none for the machine.
    pub class_by: Option<String>,
    /// How sure the machine was of its class; none where a person set it.
    pub class_confidence: Option<f32>,
    /// Whether it may teach its class; false where the organization forgot what it had learned.
    pub class_teaches: bool,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
