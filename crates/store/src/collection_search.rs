//! Finding collections: filters, orders, and the part of the list that is asked for.

use perigee_model::{CollectionStatus, ProcessId, Scope};
use sea_orm::sea_query::{LikeExpr, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use uuid::Uuid;

use crate::StoreError;
use crate::collections::visible_to;
use crate::entity::collection::{Column, Entity, Model};
use crate::entity::{collection_metadata, document};

/// Which collections to list. Everything left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of the name, any case.
    pub name_part: Option<String>,
    /// Uploaded at or after.
    pub from_ms: Option<i64>,
    /// Uploaded before.
    pub before_ms: Option<i64>,
    /// With or without priority.
    pub priority: Option<bool>,
    /// With one of these statuses; none = any.
    pub statuses: Vec<CollectionStatus>,
    /// All of these conditions on the metadata.
    pub metadata: Vec<MetadataCondition>,
    /// Assigned to this subject; the inner `None` = to nobody.
    pub assignee: Option<Option<String>>,
    /// With a document of this class.
    pub document_class: Option<String>,
}

/// A condition on the metadata of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataCondition {
    /// The key is there.
    Has(String),
    /// The key is not there.
    HasNot(String),
    /// The key has this value, given as JSON text. The texts `"true"` and `"false"` match booleans too: a boolean
    /// of the filter asks for presence.
    Is(String, String),
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// When it was uploaded.
    #[default]
    Created,
    /// When it last changed.
    Updated,
    /// Its name in lower case.
    Name,
    /// The literal of its status; those of the same status by when they were uploaded.
    Status,
    /// Pages of all its files.
    Pages,
    /// How sure the machine is; what was not decided comes last, whatever the direction.
    Confidence,
}

impl SortKey {
    fn column(self) -> Column {
        match self {
            Self::Created => Column::CreatedAt,
            Self::Updated => Column::UpdatedAt,
            Self::Name => Column::NameFolded,
            Self::Status => Column::Status,
            Self::Pages => Column::PageCount,
            Self::Confidence => Column::Confidence,
        }
    }
}

/// A part of the list, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    filter: &Filter,
    (sort, descending): (SortKey, bool),
    (offset, limit): (u64, u64),
) -> Result<(Vec<Model>, u64), StoreError> {
    let matching = matching(scope, process_id, filter);
    let total = matching.clone().count(conn).await?;
    let order = if descending { Order::Desc } else { Order::Asc };
    let mut ordered = match sort {
        SortKey::Confidence => matching.order_by_with_nulls(sort.column(), order.clone(), NullOrdering::Last),
        _ => matching.order_by(sort.column(), order.clone()),
    };
    if sort == SortKey::Status {
        ordered = ordered.order_by(Column::CreatedAt, order.clone());
    }
    let part = ordered.order_by(Column::Id, order).offset(offset).limit(limit);
    Ok((part.all(conn).await?, total))
}

/// The first ids of those that match, in their own order, behind this one and without those; and how many are behind it.
///
/// # Errors
/// When the database fails.
pub async fn list_ids(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    process_id: ProcessId,
    filter: &Filter,
    (after, except): (Option<Uuid>, &[Uuid]),
    limit: u64,
) -> Result<(Vec<Uuid>, u64), StoreError> {
    let mut behind = matching(scope, process_id, filter);
    if !except.is_empty() {
        behind = behind.filter(Column::Id.is_not_in(except.iter().copied()));
    }
    if let Some(after) = after {
        behind = behind.filter(Column::Id.gt(after));
    }
    let total = behind.clone().count(conn).await?;
    let ids = behind.select_only().column(Column::Id).order_by_asc(Column::Id).limit(limit);
    Ok((ids.into_tuple().all(conn).await?, total))
}

/// The collections of a process that exist for this scope and match.
pub(crate) fn matching(scope: &Scope, process_id: ProcessId, filter: &Filter) -> Select<Entity> {
    visible_to(scope).filter(Column::ProcessId.eq(process_id.uuid())).filter(condition(filter))
}

fn condition(filter: &Filter) -> Condition {
    let mut all = Condition::all()
        .add_option(filter.from_ms.map(|at| Column::CreatedAt.gte(at)))
        .add_option(filter.before_ms.map(|at| Column::CreatedAt.lt(at)))
        .add_option(filter.priority.map(|priority| Column::Priority.eq(priority)))
        .add_option(filter.assignee.as_ref().map(|assignee| match assignee {
            Some(subject) => Column::Assignee.eq(subject),
            None => Column::Assignee.is_null(),
        }));
    match filter.statuses.as_slice() {
        [] => {}
        [one] => all = all.add(Column::Status.eq(one.as_str())),
        several => all = all.add(Column::Status.is_in(several.iter().map(|status| status.as_str()))),
    }
    if let Some(part) = &filter.name_part {
        let escaped = part.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        all = all.add(Column::NameFolded.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    if let Some(class) = &filter.document_class {
        all = all.add(Column::Id.in_subquery(holding(class)));
    }
    for condition in &filter.metadata {
        all = all.add(match condition {
            MetadataCondition::Has(name) => Column::Id.in_subquery(having(name, None)),
            MetadataCondition::HasNot(name) => Column::Id.not_in_subquery(having(name, None)),
            MetadataCondition::Is(name, value) => Column::Id.in_subquery(having(name, Some(value))),
        });
    }
    all
}

/// The collections that hold a document of a class.
fn holding(class: &str) -> SelectStatement {
    use document::{Column as Part, Entity as Parts};
    let mut query = Query::select();
    query.column(Part::CollectionId).from(Parts).and_where(Part::DocumentClass.eq(class));
    query.and_where(Part::Position.gte(0)).to_owned()
}

fn having(name: &str, value: Option<&str>) -> SelectStatement {
    use collection_metadata::{Column as Key, Entity as Keys};
    let mut query = Query::select();
    query.column(Key::CollectionId).from(Keys).and_where(Key::Name.eq(name));
    if let Some(value) = value {
        let as_boolean = match value {
            "\"true\"" => Some("true"),
            "\"false\"" => Some("false"),
            _ => None,
        };
        query.and_where(Key::Value.is_in([Some(value), as_boolean].into_iter().flatten()));
    }
    query
}
