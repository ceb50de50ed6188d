//! Table `collections`.

use sea_orm::entity::prelude::*;

/// What was uploaded together.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "collections")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its process.
    pub process_id: Uuid,
    /// The configuration that its newest run uses.
    pub config_id: Uuid,
    /// Its name.
    pub name: String,
    /// The name in lower case, for searching.
    pub name_folded: String,
    /// Done before others.
    pub priority: bool,
    /// Whether files may hold several documents.
    pub split: bool,
    /// Tesseract languages.
    pub language: Option<String>,
    /// Literal of `model::CollectionStatus`.
    pub status: String,
    /// Percent.
    pub progress: i32,
    /// Counts how often it was sent through the pipeline; work of an older run has no effect.
    pub run: i32,
    /// JSON object of the client.
    pub metadata: String,
    /// JSON list of `model::Finding`.
    pub review_reasons: String,
    /// Whether models may learn from it.
    pub available_for_training: bool,
    /// Subject.
    pub created_by: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
    /// Subject.
    pub accepted_by: Option<String>,
    /// When it was accepted.
    pub accepted_at: Option<i64>,
    /// Accepted although something mandatory was missing.
    pub accept_forced: bool,
    /// Pages of all its files.
    pub page_count: i32,
    /// Expected share of right values, from when it was decided.
    pub confidence: Option<f32>,
    /// Subject of who is to look at it.
    pub assignee: Option<String>,
    /// Whether a person had changed a value when it was accepted.
    pub touched: bool,
    /// JSON of who sent it back, when and why.
    pub rejection: Option<String>,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
