//! Table `comments`.

use sea_orm::entity::prelude::*;

/// What a person wrote beside a collection, or beside a value of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    /// The comment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its organization.
    pub organization_id: Uuid,
    /// Its collection.
    pub collection_id: Uuid,
    /// The document that it is about.
    pub document_id: Option<Uuid>,
    /// Name of the data point that it is about.
    pub data_point: Option<String>,
    /// What was written.
    pub text: String,
    /// Subject.
    pub created_by: String,
    /// The name of who wrote it, as it was then.
    pub created_by_name: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// No relation is declared: queries name their joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
