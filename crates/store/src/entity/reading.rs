//! Table `readings`.

use sea_orm::entity::prelude::*;

/// A value as the machine read it; never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "readings")]
pub struct Model {
    /// The reading.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// Its extraction.
    pub extraction_id: Uuid,
    /// In the extraction.
    pub position: i32,
    /// Name of the data point.
    pub data_point: String,
    /// As printed.
    pub raw_value: String,
    /// After conversion.
    pub value: Option<String>,
    /// Why it contradicts its type or a rule.
    pub fault: Option<String>,
    /// Probability that it is right.
    pub confidence: f32,
    /// Literal of `model::Source`.
    pub source: String,
    /// JSON list of `model::Evidence`.
    pub evidence: String,
    /// JSON list of `model::Alternative`.
    pub alternatives: String,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
