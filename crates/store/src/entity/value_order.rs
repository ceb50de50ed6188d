//! Table `value_orders`.

use sea_orm::entity::prelude::*;

/// In which order a person put the values of a data point.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "value_orders")]
pub struct Model {
    /// The extraction.
    #[sea_orm(primary_key, auto_increment = false)]
    pub extraction_id: Uuid,
    /// Name of the data point.
    #[sea_orm(primary_key, auto_increment = false)]
    pub data_point: String,
    /// Its organization.
    pub organization_id: Uuid,
    /// JSON list of the ids of values.
    pub value_ids: String,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
