//! Decisions of people about whole tables, only ever appended.

use perigee_model::Scope;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::table_correction::{Column, Entity, Model};

/// Appends a decision.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), StoreError> {
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The newest decision about each table of an extraction, in the order in which people first decided about them.
///
/// # Errors
/// When the database fails.
pub async fn list_newest(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    extraction_id: Uuid,
) -> Result<Vec<Model>, StoreError> {
    let of_extraction = || {
        Entity::find()
            .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
            .filter(Column::ExtractionId.eq(extraction_id))
    };
    // Rows may be large and decisions many: only the newest are loaded whole.
    let all: Vec<(Uuid, Uuid)> = of_extraction()
        .select_only()
        .columns([Column::Id, Column::TableId])
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    let mut newest: Vec<(Uuid, Uuid)> = Vec::new();
    for (id, table_id) in all {
        match newest.iter_mut().find(|(_, known)| *known == table_id) {
            Some((known, _)) => *known = id,
            None => newest.push((id, table_id)),
        }
    }
    if newest.is_empty() {
        return Ok(Vec::new());
    }
    let ids = newest.iter().map(|(id, _)| *id);
    let mut rows = of_extraction().filter(Column::Id.is_in(ids)).all(conn).await?;
    rows.sort_by_key(|row| newest.iter().position(|(id, _)| *id == row.id));
    Ok(rows)
}

/// A decision about this table, to find where it belongs.
///
/// # Errors
/// When the database fails.
pub async fn find_by_table(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    table_id: Uuid,
) -> Result<Option<Model>, StoreError> {
    let of_table = Entity::find()
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::TableId.eq(table_id));
    Ok(of_table.order_by_desc(Column::Id).one(conn).await?)
}

/// The document of the table that a decided cell belongs to.
///
/// # Errors
/// When the database fails.
pub async fn find_document_of_cell(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    cell_id: Uuid,
) -> Result<Option<Uuid>, StoreError> {
    // Ids of cells stand inside the rows; the newest decisions are the likeliest to hold one that is asked for.
    let holding = Entity::find()
        .select_only()
        .column(Column::DocumentId)
        .filter(Column::OrganizationId.eq(scope.organization_id.uuid()))
        .filter(Column::Rows.contains(cell_id.simple().to_string()))
        .order_by_desc(Column::Id)
        .limit(1);
    Ok(holding.into_tuple().one(conn).await?)
}
