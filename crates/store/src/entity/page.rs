//! Table `pages`.

use sea_orm::entity::prelude::*;

/// A page of a file with its words.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pages")]
pub struct Model {
    /// The page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its file.
    pub file_id: Uuid,
    /// Position in the file, from 0.
    pub number: i32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// Clockwise degrees that it was turned.
    pub rotation: i32,
    /// `text` or `ocr`.
    pub source: String,
    /// JSON list of `model::Word`, compressed with zstd.
    pub words: Vec<u8>,
    /// JSON of `model::Graphics`, compressed with zstd; null when nothing is drawn.
    pub graphics: Option<Vec<u8>>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
